package barua.sieve;

import java.util.List;
import java.util.Optional;

/** Tests of tests, and {@code stop} (RFC 5228 §3.3, §5.2, §5.3, §5.8). */
final class CoreTests {

    static final Test TRUE = _ -> true;
    static final Test FALSE = _ -> false;

    private CoreTests() {
    }

    static Step stop(Words words) {
        return _ -> Flow.STOP;
    }

    static Test not(Words words) {
        Test test = words.test();
        return test.known().isPresent() ? Test.known(!test.known().get()) : run -> !test.holds(run);
    }

    static Test allOf(Words words) {
        return combined(words, false);
    }

    static Test anyOf(Words words) {
        return combined(words, true);
    }

    /** From left to right, only as far as needed. @param deciding the answer of one that is the answer of all */
    private static Test combined(Words words, boolean deciding) {
        Optional<Boolean> decided = Optional.of(deciding);
        List<Test> tests = words.tests(test -> !test.known().equals(decided));
        if (tests.stream().anyMatch(test -> test.known().equals(decided))) {
            return Test.known(deciding);
        }
        if (!tests.isEmpty() && tests.stream().allMatch(test -> test.known().isPresent())) {
            return Test.known(!deciding);
        }
        Test[] all = tests.toArray(Test[]::new);
        return run -> {
            for (Test test : all) {
                run.work(1);
                if (test.holds(run) == deciding) {
                    return deciding;
                }
            }
            return !deciding;
        };
    }
}
