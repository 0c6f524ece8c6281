package barua.mailbox;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random work on a disk that forgets what was not forced, a crash at a random call, and then: every acknowledged message is there
 * exactly once with its bytes, UID and flags; no UID or modseq comes twice; UIDVALIDITY stays; nothing is half there.
 * {@code -Dbarua.crashes=N} asks for more (10,000 take half a minute on a quiet machine), {@code -Dbarua.seed=S} repeats one run.
 */
class CrashTest {

    private static final int CRASHES_PER_WORLD = 25;

    @Test
    void what_was_acknowledged_survives_crashes_at_any_call() {
        run(Integer.getInteger("barua.crashes", 4_000), false);
    }

    @Test
    void what_was_acknowledged_survives_failing_calls_and_crashes() {
        run(Integer.getInteger("barua.crashes", 4_000) / 4, true);
    }

    private static void run(int crashes, boolean failures) {
        Long only = Long.getLong("barua.seed");
        long first = only != null ? only : barua.Seed.next();
        int worlds = only != null ? 1 : Math.max(1, crashes / CRASHES_PER_WORLD);
        List<String> wrong = new ArrayList<>();
        for (long seed = first; seed < first + worlds && wrong.size() < 3; seed++) {
            CrashWorld world = new CrashWorld(new Random(seed), failures);
            try {
                world.live(CRASHES_PER_WORLD);
            } catch (Throwable broken) {
                wrong.add("seed " + seed + ": " + broken);
                java.io.StringWriter trace = new java.io.StringWriter();
                broken.printStackTrace(new java.io.PrintWriter(trace));
                System.out.println("seed " + seed + "\n" + String.join("\n", world.story()) + "\n" + trace);
            }
        }
        System.out.println(crashes + " crash points from seed " + first);
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }
}
