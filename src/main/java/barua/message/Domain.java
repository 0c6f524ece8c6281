package barua.message;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail domain or an address literal, in the form in which domains are compared: lower-case A-labels (RFC 5890),
 * without a final dot, or {@code [127.0.0.1]} and {@code [ipv6:...]} (RFC 5321 §4.1.3).
 */
public record Domain(String ascii) implements Comparable<Domain> {

    private static final int LONGEST = 253;   // RFC 1035 §2.3.4, in presentation form

    /** Reads a domain as people and protocols write it; empty where it is none. */
    public static Optional<Domain> parse(String text) {
        String trimmed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        if (trimmed.startsWith("[")) {
            return literal(trimmed);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(trimmed, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
        return ascii.length() <= LONGEST && labels(ascii) ? Optional.of(new Domain(ascii)) : Optional.empty();
    }

    /** A domain known to be one, such as a constant; throws {@link IllegalArgumentException} otherwise. */
    public static Domain of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a domain: " + text));
    }

    /** For people: U-labels. */
    public String unicode() {
        return IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED);
    }

    public boolean isLiteral() {
        return ascii.startsWith("[");
    }

    /** What an address literal names; empty for a name, and for a literal that names nothing. */
    public Optional<InetAddress> address() {
        if (!isLiteral()) {
            return Optional.empty();
        }
        String inside = ascii.substring(1, ascii.length() - 1);
        try {
            return Optional.of(InetAddress.ofLiteral(inside.startsWith("ipv6:") ? inside.substring("ipv6:".length()) : inside));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Domain other) {
        return ascii.compareTo(other.ascii);
    }

    @Override
    public String toString() {
        return ascii;
    }

    private static Optional<Domain> literal(String text) {
        boolean closed = text.endsWith("]") && text.length() <= 60;
        boolean plain = closed && text.substring(1, text.length() - 1).chars()
                .allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':' || "IPvipv".indexOf(c) >= 0);
        return Optional.of(new Domain(text.toLowerCase(Locale.ROOT))).filter(domain -> plain && domain.address().isPresent());
    }

    private static boolean labels(String ascii) {
        for (String label : ascii.split("\\.", -1)) {
            boolean ldh = !label.isEmpty() && label.length() <= 63 && label.charAt(0) != '-' && label.charAt(label.length() - 1) != '-'
                    && label.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
            if (!ldh) {
                return false;
            }
        }
        return true;
    }
}
