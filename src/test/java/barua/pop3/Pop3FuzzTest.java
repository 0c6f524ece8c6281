package barua.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Mutated conversations: every session ends by itself, none breaks, and nothing is removed without a QUIT. */
class Pop3FuzzTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10, 10, LONG, LONG, "-ERR busy\r\n");
    private static final List<String> COMMANDS = List.of("CAPA", "STLS", "USER neema", "PASS siri kuu", "AUTH PLAIN", "AUTH PLAIN AG5lZW1hAHNpcmkga3V1", "AUTH",
            "*", "STAT",
            "LIST", "LIST 1", "RETR 1", "RETR 4", "TOP 1 1", "TOP 2 0", "DELE 1", "RSET", "UIDL", "UIDL 2", "NOOP", "DELE 99999999999");

    @RepeatedTest(30)
    void noise_breaks_no_session(RepetitionInfo repetition) throws IOException {
        long seed = 15_485_863L * repetition.getCurrentRepetition();
        FakeInbox inbox = Pop3ScriptTest.inbox();
        ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();
        Pop3Options options = new Pop3Options("mail.example.org", Optional.of(ScriptRunner.tls()));
        Pop3Session door = new Pop3Session(new Pop3Session.House(options, new FakeLogins(), _ -> inbox.open(), LONG, LONG));
        try (ListeningPort listener = ListeningPort.open("fuzz", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS,
                Optional.of(ScriptRunner.tls()), connection -> {
            try {
                door.serve(connection);
            } catch (RuntimeException | Error failed) {
                broken.add(failed);
            }
        }); Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), LONG, LIMITS)) {
            client.startTlsTo("localhost", false);
            client.write(noise(new Random(seed)));
            client.write("\r\n.\r\n*\r\n");
            for (int i = 0; i < 60; i++) {
                client.write("x\r\n");   // mistakes enough to end it
            }
            assertTrue(endOf(client) < 10_000, "seed " + seed);
        }
        assertEquals(List.of(), List.copyOf(broken), "seed " + seed);
        assertEquals(4, inbox.size(), "seed " + seed);
    }

    private static byte[] noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            StringBuilder line = new StringBuilder(COMMANDS.get(random.nextInt(COMMANDS.size()))).append("\r\n");
            if (random.nextInt(4) == 0) {
                line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(256));
            }
            noise.append(line);
        }
        return noise.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Lines until the server closes. */
    private static int endOf(Connection client) throws IOException {
        for (int lines = 0; ; lines++) {
            try {
                client.readLine(10_000);
            } catch (EOFException end) {
                return lines;
            } catch (java.net.SocketException reset) {
                return lines;   // closed with bytes of ours unread
            }
        }
    }
}
