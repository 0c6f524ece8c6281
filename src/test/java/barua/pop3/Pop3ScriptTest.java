package barua.pop3;

import barua.ScriptRunner;
import barua.ScriptRunner.Fixture;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts of barua/pop3. Settings: {@code @tls none|offered|implicit}, {@code @disk broken}, {@code @patience short}. */
class Pop3ScriptTest {

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return ScriptRunner.tests("pop3", script -> {
            FakeInbox inbox = inbox();
            String tls = script.settings().getOrDefault("tls", "implicit");
            Duration patience = script.settings().containsKey("patience") ? Duration.ofMillis(150) : Duration.ofSeconds(20);
            Pop3Options options = new Pop3Options("mail.example.org", tls.equals("none") ? Optional.empty() : Optional.of(ScriptRunner.tls()));
            if (script.settings().containsKey("disk")) {
                inbox.breakDown();
            }
            Fixture fixture = new Fixture(new Pop3Session(new Pop3Session.House(options, new FakeLogins(), _ -> inbox.open(), patience, patience)));
            return tls.equals("implicit") ? fixture.implicitTls(ScriptRunner.tls()) : fixture;
        });
    }

    /** Four messages that have something to them: dots, no final CRLF, nothing at all, no body. */
    static FakeInbox inbox() {
        return new FakeInbox()
                .add("From: a@example.org\r\nSubject: one\r\n\r\nfirst\r\n.\r\n..two dots\r\n.a\r\nlast\r\n")
                .add("Subject: two\r\n\r\nno end")
                .add("")
                .add("Subject: header only\r\n");
    }
}
