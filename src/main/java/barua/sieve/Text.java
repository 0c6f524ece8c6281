package barua.sieve;

import java.util.Optional;

/** A string of a script, which may hold variables (RFC 5229 §3). */
@FunctionalInterface
interface Text {

    String in(Run run);

    /** What it is in every run; empty where that depends on variables. */
    default Optional<String> constant() {
        return Optional.empty();
    }

    /** What stands in for a string that is missing or wrong, which is complained of already. */
    Text UNKNOWN = _ -> "";

    static Text of(String constant) {
        return new Constant(constant);
    }

    record Constant(String value) implements Text {
        @Override
        public String in(Run run) {
            return value;
        }

        @Override
        public Optional<String> constant() {
            return Optional.of(value);
        }
    }
}
