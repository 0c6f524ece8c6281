package barua.managesieve;

import barua.ScriptRunner;
import barua.ScriptRunner.Fixture;
import barua.mailbox.ScriptLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of barua/managesieve. Settings: {@code @tls none|offered|implicit}, {@code @patience short}, {@code @limits small}. TLS from the first
 * byte is no port of ours: it saves the scripts a few lines.
 */
class ManageSieveScriptTest {

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return ScriptRunner.tests("managesieve", script -> {
            String tls = script.settings().getOrDefault("tls", "implicit");
            SieveOffice office = new SieveOffice(script.settings().containsKey("limits") ? new ScriptLimits(2, 60, 100) : ScriptLimits.DEFAULT);
            Duration patience = script.settings().containsKey("patience") ? Duration.ofMillis(150) : Duration.ofSeconds(20);
            Fixture fixture = new Fixture(office.door(tls.equals("none") ? Optional.empty() : Optional.of(ScriptRunner.tls()), patience)).closing(office);
            return tls.equals("implicit") ? fixture.implicitTls(ScriptRunner.tls()) : fixture;
        });
    }
}
