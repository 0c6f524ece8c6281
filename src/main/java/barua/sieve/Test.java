package barua.sieve;

import java.util.Optional;

/** A test that can be run. */
@FunctionalInterface
interface Test {

    /** @throws Failure where it cannot be told */
    boolean holds(Run run);

    /** What is known before any run: then what can never be reached is not checked (RFC 5463 §4). */
    default Optional<Boolean> known() {
        return Optional.empty();
    }

    static Test known(boolean value) {
        return new Test() {
            @Override
            public boolean holds(Run run) {
                return value;
            }

            @Override
            public Optional<Boolean> known() {
                return Optional.of(value);
            }
        };
    }
}
