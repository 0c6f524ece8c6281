package barua.sieve;

/**
 * Where in which script something stands.
 *
 * @param script its name, as its owner knows it
 * @param rule   what a person called the rule ({@code # rule:[Name]} above it); empty where it has no name
 * @param line   from 1
 * @param column from 1, in characters
 */
public record Place(String script, String rule, int line, int column) {

    /** For the trace and for people: {@code work, rule "Students", line 12}. */
    @Override
    public String toString() {
        return script + (rule.isEmpty() ? "" : ", rule \"" + rule + "\"") + ", line " + line;
    }
}
