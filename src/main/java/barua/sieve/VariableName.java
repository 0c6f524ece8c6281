package barua.sieve;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a variable (RFC 5229 §3). @param global whether it was written {@code global.name} (RFC 6609 §3.4.2) @param name in lower case */
record VariableName(boolean global, String name) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,127}");
    private static final String GLOBAL = "global.";

    /** Empty where it is none that can be set. */
    static Optional<VariableName> parse(String text) {
        String lower = text.length() > 200 ? "" : text.toLowerCase(Locale.ROOT);
        boolean global = lower.startsWith(GLOBAL);
        String name = global ? lower.substring(GLOBAL.length()) : lower;
        return IDENTIFIER.matcher(name).matches() ? Optional.of(new VariableName(global, name)) : Optional.empty();
    }
}
