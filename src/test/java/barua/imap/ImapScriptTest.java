package barua.imap;

import barua.Script;
import barua.ScriptRunner;
import barua.ScriptRunner.Fixture;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of barua/imap, each against a store of its own. Settings: {@code @tls none|offered|implicit},
 * {@code @append-limit BYTES}, {@code @quota BYTES}, {@code @patience short}.
 */
class ImapScriptTest {

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return ScriptRunner.tests("imap", ImapScriptTest::fixture);
    }

    private static Fixture fixture(Script script) throws IOException {
        String tls = script.settings().getOrDefault("tls", "implicit");
        long limit = Long.parseLong(script.settings().getOrDefault("append-limit", "1000000"));
        long quota = Long.parseLong(script.settings().getOrDefault("quota", String.valueOf(Long.MAX_VALUE)));
        Duration silence = script.settings().containsKey("patience") ? Duration.ofMillis(200) : Duration.ofSeconds(20);
        MailStore store = store(folder.resolve(script.name()), quota);
        ImapOptions options = new ImapOptions("mail.example.org", tls.equals("none") ? Optional.empty() : Optional.of(ScriptRunner.tls()), limit);
        ImapSession door = new ImapSession(options, new TestLogins(), store, Optional.empty(), Clock.systemUTC(), new ImapSession.Patience(silence, silence));
        Fixture fixture = new Fixture(door).closing(store);
        return tls.equals("implicit") ? fixture.implicitTls(ScriptRunner.tls()) : fixture;
    }

    static MailStore store(Path folder, long quota) throws IOException {
        Policies policies = new Policies() {
            @Override
            public long quota(Address account) {
                return quota;
            }

            @Override
            public Duration keep(Address account) {
                return Duration.ofDays(60);
            }
        };
        Path mail = Files.createDirectories(folder.resolve("mail"));
        Path spool = Files.createDirectories(folder.resolve("spool"));
        MailStore store = MailStore.open(new StoreOptions(mail, spool, 0, policies, Clock.systemUTC()));
        store.create(Address.of("neema@example.org"));
        store.create(Address.of("juma@example.org"));
        return store;
    }
}
