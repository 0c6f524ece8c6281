package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Maildir handed over from a real Dovecot to us and back; where there is a Dovecot. */
@Tag("long")
class DovecotTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));

    private Path data;
    private int port;
    private boolean running;

    @BeforeEach
    void requireDovecot() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dovecot")) && System.getProperty("user.name").equals("root"));
        data = Files.createTempDirectory(Path.of("/tmp"), "dovecot");   // Unix sockets need a short path
        Files.setPosixFilePermissions(data, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));   // its processes have users of their own
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(data.resolve("run"));
        Path home = data.resolve("mail/example.test/amina");
        Files.createDirectories(home);
        Files.writeString(data.resolve("users"), "amina:{PLAIN}pass:65534:65534::" + home + "::\n");
        Files.writeString(data.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/log
                listen = 127.0.0.1
                protocols = imap
                ssl = no
                disable_plaintext_auth = no
                mail_location = maildir:~/Maildir
                mail_uid = 65534
                mail_gid = 65534
                first_valid_uid = 100
                first_valid_gid = 100
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN username_format=%%n %1$s/users
                }
                userdb {
                  driver = passwd-file
                  args = username_format=%%n %1$s/users
                }
                namespace inbox {
                  inbox = yes
                }
                service imap-login {
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                """.formatted(data, port));
    }

    @AfterEach
    void clean() throws Exception {
        if (data == null) {
            return;   // skipped
        }
        stopDovecot();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void startDovecot() throws Exception {
        // Dovecot serves no mail as root, and our files are their owner's alone: the hand-over includes a chown.
        assertEquals(0, new ProcessBuilder("chown", "-R", "65534:65534", data.resolve("mail").toString()).start().waitFor());
        Process start = new ProcessBuilder("/usr/sbin/dovecot", "-c", data.resolve("dovecot.conf").toString())
                .redirectErrorStream(true).redirectOutput(data.resolve("out").toFile()).start();
        assertTrue(start.waitFor(20, TimeUnit.SECONDS) && start.exitValue() == 0, () -> read(data.resolve("out")));
        running = true;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void stopDovecot() throws Exception {
        if (running) {
            long pid = Long.parseLong(Files.readString(data.resolve("run/master.pid")).trim());
            ProcessHandle master = ProcessHandle.of(pid).orElseThrow();
            master.destroy();
            master.onExit().get(20, TimeUnit.SECONDS);
            running = false;
        }
    }

    /** A conversation of few words: enough to fill and read a mailbox. */
    private final class Imap implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;
        private int tag;

        Imap() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
            in.readLine();
            say("LOGIN amina pass");
        }

        List<String> say(String command) throws IOException {
            String mine = "a" + ++tag;
            out.write((mine + " " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return answer(mine);
        }

        List<String> append(String folder, String flags, String text) throws IOException {
            String mine = "a" + ++tag;
            out.write((mine + " APPEND " + folder + " (" + flags + ") \"01-Feb-2020 03:04:05 +0000\" {" + text.length() + "+}\r\n" + text + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return answer(mine);
        }

        private List<String> answer(String mine) throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(mine + " ")) {
                    assertTrue(line.startsWith(mine + " OK"), line);
                    return lines;
                }
                lines.add(line);
            }
            throw new IOException("hung up: " + read(data.resolve("log")));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** UIDVALIDITY, and UID with flags of each message, in words that both sides can say. */
    private static String state(long validity, TreeMap<Long, String> messages) {
        return validity + " " + messages;
    }

    private String dovecotState(Imap imap, String folder) throws IOException {
        long validity = 0;
        for (String line : imap.say("SELECT " + folder)) {
            int at = line.indexOf("[UIDVALIDITY ");
            validity = at < 0 ? validity : Long.parseLong(line.substring(at + 13, line.indexOf(']', at)));
        }
        TreeMap<Long, String> messages = new TreeMap<>();
        for (String line : imap.say("UID FETCH 1:* (FLAGS RFC822.SIZE)")) {
            if (line.contains("FETCH (UID ")) {
                String[] words = line.substring(line.indexOf("UID ") + 4).split(" ", 2);
                String flags = line.substring(line.indexOf("FLAGS (") + 7, line.indexOf(')', line.indexOf("FLAGS (")));
                String size = line.replaceAll(".*RFC822.SIZE (\\d+).*", "$1");
                messages.put(Long.parseLong(words[0]), words(List.of(flags.replace("\\Recent", "").trim().split(" +"))) + size);
            }
        }
        return state(validity, messages);
    }

    private static String words(List<String> flags) {
        return new java.util.TreeSet<>(flags.stream().filter(flag -> !flag.isEmpty()).toList()) + " ";
    }

    private static String ourState(Folder folder) throws IOException {
        TreeMap<Long, String> messages = new TreeMap<>();
        for (MessageInfo info : folder.infos(folder.uids())) {
            List<String> flags = new ArrayList<>(info.flags().keywords());
            String[] names = {"\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft"};
            for (int i = 0; i < names.length; i++) {
                if (info.flags().has(1 << i)) {
                    flags.add(names[i]);
                }
            }
            messages.put(info.uid(), words(flags) + info.size());
        }
        return state(folder.uidValidity(), messages);
    }

    private MailStore open() throws IOException {
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
    }

    @Test
    void a_maildir_goes_from_dovecot_to_us_and_back() throws Exception {
        TreeMap<String, String> before = new TreeMap<>();
        startDovecot();
        try (Imap imap = new Imap()) {
            imap.say("CREATE Miradi");
            imap.say("CREATE Miradi.Kaskazini");
            imap.say("CREATE &AMQ-pfel");
            imap.say("SUBSCRIBE Miradi.Kaskazini");
            for (String folder : List.of("INBOX", "Miradi.Kaskazini", "&AMQ-pfel")) {
                for (int i = 0; i < 12; i++) {
                    String flags = List.of("", "\\Seen", "\\Seen \\Answered Kazi", "\\Flagged $Forwarded Kazi", "\\Draft", "\\Deleted").get(i % 6);
                    imap.append(folder, flags, "Subject: " + i + "\r\n\r\nbody " + folder + "\r\n");
                }
                imap.say("SELECT " + folder);
                imap.say("UID STORE 3 +FLAGS.SILENT (Baadaye)");
                imap.say("UID EXPUNGE 6");
                before.put(folder, dovecotState(imap, folder));
            }
        }
        stopDovecot();
        TreeMap<String, String> after = new TreeMap<>();
        try (MailStore store = open()) {
            Mailbox mailbox = store.open(AMINA);
            for (String folder : before.keySet()) {
                FolderName name = FolderName.of(folder.replace('.', '/').replace("&AMQ-", "Ä"));
                assertEquals(before.get(folder), ourState(mailbox.folder(name)), folder);
            }
            assertTrue(mailbox.list().stream().anyMatch(e -> e.name().toString().equals("Miradi/Kaskazini") && e.subscribed()));
            Folder inbox = mailbox.folder(FolderName.INBOX);
            inbox.store(new long[] {1, 2}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.FLAGGED, List.of("Mpya"))), OptionalLong.empty());
            inbox.expunge(new long[] {4});
            try (Staged staged = store.stage()) {
                byte[] bytes = "Subject: ours\r\n\r\nours\r\n".getBytes(StandardCharsets.US_ASCII);
                staged.write(bytes, 0, bytes.length);
                assertEquals(13, inbox.append(staged, Flags.of(Flags.SEEN), Instant.parse("2021-01-01T00:00:00Z")));
            }
            mailbox.subscribe(FolderName.of("Äpfel"), true);
            store.settle(AMINA);
            for (String folder : before.keySet()) {
                after.put(folder, ourState(mailbox.folder(FolderName.of(folder.replace('.', '/').replace("&AMQ-", "Ä")))));
            }
        }
        startDovecot();
        try (Imap imap = new Imap()) {
            for (String folder : before.keySet()) {
                assertEquals(after.get(folder), dovecotState(imap, folder), folder);
            }
            assertTrue(imap.say("LSUB \"\" \"*\"").toString().contains("&AMQ-pfel"));
            List<String> appended = imap.append("INBOX", "", "Subject: then\r\n\r\nthen\r\n");
            assertEquals(List.of(), appended.stream().filter(line -> line.startsWith("* BAD")).toList());
        }
    }
}
