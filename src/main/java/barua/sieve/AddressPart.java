package barua.sieve;

import java.util.Optional;

/** Which part of an address a test looks at (RFC 5228 §2.7.4, RFC 5233). */
public enum AddressPart {
    ALL, LOCALPART, DOMAIN, USER, DETAIL;

    private static final char SEPARATOR = '+';

    static AddressPart read(Words words) {
        AddressPart found = null;
        for (AddressPart part : values()) {
            boolean stands = words.flag(":" + part.name().toLowerCase(java.util.Locale.ROOT), part == USER || part == DETAIL ? "subaddress" : "");
            if (stands && found != null) {
                words.complain("only one part of the address can stand there");
            }
            found = stands ? part : found;
        }
        return found == null ? ALL : found;
    }

    /** Empty where the address has no such part: then no key matches. @param domain empty of what is no whole address */
    Optional<String> of(String local, String domain) {
        int plus = local.indexOf(SEPARATOR);
        return switch (this) {
            case ALL -> Optional.of(domain.isEmpty() ? local : local + "@" + domain);
            case LOCALPART -> domain.isEmpty() ? Optional.empty() : Optional.of(local);
            case DOMAIN -> domain.isEmpty() ? Optional.empty() : Optional.of(domain);
            case USER -> domain.isEmpty() ? Optional.empty() : Optional.of(plus < 0 ? local : local.substring(0, plus));
            case DETAIL -> domain.isEmpty() || plus < 0 ? Optional.empty() : Optional.of(local.substring(plus + 1));
        };
    }
}
