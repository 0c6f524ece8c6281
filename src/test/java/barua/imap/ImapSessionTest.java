package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner;
import barua.mailbox.Annotations;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts cannot say: sessions that others end, large messages, many commands at once, and random conversations. */
class ImapSessionTest {

    private static final ConnectionLimits LIMITS = new ConnectionLimits(50, 50, Duration.ofSeconds(20), Duration.ofSeconds(20), "* BYE busy\r\n");

    @TempDir
    private Path folder;
    private MailStore store;
    private ImapSession door;
    private ListeningPort listener;
    private final List<Connection> clients = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        store = ImapScriptTest.store(folder, Long.MAX_VALUE);
        door = new ImapSession(new ImapOptions("mail.example.org", Optional.of(ScriptRunner.tls()), 50_000_000), new TestLogins(), store, Optional.empty());
        listener = ListeningPort.open("imap", new InetSocketAddress("127.0.0.1", 0), LIMITS, Optional.empty(), door);
    }

    @AfterEach
    void close() throws IOException {
        clients.forEach(Connection::close);
        listener.close(Duration.ZERO);
        store.close();
    }

    private Connection login(String name, String password) throws IOException {
        Connection client = Connection.connect(new InetSocketAddress("127.0.0.1", listener.port()), Duration.ofSeconds(5), LIMITS);
        clients.add(client);
        client.readText(1000);
        client.write("t STARTTLS\r\n");
        client.readText(1000);
        client.startTlsTo("localhost", false);
        client.write("l LOGIN " + name + " \"" + password + "\"\r\n");
        assertTrue(client.readText(1000).startsWith("l OK"));
        return client;
    }

    private static List<String> until(Connection client, String tag) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(client.readText(100_000));
        } while (!lines.getLast().startsWith(tag + " "));
        return lines;
    }

    @Test
    void revoke_ends_the_sessions_of_that_account_alone() throws IOException {
        Connection waiting = login("neema", "siri kuu");
        Connection idling = login("neema", "siri kuu");
        Connection other = login("juma", "pass");
        idling.write("i SELECT INBOX\r\n");
        until(idling, "i");
        idling.write("j IDLE\r\n");
        assertEquals("+ idling", idling.readText(1000));
        door.revoke("neema@example.org");
        assertTrue(waiting.readText(1000).startsWith("* BYE "));
        assertTrue(idling.readText(1000).startsWith("* BYE "));
        other.write("n NOOP\r\n");
        assertEquals("n OK done", other.readText(1000));
    }

    @Test
    void a_server_that_stops_says_bye() throws IOException {
        Connection client = login("neema", "siri kuu");
        Thread.ofVirtual().start(() -> listener.close(Duration.ofSeconds(5)));
        assertTrue(client.readText(1000).startsWith("* BYE "));
    }

    /** RFC 5464 §4.3. */
    @Test
    void the_longest_annotation_is_taken_and_one_octet_more_is_refused_with_the_limit() throws IOException {
        Connection client = login("neema", "siri kuu");
        for (int length : List.of(Annotations.LONGEST, Annotations.LONGEST + 1)) {
            client.write("a SETMETADATA INBOX (/private/comment {" + length + "+}\r\n" + "x".repeat(length) + ")\r\n");
            String answer = until(client, "a").getLast();
            assertTrue(answer.startsWith(length > Annotations.LONGEST ? "a NO [METADATA MAXSIZE " + Annotations.LONGEST + "] " : "a OK "), answer);
        }
        client.write("b GETMETADATA INBOX /private/comment\r\n");
        assertEquals("* METADATA \"INBOX\" (\"/private/comment\" {" + Annotations.LONGEST + "}", client.readText(1000));
        assertEquals("x".repeat(Annotations.LONGEST), new String(client.counted(Annotations.LONGEST).readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void a_message_of_20_MB_comes_back_as_it_went() throws IOException {
        Connection client = login("neema", "siri kuu");
        byte[] message = new byte[20_000_000];
        new Random(3).nextBytes(message);
        for (int i = 0; i < message.length; i++) {
            message[i] = i % 80 == 78 ? (byte) '\r' : i % 80 == 79 ? (byte) '\n' : (byte) ('a' + (message[i] & 15));
        }
        client.write("a APPEND INBOX {" + message.length + "+}\r\n");
        client.write(message);
        client.write("\r\nb SELECT INBOX\r\n");
        assertTrue(until(client, "a").getLast().startsWith("a OK [APPENDUID"));
        until(client, "b");
        client.write("c FETCH 1 (UID BODY.PEEK[] FLAGS)\r\n");
        assertEquals("* 1 FETCH (UID 1 BODY[] {20000000}", client.readText(1000));
        byte[] read = client.counted(message.length).readAllBytes();
        assertTrue(Arrays.equals(message, read));
        assertEquals(" FLAGS (\\Recent))", client.readText(1000));
    }

    @Test
    void commands_may_come_all_at_once_and_are_answered_in_order() throws IOException {
        Connection client = login("neema", "siri kuu");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            all.append("p").append(i).append(i % 5 == 0 ? " STATUS INBOX (MESSAGES)\r\n" : " NOOP\r\n");
        }
        client.write(all.toString());
        for (int i = 0; i < 500; i++) {
            assertTrue(until(client, "p" + i).getLast().startsWith("p" + i + " OK"));
        }
    }

    /** A folder in its place stands for a file that is there and cannot be read, as with a bad block of the disk. */
    @Test
    void one_message_that_cannot_be_read_hides_no_other() throws IOException {
        fill(5);
        Connection client = login("neema", "siri kuu");
        client.write("s SELECT INBOX\r\n");
        until(client, "s");
        Path fourth = messages().get(3);
        Files.delete(fourth);
        Files.createDirectory(fourth);
        client.write("f FETCH 1:* (UID BODY.PEEK[TEXT])\r\n");
        List<String> told = until(client, "f");
        assertEquals(List.of("* 1 FETCH (UID 1 BODY[TEXT] {6}", "* 2 FETCH (UID 2 BODY[TEXT] {6}", "* 3 FETCH (UID 3 BODY[TEXT] {6}",
                "* 5 FETCH (UID 5 BODY[TEXT] {6}", "f NO [CORRUPTION] told all but what cannot be read: UID 4"), responses(told));
        client.write("t SEARCH BODY body\r\n");
        assertEquals(List.of("* SEARCH 1 2 3 5", "t OK searched"), until(client, "t"));
        client.write("u STORE 1:* +FLAGS.SILENT (\\Flagged)\r\n");
        assertEquals(List.of("u OK stored"), until(client, "u"));
    }

    @Test
    void one_message_that_is_lost_hides_no_other() throws IOException {
        fill(5);
        Connection client = login("neema", "siri kuu");
        client.write("s SELECT INBOX\r\n");
        until(client, "s");
        Files.delete(messages().get(1));
        client.write("f FETCH 1:5 (UID BODY.PEEK[TEXT])\r\n");
        assertEquals(List.of("* 1 FETCH (UID 1 BODY[TEXT] {6}", "* 3 FETCH (UID 3 BODY[TEXT] {6}", "* 4 FETCH (UID 4 BODY[TEXT] {6}",
                "* 5 FETCH (UID 5 BODY[TEXT] {6}", "f NO [EXPUNGEISSUED] some of the messages are gone"), responses(until(client, "f")));
        client.write("t SEARCH BODY body\r\n");
        assertEquals(List.of("* SEARCH 1 3 4 5", "t OK searched"), until(client, "t"));
        client.write("n NOOP\r\n");
        assertEquals(List.of("* 2 EXPUNGE", "n OK done"), until(client, "n"));
    }

    /** Files of neema's INBOX in the order of UIDs. */
    private List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("mail"))) {
            return files.filter(file -> file.getParent().endsWith("cur") && Files.isRegularFile(file))
                    .sorted(Comparator.comparingLong(ImapSessionTest::uid)).toList();
        }
    }

    /** Names end in {@code B=folder.uid:2,flags}. */
    private static long uid(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceFirst(".*\\.(\\d+):2,.*", "$1"));
    }

    /** Without the lines of literals. */
    private static List<String> responses(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("* ") || line.matches("[a-z]+ (OK|NO|BAD) .*")).toList();
    }

    /** Programs build such chains from lists; the session's thread must have the stack for it. */
    @Test
    void a_search_may_nest_as_deep_as_its_bound_and_no_deeper() throws IOException {
        fill(3);
        Connection client = login("neema", "siri kuu");
        client.write("s SELECT INBOX\r\n");
        until(client, "s");
        int deepest = SearchParser.DEEPEST - 1;
        for (String level : List.of("NOT ", "OR SEEN ", "(")) {
            String close = level.equals("(") ? ")" : "";
            client.write("d SEARCH " + level.repeat(deepest) + "UNSEEN" + close.repeat(deepest) + "\r\n");
            assertEquals(List.of(deepest % 2 == 1 && level.equals("NOT ") ? "* SEARCH" : "* SEARCH 1 2 3", "d OK searched"), until(client, "d"), level);
            client.write("e SEARCH " + level.repeat(deepest + 1) + "UNSEEN" + close.repeat(deepest + 1) + "\r\n");
            assertEquals(List.of("e BAD search keys nest too deep"), until(client, "e"), level);
        }
    }

    /** Whatever a client sends, each of its commands is answered once and the folder holds. */
    @Test
    void random_conversations_stay_in_step() throws IOException {
        long seed = barua.Seed.next();
        System.out.println("ImapSessionTest: -Dbarua.fuzz.seed=" + seed);
        Random random = new Random(seed);
        fill(30);
        Connection one = login("neema", "siri kuu");
        Connection two = login("neema", "siri kuu");
        for (Connection client : List.of(one, two)) {
            client.write("s SELECT INBOX\r\n");
            until(client, "s");
        }
        int[] sizes = {30, 30};
        for (int i = 0; i < 600; i++) {
            int who = random.nextInt(2);
            Connection client = who == 0 ? one : two;
            String command = command(random, sizes[who]);
            client.write("r" + i + " " + command + "\r\n");
            for (String line : until(client, "r" + i)) {
                sizes[who] = counted(line, sizes[who]);
                assertTrue(!line.contains(" BAD "), "seed " + seed + ": " + command + " got " + line);
                assertTrue(!line.contains("SERVERBUG"), "seed " + seed + ": " + command + " got " + line);
            }
        }
        for (Connection client : List.of(one, two)) {
            client.write("e NOOP\r\n");
            until(client, "e");
            client.write("f UID SEARCH ALL\r\n");
        }
        assertEquals(until(one, "f"), until(two, "f"), "seed " + seed + ": both see the same in the end");
    }

    /** What an untagged line makes of the number of messages that a client knows. */
    private static int counted(String line, int before) {
        if (line.startsWith("* ") && line.endsWith(" EXISTS")) {
            return Integer.parseInt(line.substring(2, line.length() - 7));
        }
        return line.startsWith("* ") && line.endsWith(" EXPUNGE") ? before - 1 : before;
    }

    private static String command(Random random, int size) {
        if (size == 0) {
            return "APPEND INBOX {11+}\r\nSubject: a\n";
        }
        int message = 1 + random.nextInt(size);
        String flag = List.of("\\Seen", "\\Flagged", "\\Deleted", "$Work").get(random.nextInt(4));
        return switch (random.nextInt(10)) {
            case 0 -> "FETCH " + message + " (UID FLAGS ENVELOPE)";
            case 1 -> "FETCH " + message + ":* BODYSTRUCTURE";
            case 2 -> "STORE " + message + " " + (random.nextBoolean() ? "+" : "-") + "FLAGS (" + flag + ")";
            case 3 -> "STORE " + message + ":" + size + " +FLAGS.SILENT (" + flag + ")";
            case 4 -> random.nextInt(4) == 0 ? "EXPUNGE" : "SEARCH UNDELETED";
            case 5 -> "COPY " + message + " INBOX";
            case 6 -> random.nextInt(3) == 0 ? "MOVE " + message + " Archive" : "UID FETCH 1:* FLAGS";
            case 7 -> "UID SEARCH RETURN (MIN COUNT) KEYWORD $Work";
            case 8 -> "APPEND INBOX {11+}\r\nSubject: a\n";
            default -> "NOOP";
        };
    }

    private void fill(int count) throws IOException {
        var inbox = store.open(Address.of("neema@example.org")).folder(FolderName.INBOX);
        for (int i = 0; i < count; i++) {
            try (Staged staged = store.stage()) {
                byte[] bytes = ("Subject: " + i + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
                staged.write(bytes, 0, bytes.length);
                inbox.append(staged, Flags.NONE, Instant.now());
            }
        }
    }
}
