package barua.pop3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.ScriptRunner;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POP3 over TLS in front of the real store. */
class InboxMaildropTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10, 10, LONG, LONG, "-ERR busy\r\n");
    private static final Address NEEMA = Address.of(FakeLogins.ACCOUNT);

    @TempDir
    Path data;
    private MailStore store;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.create(NEEMA);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void messages_come_out_byte_for_byte() throws IOException {
        List<byte[]> sent = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < 20; i++) {
            sent.add(message(random, i == 19 ? 20_000 : random.nextInt(200)));
            append(sent.getLast());
        }
        try (Talk talk = new Talk()) {
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.get(i), talk.message("RETR " + (i + 1)), "message " + (i + 1));
            }
            talk.end("QUIT", "+OK kwaheri");
        }
    }

    /** Lines of anything, many of them with dots in front. */
    private static byte[] message(Random random, int lines) {
        StringBuilder text = new StringBuilder("Subject: " + random.nextInt() + "\r\n\r\n");
        for (int i = 0; i < lines; i++) {
            text.append(".".repeat(random.nextInt(3))).append("x".repeat(random.nextInt(80))).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void what_QUIT_removed_stays_removed_and_unique_ids_stay() throws IOException {
        append("Subject: one\r\n\r\n1\r\n".getBytes(StandardCharsets.US_ASCII));
        append("Subject: two\r\n\r\n2\r\n".getBytes(StandardCharsets.US_ASCII));
        List<String> before;
        try (Talk talk = new Talk()) {
            before = talk.lines("UIDL");
            talk.end("DELE 1", "+OK");
            talk.end("QUIT", "+OK kwaheri");
        }
        close();
        open();
        try (Talk talk = new Talk()) {
            List<String> after = talk.lines("UIDL");
            assertEquals(List.of(before.get(1).replaceFirst("^2 ", "1 ")), after);
            assertEquals("1 0000000" + 2 + String.format("%08x", store.open(NEEMA).folder(FolderName.INBOX).uidValidity()), after.getFirst());
        }
    }

    @Test
    void a_message_that_another_door_removed_is_gone_and_mail_that_came_later_is_not_seen() throws IOException {
        append("Subject: one\r\n\r\n1\r\n".getBytes(StandardCharsets.US_ASCII));
        append("Subject: two\r\n\r\n2\r\n".getBytes(StandardCharsets.US_ASCII));
        try (Talk talk = new Talk()) {
            store.open(NEEMA).folder(FolderName.INBOX).expunge(new long[] {1});
            append("Subject: three\r\n\r\n3\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(2, talk.lines("LIST").size());
            assertEquals("Subject: two\r\n\r\n2\r\n", new String(talk.message("RETR 2"), StandardCharsets.US_ASCII));
            talk.end("DELE 1", "+OK");
            talk.end("QUIT", "+OK kwaheri");
        }
        try (Talk talk = new Talk()) {
            assertEquals(List.of("2", "3"), talk.lines("UIDL").stream().map(line -> line.substring(9, 10)).toList());
        }
    }

    /** Another program's delivery, with bare LF and dots. */
    @Test
    void a_message_stored_with_LF_comes_with_CRLF_and_is_as_long_as_was_said() throws IOException {
        append("Subject: one\r\n\r\n1\r\n".getBytes(StandardCharsets.US_ASCII));
        close();
        Path inbox;
        try (var folders = Files.walk(data.resolve("mail"))) {
            inbox = folders.filter(path -> path.endsWith("Maildir")).findFirst().orElseThrow();
        }
        Files.writeString(inbox.resolve("new/1700000000.M1P1.elsewhere"), "Subject: lf\n\n.dot\n\n..\nend\n");
        open();
        try (Talk talk = new Talk()) {
            assertEquals(2, talk.lines("LIST").size());
            byte[] message = talk.message("RETR 2");
            assertEquals("Subject: lf\r\n\r\n.dot\r\n\r\n..\r\nend\r\n", new String(message, StandardCharsets.US_ASCII));
            assertEquals(talk.said, "+OK " + message.length + " octets");
        }
    }

    /** RFC 1939 §11: LIST counts what RETR sends, and that ends its last line. */
    @Test
    void a_message_without_a_line_end_is_as_long_as_it_is_sent() throws IOException {
        append("Subject: one\r\n\r\nwhole\r\n".getBytes(StandardCharsets.US_ASCII));
        append("Subject: two\r\n\r\nno end".getBytes(StandardCharsets.US_ASCII));
        append(new byte[0]);
        for (String time : List.of("first", "from memory")) {
            try (Talk talk = new Talk()) {
                assertEquals(List.of("1 23", "2 24", "3 0"), talk.lines("LIST"), time);
                talk.end("STAT", "+OK 3 47");
                byte[] message = talk.message("RETR 2");
                assertEquals("+OK 24 octets", talk.said);
                assertEquals(24, message.length);
            }
        }
    }

    private void append(byte[] message) throws IOException {
        try (Staged staged = store.stage()) {
            staged.write(message, 0, message.length);
            store.open(NEEMA).folder(FolderName.INBOX).append(staged, Flags.NONE, Instant.parse("2026-11-22T08:00:00Z"));
        }
    }

    /** A client that is logged in. */
    private final class Talk implements AutoCloseable {

        private final barua.net.ListeningPort listener;
        private final Connection client;
        private String said;

        Talk() throws IOException {
            Pop3Session door = new Pop3Session(new Pop3Options("mail.example.org", Optional.of(ScriptRunner.tls())), new FakeLogins(), store);
            listener = barua.net.ListeningPort.open("pop3s", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS,
                    Optional.of(ScriptRunner.tls()), door);
            client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), LONG, LIMITS);
            client.startTlsTo("localhost", false);
            client.readText(1000);
            say("USER neema");
            say("PASS " + FakeLogins.PASSWORD);
        }

        private String say(String command) throws IOException {
            client.write(command + "\r\n");
            said = client.readText(1000);
            assertEquals("+OK", said.substring(0, 3), command);
            return said;
        }

        void end(String command, String expected) throws IOException {
            assertEquals(expected, say(command));
        }

        List<String> lines(String command) throws IOException {
            say(command);
            List<String> lines = new ArrayList<>();
            for (String line = client.readText(1000); !line.equals("."); line = client.readText(1000)) {
                lines.add(line);
            }
            return lines;
        }

        byte[] message(String command) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String line : lines(command)) {
                bytes.writeBytes(((line.startsWith(".") ? line.substring(1) : line) + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        }

        @Override
        public void close() {
            client.close();
            listener.close(LONG);
        }
    }
}
