package barua.smtp;

import barua.ScriptRunner;
import barua.ScriptRunner.Fixture;
import barua.smtp.SmtpOptions.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts of barua/smtp. Settings: {@code @door mx|submission|lmtp}, {@code @tls implicit}. */
final class SmtpScriptTest {

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return ScriptRunner.tests("smtp", script -> {
            Kind kind = Kind.valueOf(script.settings().get("door").toUpperCase(Locale.ROOT));
            boolean implicit = script.settings().containsKey("tls");
            SmtpOptions options = new SmtpOptions(kind, "mx.example.org", 5000, 3,
                    kind == Kind.LMTP || implicit ? Optional.empty() : Optional.of(ScriptRunner.tls()),
                    kind == Kind.SUBMISSION ? Optional.of(new FakeLogins()) : Optional.empty());
            Fixture fixture = new Fixture(new SmtpSession(options, new FakeReceiver(kind == Kind.LMTP)));
            return implicit ? fixture.implicitTls(ScriptRunner.tls()) : fixture;
        });
    }
}
