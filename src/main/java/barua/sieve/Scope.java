package barua.sieve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The variables that one script sees in one run: its own, those that it shares with others (RFC 6609 §3.4), and what wildcards stood for. */
final class Scope {

    /** Highest number of a match variable. */
    static final int MOST_MATCHES = 32;

    /** Chars of one value; what is longer is cut (RFC 5229 §6). */
    static final int LONGEST_VALUE = 8192;
    static final int MOST_VARIABLES = 500;

    private static final String[] NOTHING = {};

    private final boolean remembers;
    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> shared;
    private final Set<String> global = new HashSet<>();
    private String[] matched = NOTHING;

    /** @param remembers whether the script has variables at all @param shared of all scripts of one run that include each other */
    Scope(boolean remembers, Map<String, String> shared) {
        this.remembers = remembers;
        this.shared = shared;
    }

    /** For a script that this one includes. */
    Scope included(boolean variables) {
        return new Scope(variables, shared);
    }

    /** The empty string where it was never set. */
    String get(VariableName name) {
        return of(name).getOrDefault(name.name(), "");
    }

    void set(VariableName name, String value) {
        Map<String, String> variables = of(name);
        variables.put(name.name(), cut(value));
        if (variables.size() > MOST_VARIABLES) {
            throw new Failure("the script has more than " + MOST_VARIABLES + " variables");
        }
    }

    /** From now on that name means the variable that all scripts share. */
    void share(String name) {
        global.add(name);
    }

    private Map<String, String> of(VariableName name) {
        return name.global() || global.contains(name.name()) ? shared : own;
    }

    boolean remembers() {
        return remembers;
    }

    void remember(String[] parts) {
        matched = parts;
    }

    /** RFC 5229 §3.2: the empty string where the last match had no such part. */
    String matched(int index) {
        return index < matched.length ? matched[index] : "";
    }

    static String cut(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return value;
        }
        return value.substring(0, Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE);
    }
}
