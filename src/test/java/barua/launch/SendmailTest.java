package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.admin.Pickup;
import barua.admin.Sendmail;
import barua.directory.Account;
import barua.directory.Directory;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines as programs write them, through the launcher's own command into the server's own reading of what it leaves. */
final class SendmailTest {

    private static final String LETTER = "To: baraka@shule.example\nSubject: ripoti\n\nmoja\n.\nmbili\n";
    private static final Address POSTMASTER = Address.of("postmaster@shule.example");

    private record Handed(ReversePath from, List<Address> to, String text) {
    }

    private record Ended(int exit, String out, String err) {
    }

    @TempDir
    private Path folder;

    private final List<Handed> handed = new ArrayList<>();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(folder.resolve("spool"));
    }

    @AfterEach
    void giveBack() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    private Ended barua(String input, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        List<String> line = new ArrayList<>(List.of("--data", folder.toString(), "sendmail"));
        line.addAll(List.of(arguments));
        int exit = Main.commandLine().execute(line.toArray(String[]::new));
        giveBack();
        return new Ended(exit, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
    }

    private Pickup pickup() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        Directory directory = Directory.of(List.of(Domain.of("shule.example")), Stream.of("neema", "baraka")
                .map(name -> new Account(name.length(), Address.of(name + "@shule.example"), name, true, true, Long.MAX_VALUE, "en")).toList(), List.of());
        Outbox outbox = (from, to, content) -> {
            handed.add(new Handed(from, to, new String(content.bytes(0, 100_000), StandardCharsets.UTF_8)));
            return to.stream().map(_ -> Status.DELIVERED).toList();
        };
        return new Pickup(folder.resolve("spool/pickup"), new Sendmail(directory, outbox, folder.resolve("scratch"), "mail.shule.example", clock), clock);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // program               | line                                                                              | sender                | recipients
        "cron of Debian          | -FCronDaemon -i -B8BITMIME -oem root                                              | caller                | postmaster",
        "cronie                  | -FCronDaemon -i -odi -oem -oi -t -f neema                                         | neema                 | baraka",
        "anacron                 | -FAnacron -odi root                                                               | caller                | postmaster",
        "PHP                     | -t -i                                                                             | caller                | baraka",
        "PHP, fifth argument     | -t -i -fneema@shule.example                                                       | neema                 | baraka",
        "PHP, empty sender       | -t -i -f                                                                          | caller                | baraka",
        "PHP, sender forgotten   | -f -t -i                                                                          | caller                | baraka",
        "mutt                    | -oem -oi -f neema@shule.example -- a@mbali.example b@mbali.example                | neema                 | "
        + "a@mbali.example b@mbali.example",
        "mutt with DSN           | -oem -oi -B8BITMIME -N failure,delay -R hdrs -- a@mbali.example                   | caller                | a@mbali.example",
        "git send-email          | -f neema@shule.example -i a@mbali.example                                         | neema                 | a@mbali.example",
        "git, envelope sender    | -i -f neema@shule.example a@mbali.example baraka@shule.example                    | neema                 | "
        + "a@mbali.example baraka",
        "logwatch, mdadm         | -t                                                                                | caller                | baraka",
        "smartd by bsd-mailx     | -i root                                                                           | caller                | postmaster",
        "s-nail                  | -i -m -v -r neema@shule.example -- a@mbali.example                                | neema                 | a@mbali.example",
        "Perl's MIME::Lite       | -t -oi -oem                                                                       | caller                | baraka",
        "unattended-upgrades     | -oi -t                                                                            | caller                | baraka",
        "clusters                | -tif neema@shule.example                                                          | neema                 | baraka",
        "clusters, attached      | -tifneema@shule.example                                                           | neema                 | baraka",
        "sender by -r            | -rneema -ti                                                                       | neema                 | baraka",
        "nobody as sender        | -f <> a@mbali.example -i                                                          | <>                    | a@mbali.example",
        "several in one          | -i Baraka<baraka@shule.example>,root,a@mbali.example                              | caller                | baraka "
        + "postmaster a@mbali.example",
        "all that is passed over | -G -U -v -n -m -Am -bm -C/etc/mail.cf -L tag -h 5 -Mr=x -O Timeout=1 -oX -o7 -p ESMTP:h -V id -X /log -d0.1 -odb -ti | "
        + "caller | baraka",
        "values apart            | -V envid -N never -R full -B 7BIT -F Jina -oQ/tmp -O x=y -i root                  | caller                | postmaster",
        "options behind          | root -i -f neema                                                                  | neema                 | postmaster",
        "another sendmail's      | --read-recipients -t -i                                                           | caller                | baraka",
        "an unknown letter       | -i -Zfoo -t                                                                       | caller                | baraka",
        "an unknown mode         | -bz -i -t                                                                         | caller                | baraka",
        "a sender that is none   | -f not@@an.address -ti                                                            | caller                | baraka",
    })
    void a_letter_is_taken_as_programs_hand_it_in(String program, String line, String sender, String recipients) throws IOException {
        Ended ended = barua(LETTER, line.split(" +"));
        assertEquals(0, ended.exit(), program + ended.err());
        assertEquals("", ended.out());
        pickup().collect();
        assertEquals(1, handed.size(), program);
        ReversePath from = switch (sender) {
            case "<>" -> ReversePath.NOBODY;
            case "caller" -> ReversePath.of(POSTMASTER);   // who runs the tests has no mailbox
            default -> ReversePath.of(Address.of(sender + "@shule.example"));
        };
        assertEquals(from, handed.getFirst().from());
        assertEquals(Stream.of(recipients.split(" ")).map(one -> Address.of(one.contains("@") ? one : one + "@shule.example")).toList(), handed.getFirst()
                .to());
        boolean dot = line.replace("-odi", "").contains("i");
        assertTrue(handed.getFirst().text().endsWith(dot ? "\r\nmoja\r\n.\r\nmbili\r\n" : "\r\nmoja\r\n"), handed.getFirst().text());
    }

    @Test
    void a_full_name_is_for_a_From_field_that_is_missing() throws IOException {
        assertEquals(0, barua(LETTER, "-FCron Daemon", "-i", "root").exit());
        pickup().collect();
        assertTrue(handed.getFirst().text().startsWith("From: \"Cron Daemon\" <postmaster@shule.example>\r\n"), handed.getFirst().text());
    }

    @Test
    void what_nobody_knows_is_told_and_passed_over() {
        assertEquals(new Ended(0, "", "sendmail: -Zfoo is not known here and passed over\n"), barua(LETTER, "-Zfoo", "-i", "root"));
        assertEquals(new Ended(0, "", "sendmail: -f without an address is not known here and passed over\n"), barua(LETTER, "root", "-f"));
    }

    @Test
    void an_argument_is_never_taken_for_a_file_of_arguments() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "-f neema");
        assertEquals(0, barua(LETTER, "-i", "@" + file).exit());
        pickup().collect();
        assertEquals(List.of(POSTMASTER), handed.getFirst().to(), "a bounce: that is no address");
        assertTrue(handed.getFirst().text().contains("5.1.3 not an address"), handed.getFirst().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-bd -q30m | barua run", "-bD | barua run", "-bi | barua alias", "-bt | -bv"})
    void what_is_done_otherwise_is_refused_with_what_to_do(String line, String hint) {
        Ended ended = barua("", line.split(" "));
        assertEquals(64, ended.exit());
        assertTrue(ended.err().contains(hint), ended.err());
    }

    @ParameterizedTest
    @CsvSource({"-bp", "-q", "-q30m", "-qIabc", "-bv neema"})
    void what_needs_the_server_says_so_while_it_is_down(String line) {
        Ended ended = barua("", line.split(" "));
        assertEquals(69, ended.exit());
        assertTrue(ended.err().contains("does not run"), ended.err());
    }

    @Test
    void help_is_given() {
        Ended ended = barua("", "--help");
        assertEquals(0, ended.exit());
        assertTrue(ended.out().contains("-bs           talks SMTP"), ended.out());
    }

    @Test
    void SMTP_is_talked_on_the_pipe_while_the_server_is_down() throws IOException {
        Ended ended = barua(("EHLO localhost\r\nMAIL FROM:<neema@shule.example> BODY=8BITMIME\r\nRCPT TO:<a@mbali.example>\r\n"
                + "RCPT TO:<baraka@shule.example>\r\nDATA\r\n"
                + "Subject: moja\r\n\r\n..dot\r\na\n.\nRCPT TO:<evil@mbali.example>\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<baraka@shule.example>\r\nDATA\r\n"
                + "Subject: mbili\r\n\r\n.\r\nQUIT\r\n"), "-bs");
        assertEquals(0, ended.exit());
        assertEquals(List.of("220", "250-", "250-", "250-", "250-", "250 ", "250 ", "250 ", "250 ", "354 ", "250 ", "250 ", "250 ", "354 ", "250 ", "221 "),
                ended.out().lines().map(line -> line.startsWith("220") ? "220" : line.substring(0, 4)).toList());
        pickup().collect();
        assertEquals(List.of("\"moja\" <neema@shule.example> [a@mbali.example, baraka@shule.example]", "\"mbili\" <> [baraka@shule.example]"),
                handed.stream().map(one -> "\"" + one.text().replaceAll("(?s).*Subject: (\\w+).*", "$1") + "\" " + one.from() + " " + one.to()).toList());
        assertTrue(handed.getFirst().text().endsWith("\r\n\r\n.dot\r\na\r\n.\r\nRCPT TO:<evil@mbali.example>\r\n"), handed.getFirst().text());
    }

    @Test
    void SMTP_with_lone_LF_ends_a_letter_for_programs_that_write_nothing_else() throws IOException {
        assertEquals(0, barua("HELO x\nMAIL FROM:<neema@shule.example>\nRCPT TO:<baraka@shule.example>\nDATA\nSubject: moja\n\n..\n.\nQUIT\n", "-bs").exit());
        pickup().collect();
        assertTrue(handed.getFirst().text().endsWith("\r\n\r\n.\r\n"), handed.getFirst().text());
    }

    @Test
    void half_a_letter_on_the_pipe_is_none() throws IOException {
        assertEquals(74, barua("HELO x\r\nMAIL FROM:<neema@shule.example>\r\nRCPT TO:<baraka@shule.example>\r\nDATA\r\nSubject: moja\r\n\r\nto be cont", "-bs")
                .exit());
        pickup().collect();
        assertEquals(List.of(), handed);
        try (Stream<Path> left = Files.list(folder.resolve("spool/pickup"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** A server of the test's own: one answer to everything; remembers what it was asked. */
    private final class FakeServer implements AutoCloseable {

        private final ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        private final List<String> asked = new CopyOnWriteArrayList<>();

        FakeServer(Map<String, String> answers) throws IOException {
            Files.createDirectories(folder.resolve("run"));
            door.bind(UnixDomainSocketAddress.of(folder.resolve("run/barua.sock")));
            Thread.ofVirtual().start(() -> serve(answers));
        }

        private void serve(Map<String, String> answers) {
            while (door.isOpen()) {
                try (SocketChannel caller = door.accept()) {
                    String request = new String(Channels.newInputStream(caller).readAllBytes(), StandardCharsets.UTF_8);
                    if (!request.isEmpty()) {   // else somebody looked whether we are here
                        asked.add(request);
                        String command = request.replaceFirst("(?s).*?\"command\":\"([a-z.]+)\".*", "$1");
                        caller.write(ByteBuffer.wrap(answers.getOrDefault(command, "").getBytes(StandardCharsets.UTF_8)));
                    }
                } catch (IOException over) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
            Files.delete(folder.resolve("run/barua.sock"));
        }
    }

    @Test
    void the_server_says_how_it_ended() throws Exception {
        try (FakeServer server = new FakeServer(Map.of("sendmail", "{\"ok\":true,\"lines\":[],\"data\":{\"exit\":67,\"troubles\":[\"nobody: 5.1.1 no\"]}}"))) {
            assertEquals(new Ended(67, "", "sendmail: nobody: 5.1.1 no\n"), barua(LETTER, "-i", "nobody"));
            assertEquals(new Ended(67, "", ""), barua(LETTER, "-oeq", "-i", "nobody"));
            assertEquals(0, barua(LETTER, "-oee", "-i", "nobody").exit());
            assertTrue(server.asked.getFirst().endsWith("\n" + LETTER), server.asked.getFirst());
            assertTrue(server.asked.getFirst().contains("\"errorMail\":false") && server.asked.getLast().contains("\"errorMail\":true"));
        }
        pickup().collect();
        assertEquals(List.of(), handed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''", "{\"ok\":false,\"why\":\"No space left\"}", "{\"ok\""})
    void a_letter_that_the_server_does_not_take_is_left_for_later(String answer) throws Exception {
        try (FakeServer _ = new FakeServer(Map.of("sendmail", answer))) {
            Ended ended = barua(LETTER, "-i", "neema");
            assertEquals(0, ended.exit());
            assertTrue(ended.err().contains("is left in"), ended.err());
        }
        pickup().collect();
        assertEquals(List.of(Address.of("neema@shule.example")), handed.getFirst().to());
    }

    @Test
    void the_queue_is_shown_as_mailq_does() throws Exception {
        String waiting = "{\"ok\":true,\"lines\":[],\"data\":[{\"id\":\"q1\",\"from\":\"<neema@shule.example>\",\"size\":2000,"
                + "\"arrived\":\"2026-11-22T12:00:00Z\","
                + "\"recipients\":[{\"address\":\"a@mbali.example\",\"lastWord\":\"4.4.1 nobody there\"}]},{\"id\":\"q2\",\"from\":\"<>\",\"size\":100,"
                + "\"arrived\":\"2026-11-02T12:00:00Z\",\"recipients\":[]}]}";
        try (FakeServer _ = new FakeServer(Map.of("queue.list", waiting))) {
            Ended ended = barua("", "-bp");
            assertEquals(0, ended.exit());
            List<String> lines = ended.out().lines().toList();
            assertTrue(lines.get(1).matches("q1 +2000 Sun Nov 22 \\d\\d:00:00  neema@shule.example"), ended.out());
            assertEquals(" ".repeat(42) + "(4.4.1 nobody there)", lines.get(2));
            assertEquals(" ".repeat(43) + "a@mbali.example", lines.get(3));
            assertTrue(lines.get(5).matches("q2 +100 Mon Nov  2 \\d\\d:00:00  MAILER-DAEMON"), ended.out());
            assertEquals("-- 3 Kbytes in 2 Requests.", lines.getLast());
        }
        try (FakeServer _ = new FakeServer(Map.of("queue.list", "{\"ok\":true,\"lines\":[],\"data\":[]}"))) {
            assertEquals(new Ended(0, "Mail queue is empty\n", ""), barua("", "-bp"));
        }
    }

    @Test
    void q_tries_what_waits_and_bv_says_where_mail_goes() throws Exception {
        Map<String, String> answers = Map.of("queue.flush", "{\"ok\":true,\"lines\":[\"3 messages are tried now\"],\"data\":{}}",
                "queue.retry", "{\"ok\":true,\"lines\":[],\"data\":{}}",
                "sendmail.verify", "{\"ok\":true,\"lines\":[\"neema... deliverable: mailbox neema@shule.example\"],\"data\":{\"exit\":67,"
                + "\"troubles\":[\"x... 5.1.1 nobody\"]}}");
        try (FakeServer server = new FakeServer(answers)) {
            assertEquals(new Ended(0, "3 messages are tried now\n", ""), barua("", "-q"));
            assertEquals(0, barua("", "-qIabc").exit());
            assertTrue(server.asked.getLast().contains("\"id\":\"abc\""));
            assertEquals(new Ended(67, "neema... deliverable: mailbox neema@shule.example\n", "sendmail: x... 5.1.1 nobody\n"), barua("", "-bv", "neema", "x"));
        }
    }

    @Test
    void SMTP_on_the_pipe_refuses_at_RCPT_what_the_server_refuses() throws Exception {
        Map<String, String> answers = Map.of("sendmail.verify",
                "{\"ok\":true,\"lines\":[],\"data\":{\"exit\":67,\"troubles\":[\"x@shule.example... 5.1.1 nobody has this address\"]}}");
        try (FakeServer _ = new FakeServer(answers)) {
            Ended ended = barua("HELO x\r\nMAIL FROM:<neema@shule.example>\r\nRCPT TO:<x@shule.example>\r\nDATA\r\n", "-bs");
            assertEquals(List.of("550 5.1.1 nobody has this address", "554 5.5.1 No valid recipients"), ended.out().lines().skip(3).toList());
        }
    }

    @Test
    void what_is_not_ones_own_to_write_is_said_with_the_code_for_it() throws IOException {
        Files.createDirectories(folder.resolve("spool"));
        Files.writeString(folder.resolve("spool/pickup"), "a file in the way");
        Ended ended = barua(LETTER, "-i", "neema");
        assertEquals(75, ended.exit());
        assertFalse(ended.err().isEmpty());
    }
}
