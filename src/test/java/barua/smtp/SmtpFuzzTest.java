package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.net.ListeningPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;

/** Mutated conversations: the session always ends, never breaks, answers in whole lines, and keeps nothing with a lone CR, LF or a NUL. */
final class SmtpFuzzTest {

    private static final String[] PIECES = {"EHLO c\r\n", "HELO c\r\n", "MAIL FROM:<a@example.org>\r\n", "MAIL FROM:<>\r\n", "RCPT TO:<b@example.org>\r\n",
            "RCPT TO:<no@example.org>\r\n",
        "DATA\r\n", "text\r\n", ".\r\n", "..\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "BDAT 5\r\n", "BDAT 7 LAST\r\n", "BDAT 0 LAST\r\n", "RSET\r\n",
        "NOOP\r\n", "VRFY b\r\n", "STARTTLS\r\n",
        "AUTH PLAIN\r\n", "\u0000", "é", "x".repeat(3000), "\r\n", "\n", "\r", "MAIL FROM:<evil@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"};
    private static final Pattern REPLIES = Pattern.compile("(?:[2-5][0-9][0-9][ -][ -~]*\r\n)*");

    @RepeatedTest(60)
    void noise_breaks_no_session_and_smuggles_nothing() throws IOException {
        long seed = barua.Seed.next();
        Random random = new Random(seed);
        FakeReceiver receiver = new FakeReceiver(false);
        SmtpOptions options = new SmtpOptions(SmtpOptions.Kind.MX, "mx.example.org", 5_000, 3, Optional.empty(), Optional.empty());
        String said;
        try (ListeningPort listener = ListeningPort.open("fuzz", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Phone.LIMITS, Optional.empty(),
                new SmtpSession(options, receiver));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(20_000);
            Thread.ofVirtual().start(() -> send(socket, noise(random)));
            InputStream in = socket.getInputStream();
            said = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException reset) {
            said = "";    // it hung up with our noise unread
        }
        assertTrue(REPLIES.matcher(said).matches(), "seed " + seed + ": " + said);
        assertFalse(said.contains("451 4.3.0"), "seed " + seed + ": " + said);
        for (FakeReceiver.Letter letter : receiver.letters) {
            String text = new String(letter.bytes(), StandardCharsets.ISO_8859_1);
            assertEquals("", text.replace("\r\n", "").replaceAll("[^\r\n\u0000]", ""), "seed " + seed);
            assertTrue(letter.bytes().length <= 5_000, "seed " + seed);
        }
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder("EHLO c\r\n");
        for (int i = random.nextInt(80); i > 0; i--) {
            noise.append(PIECES[random.nextInt(PIECES.length)]);
        }
        if (random.nextBoolean() && noise.length() > 10) {
            noise.deleteCharAt(8 + random.nextInt(noise.length() - 8));
        }
        return noise.toString();
    }

    private static void send(Socket socket, String noise) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(noise.getBytes(StandardCharsets.UTF_8));
            out.write("\r\n.\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
        } catch (IOException hungUp) {
            // It has heard enough.
        }
    }
}
