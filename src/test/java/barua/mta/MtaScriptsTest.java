package barua.mta;

import barua.Script;
import barua.ScriptRunner;
import barua.delivery.Delivery.WhenFull;
import barua.message.Address;
import barua.smtp.SmtpOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Conversations in {@code barua/mta}; settings: {@code @door mx|lmtp|submission}, {@code @quota NAME BYTES}, {@code @full refuse}. */
class MtaScriptsTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> conversations() throws Exception {
        return ScriptRunner.tests("mta", this::fixture);
    }

    private ScriptRunner.Fixture fixture(Script script) throws Exception {
        WhenFull whenFull = "refuse".equals(script.settings().get("full")) ? WhenFull.REFUSE : WhenFull.TRY_AGAIN;
        World world = new World(Files.createTempDirectory(folder, "world"), whenFull, false);
        String quota = script.settings().get("quota");
        if (quota != null) {
            world.quotas.put(new Address(quota.split(" ")[0], World.CHUO), Long.parseLong(quota.split(" ")[1]));
        }
        SmtpOptions.Kind kind = SmtpOptions.Kind.valueOf(script.settings().get("door").toUpperCase(Locale.ROOT));
        boolean encrypted = kind == SmtpOptions.Kind.SUBMISSION;
        return new ScriptRunner.Fixture(world.session(kind, encrypted ? Optional.of(ScriptRunner.tls()) : Optional.empty())).closing(world);
    }
}
