package barua.message;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail address: a local part without its quoting, and a domain (RFC 5321 §4.1.2, RFC 6531 §3.3). The local part keeps
 * its case; {@link #folded()} is the form in which our own accounts are compared.
 */
public record Address(String local, Domain domain) implements Comparable<Address> {

    /** Reads one addr-spec and nothing else around it; empty where the text is none. */
    public static Optional<Address> parse(String text) {
        return AddressParser.addrSpec(text);
    }

    /**
     * Reads one address as envelopes bring it, more kindly than {@link #parse}: up to 512 octets, and with dots where the grammar has none
     * ({@code first..last.@phone.example}). Addresses of others are like that, return paths of lists most of all; ours never are.
     */
    public static Optional<Address> parsePath(String text) {
        return AddressParser.path(text);
    }

    /** An address known to be one; throws {@link IllegalArgumentException} otherwise. */
    public static Address of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
    }

    /** The same address with its local part in lower case and NFC. */
    public Address folded() {
        return new Address(Normalizer.normalize(local, Normalizer.Form.NFC).toLowerCase(Locale.ROOT), domain);
    }

    /** Whether it can only travel with SMTPUTF8 (RFC 6531). */
    public boolean internationalised() {
        return local.chars().anyMatch(c -> c > 126);
    }

    @Override
    public int compareTo(Address other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : local.compareTo(other.local);
    }

    /** As it is written in protocols: quoted where it must be. */
    @Override
    public String toString() {
        return AddressParser.quoteLocal(local) + "@" + domain.ascii();
    }
}
