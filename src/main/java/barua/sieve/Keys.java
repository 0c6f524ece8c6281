package barua.sieve;

import java.util.List;

/**
 * What a condition looks for: one of the values is enough. Letters compare without regard to case (i;ascii-casemap).
 * Control characters in values become spaces; a pattern that only says how something begins or ends is that.
 *
 * @param values at least one; of {@link How#MATCHES} with {@code *} and {@code ?}, of {@link How#REGEX} expressions, else plain
 */
public record Keys(How how, List<String> values) {

    public enum How {
        IS, CONTAINS, BEGINS, ENDS, MATCHES, REGEX
    }

    public Keys {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value");
        }
        values = values.stream().map(ScriptString::line).toList();
        if (how == How.BEGINS || how == How.ENDS) {
            if (values.stream().anyMatch(String::isEmpty)) {
                values = patterns(how, values);
                how = How.MATCHES;
            }
        } else if (how == How.MATCHES && values.stream().allMatch(pattern -> beginning(pattern))) {
            how = How.BEGINS;
            values = values.stream().map(pattern -> unescaped(pattern.substring(0, pattern.length() - 1))).toList();
        } else if (how == How.MATCHES && values.stream().allMatch(pattern -> ending(pattern))) {
            how = How.ENDS;
            values = values.stream().map(pattern -> unescaped(pattern.substring(1))).toList();
        }
    }

    public static Keys of(How how, String... values) {
        return new Keys(how, List.of(values));
    }

    /** The match type that says it in a script (RFC 5228 §2.7.1). */
    String tag() {
        return switch (how) {
            case IS -> ":is";
            case CONTAINS -> ":contains";
            case BEGINS, ENDS, MATCHES -> ":matches";
            case REGEX -> ":regex";
        };
    }

    /** The values as they stand behind {@link #tag}. */
    List<String> written() {
        return patterns(how, values);
    }

    private static List<String> patterns(How how, List<String> values) {
        return switch (how) {
            case BEGINS -> values.stream().map(value -> escaped(value) + "*").toList();
            case ENDS -> values.stream().map(value -> "*" + escaped(value)).toList();
            case IS, CONTAINS, MATCHES, REGEX -> values;
        };
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\*?]", "\\\\$0");
    }

    private static boolean beginning(String pattern) {
        return pattern.length() > 1 && pattern.endsWith("*") && literal(pattern.substring(0, pattern.length() - 1));
    }

    private static boolean ending(String pattern) {
        return pattern.length() > 1 && pattern.startsWith("*") && literal(pattern.substring(1));
    }

    /** Whether a pattern has no wildcard, and its backslashes stand where {@link #escaped} would put them. */
    private static boolean literal(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?' || c == '\\' && (++i >= pattern.length() || "\\*?".indexOf(pattern.charAt(i)) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static String unescaped(String pattern) {
        return pattern.replaceAll("\\\\(.)", "$1");
    }
}
