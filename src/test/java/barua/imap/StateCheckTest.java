package barua.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner;
import barua.mailbox.MailStore;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Longer with {@code -Dbarua.statecheck.rounds=100}; the same commands again with {@code -Dbarua.fuzz.seed=...}. */
class StateCheckTest {

    private static final ConnectionLimits LIMITS = new ConnectionLimits(100, 100, Duration.ofSeconds(20), Duration.ofSeconds(20), "* BYE busy\r\n");

    @TempDir
    private Path folder;

    @Test
    void clients_that_share_folders_always_know_the_truth() throws Exception {
        long seed = barua.Seed.next();
        int rounds = Integer.getInteger("barua.statecheck.rounds", 8);
        System.out.println("StateCheckTest: -Dbarua.fuzz.seed=" + seed);
        try (MailStore store = ImapScriptTest.store(folder, Long.MAX_VALUE)) {
            ImapSession door = new ImapSession(new ImapOptions("mail.example.org", Optional.of(ScriptRunner.tls()), 1_000_000), new TestLogins(), store,
                    Optional.empty());
            try (ListeningPort listener = ListeningPort.open("imaps", new InetSocketAddress("127.0.0.1", 0), LIMITS, Optional.of(ScriptRunner.tls()), door)) {
                int[] left = {rounds};
                long commands = new StateCheck("127.0.0.1", listener.port(), "neema", "siri kuu", seed).run(500, () -> --left[0] > 0);
                System.out.println("StateCheckTest: " + commands + " commands");
                assertTrue(commands > rounds * 2_500L, commands + " commands");
            }
        }
    }
}
