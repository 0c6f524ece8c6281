package barua.managesieve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner;
import barua.mailbox.ScriptLimits;
import barua.mailbox.ScriptName;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What conversation scripts cannot say: SCRAM, large scripts, noise, revocation, the trace. */
class ManageSieveSessionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10, 10, LONG, LONG, "BYE \"busy\"\r\n");
    private static final int LINE = 1 << 16;
    private static final ScriptName WORK = ScriptName.of("work");

    private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private SieveOffice office;
    private ManageSieveSession door;
    private ListeningPort listener;

    @BeforeEach
    void begin() throws IOException {
        office = new SieveOffice(ScriptLimits.DEFAULT);
        door = office.door();
        listener = ListeningPort.open("managesieve", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS, Optional.of(ScriptRunner.tls()),
                connection -> {
            try {
                door.serve(connection);
            } catch (RuntimeException | Error failed) {
                broken.add(failed);
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
        office.close();
        assertEquals(List.of(), List.copyOf(broken));
    }

    private Connection client() throws IOException {
        Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), LONG, LIMITS);
        client.startTlsTo("localhost", false);
        heard(client);
        return client;
    }

    private Connection neema() throws IOException {
        Connection client = client();
        assertEquals("OK \"karibu\"", asked(client, "AUTHENTICATE \"PLAIN\" \"AG5lZW1hAHNpcmkga3V1\""));
        return client;
    }

    /** The line that ends an answer. */
    private static String heard(Connection client) throws IOException {
        while (true) {
            String line = client.readText(LINE);
            if (line.startsWith("OK") || line.startsWith("NO") || line.startsWith("BYE")) {
                return line;
            }
        }
    }

    private static String asked(Connection client, String line) throws IOException {
        client.write(line + "\r\n");
        return heard(client);
    }

    @Test
    void scram_logs_in_and_its_last_words_come_with_OK() throws Exception {
        try (Connection client = client()) {
            String bare = "n=neema,r=fyko+d2lbbFgONRv9qkxdawL";
            client.write("AUTHENTICATE \"SCRAM-SHA-256\" \"" + base64("n,," + bare) + "\"\r\n");
            String first = unquoted(client.readText(LINE));
            String nonce = first.substring(2, first.indexOf(",s="));
            byte[] salt = Base64.getDecoder().decode(first.substring(first.indexOf(",s=") + 3, first.indexOf(",i=")));
            int rounds = Integer.parseInt(first.substring(first.indexOf(",i=") + 3));
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(new PBEKeySpec("siri kuu".toCharArray(), salt, rounds, 256))
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] stored = java.security.MessageDigest.getInstance("SHA-256").digest(clientKey);
            String withoutProof = "c=biws,r=" + nonce;
            String all = bare + "," + first + "," + withoutProof;
            byte[] signature = hmac(stored, all);
            for (int i = 0; i < clientKey.length; i++) {
                clientKey[i] ^= signature[i];
            }
            String last = withoutProof + ",p=" + Base64.getEncoder().encodeToString(clientKey);
            String answer = asked(client, "{" + base64(last).length() + "+}\r\n" + base64(last));
            String expected = "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), all));
            assertEquals("OK (SASL \"" + base64(expected) + "\") \"karibu\"", answer);
            assertEquals("OK \"that is all\"", asked(client, "LISTSCRIPTS"));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unquoted(String line) {
        return new String(Base64.getDecoder().decode(line.substring(1, line.length() - 1)), StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_large_script_comes_back_byte_for_byte() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 900_000; i++) {
            text.append("# ").append(i).append(" ¡Habari!\nif header \"subject\" \"").append(i).append("\" { keep; }\r\n");
        }
        byte[] script = text.toString().getBytes(StandardCharsets.UTF_8);
        try (Connection client = neema()) {
            client.write("PUTSCRIPT \"work\" {" + script.length + "+}\r\n");
            client.write(script);
            assertEquals("OK \"the script is kept\"", asked(client, ""));
            client.write("GETSCRIPT \"work\"\r\n");
            assertEquals("{" + script.length + "}", client.readText(LINE));
            assertArrayEquals(script, client.counted(script.length).readAllBytes());
            assertEquals("", client.readText(LINE));
            assertEquals("OK", client.readText(LINE));
        }
    }

    @Test
    void ten_megabytes_are_refused_and_the_conversation_goes_on() throws IOException {
        byte[] script = new byte[10 << 20];
        java.util.Arrays.fill(script, (byte) '\n');
        try (Connection client = neema()) {
            client.write("PUTSCRIPT \"work\" {" + script.length + "+}\r\n");
            client.write(script);
            assertTrue(asked(client, "").startsWith("NO (QUOTA/MAXSIZE)"));
            assertEquals("OK \"that is all\"", asked(client, "LISTSCRIPTS"));
        }
        try (Connection stranger = client()) {
            stranger.write("AUTHENTICATE \"PLAIN\" {" + script.length + "+}\r\n");
            stranger.write(script);
            assertTrue(asked(stranger, "").startsWith("NO"), "nor of a stranger");
        }
    }

    @Test
    void a_password_that_changed_ends_the_sessions_of_that_account() throws IOException {
        try (Connection client = neema()) {
            door.revoke(SieveOffice.JUMA.toString());
            assertEquals("OK \"done\"", asked(client, "NOOP"));
            door.revoke(SieveOffice.NEEMA.toString());
            assertThrows(IOException.class, () -> asked(client, "NOOP"));
        }
    }

    @Test
    void what_was_changed_stands_in_the_trace_and_its_text_does_not() throws IOException {
        try (Connection client = neema()) {
            asked(client, "PUTSCRIPT \"work\" \"# siri\"");
            asked(client, "SETACTIVE \"work\"");
            asked(client, "RENAMESCRIPT \"work\" \"home\"");
            asked(client, "SETACTIVE \"\"");
            asked(client, "DELETESCRIPT \"home\"");
            asked(client, "DELETESCRIPT \"home\"");
        }
        List<String> why = office.events().stream().map(event -> event.why()).toList();
        assertEquals(List.of("put the script work", "made the script work the active one", "renamed the script work to home", "made no script active",
                "deleted the script home"),
                why.stream().map(words -> words.substring(0, words.indexOf(", by ManageSieve from 127.0.0.1"))).toList());
        assertEquals(List.of(), why.stream().filter(words -> words.contains("siri")).toList());
    }

    @Test
    void what_another_door_put_is_seen_at_once() throws IOException {
        try (Connection client = neema()) {
            office.store.open(SieveOffice.NEEMA).scripts().put(WORK, "keep;".getBytes(StandardCharsets.UTF_8), java.util.OptionalLong.of(0));
            assertEquals("OK \"that is all\"", asked(client, "LISTSCRIPTS"));
            long seen = office.store.open(SieveOffice.NEEMA).scripts().find(WORK).orElseThrow().version();
            assertTrue(asked(client, "PUTSCRIPT \"work\" \"stop;\"").startsWith("OK"));
            assertThrows(barua.mailbox.MailboxException.class,
                    () -> office.store.open(SieveOffice.NEEMA).scripts().put(WORK, new byte[0], java.util.OptionalLong.of(seen)));
        }
    }

    // ---- noise ----

    private static final List<String> COMMANDS = List.of("CAPABILITY", "STARTTLS", "NOOP", "NOOP \"x\"", "NOOP {3+}\r\nabc", "AUTHENTICATE \"PLAIN\"",
            "AUTHENTICATE \"LOGIN\" \"bmVlbWE=\"", "\"*\"",
            "AUTHENTICATE \"PLAIN\" \"AG5lZW1hAHNpcmkga3V1\"", "LISTSCRIPTS", "GETSCRIPT \"work\"", "PUTSCRIPT \"work\" \"keep;\"",
            "PUTSCRIPT \"a\" {9+}\r\nkeep;\r\n#\n", "SETACTIVE \"a\"",
            "SETACTIVE \"\"", "DELETESCRIPT \"a\"", "RENAMESCRIPT \"a\" \"b\"", "HAVESPACE \"a\" 12", "CHECKSCRIPT \"keep\"", "UNAUTHENTICATE",
            "CHECKSCRIPT {0+}\r\n", "NOOP {2000+}");

    @RepeatedTest(30)
    void noise_breaks_no_session(RepetitionInfo repetition) throws IOException {
        long seed = 15_485_863L * repetition.getCurrentRepetition();
        office.store.open(SieveOffice.JUMA).scripts().put(WORK, "keep;".getBytes(StandardCharsets.UTF_8), java.util.OptionalLong.of(0));
        try (Connection client = client()) {
            client.write(noise(new Random(seed)));
            client.write("\r\n*\r\n" + "\r\n".repeat(1_100));   // passes over a literal, and is mistakes enough to end it
            assertTrue(endOf(client) < 10_000, "seed " + seed);
        } catch (java.net.SocketException | java.nio.channels.ClosedChannelException early) {
            // It was sent away before it had said everything.
        } catch (IOException pipe) {
            assertEquals("Broken pipe", pipe.getMessage(), "seed " + seed);
        }
        assertEquals(List.of(), List.copyOf(broken), "seed " + seed);
        assertEquals(1, office.store.open(SieveOffice.JUMA).scripts().list().size(), "seed " + seed);
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
                client.readLine(LINE);
            } catch (EOFException | java.net.SocketException end) {
                return lines;
            }
        }
    }
}
