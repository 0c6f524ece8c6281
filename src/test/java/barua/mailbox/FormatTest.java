package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.Lines;
import barua.disk.RealFiles;
import barua.mailbox.MailboxException.Reason;
import barua.message.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats and owners: what is upgraded, what is refused, and how to go back. */
class FormatTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;

    private MailStore open(long epoch) throws IOException {
        StoreOptions options = new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC(), epoch);
        return MailStore.open(options, new RealFiles(), () -> 0, new Random(3), false);
    }

    private Path account() {
        return data.resolve("mail/example.test/amina");
    }

    /** Three messages with flags that are in the log alone, as after a crash. */
    private void fill(MailStore store) throws IOException {
        store.create(AMINA);
        Folder inbox = store.open(AMINA).folder(FolderName.INBOX);
        inbox.counts();
        for (int i = 0; i < 3; i++) {
            try (Staged staged = store.stage()) {
                byte[] bytes = ("Subject: " + i + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
                staged.write(bytes, 0, bytes.length);
                inbox.append(staged, Flags.NONE, THEN);
            }
        }
        inbox.store(new long[] {1, 3}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN, List.of("$Kazi"))), OptionalLong.empty());
        inbox.expunge(new long[] {2});
    }

    private static TreeMap<Long, Flags> messages(MailStore store) throws IOException {
        TreeMap<Long, Flags> messages = new TreeMap<>();
        Folder inbox = store.open(AMINA).folder(FolderName.INBOX);
        inbox.infos(inbox.uids()).forEach(info -> messages.put(info.uid(), info.flags()));
        return messages;
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(account().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> lines(Path file) throws IOException {
        return Lines.at(new RealFiles(), file).read();
    }

    private void write(Path file, List<String> lines) throws IOException {
        Files.write(file, Lines.encode(lines));
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(account())) {
            return files.filter(file -> file.getFileName().toString().startsWith("barua-log.")).toList();
        }
    }

    /** As format 1 wrote them: without an epoch. */
    private void makeFormat1() throws IOException {
        write(data.resolve("mail/barua-format"), List.of("barua-format 1"));
        List<String> lines = new ArrayList<>(lines(account().resolve("barua-account")));
        assertTrue(lines.removeIf(line -> line.startsWith("epoch ")));
        write(account().resolve("barua-account"), lines);
        for (Path log : logs()) {
            byte[] bytes = Files.readAllBytes(log);
            ByteBuffer old = ByteBuffer.allocate(bytes.length - 8).put("BARULOG1".getBytes(StandardCharsets.US_ASCII)).put(bytes, 8, 8)
                    .put(bytes, 24, bytes.length - 24);
            Files.write(log, old.array());
        }
    }

    @Test
    void the_epoch_stands_in_the_account_and_in_each_log() throws IOException {
        try (MailStore store = open(7)) {
            fill(store);
        }
        assertEquals(List.of("barua-format 2"), lines(data.resolve("mail/barua-format")));
        assertTrue(lines(account().resolve("barua-account")).contains("epoch 7"));
        ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(logs().getFirst()));
        byte[] magic = new byte[8];
        head.get(magic);
        assertEquals("BARULOG2", new String(magic, StandardCharsets.US_ASCII));
        head.getLong();
        assertEquals(7, head.getLong());
    }

    @Test
    void format_1_is_upgraded_when_it_is_opened_and_no_mail_is_written_anew() throws IOException {
        TreeMap<Long, Flags> before;
        try (MailStore store = open(1)) {
            fill(store);
            before = messages(store);
        }
        makeFormat1();
        List<String> files = names("Maildir/cur");
        try (MailStore store = open(1)) {
            assertEquals(List.of("barua-format 2"), lines(data.resolve("mail/barua-format")));
            assertEquals(before, messages(store));
            assertArrayEquals(new long[] {2}, store.open(AMINA).folder(FolderName.INBOX).vanishedSince(3).orElseThrow());
        }
        assertEquals(files, names("Maildir/cur"));
        assertTrue(lines(account().resolve("barua-account")).contains("epoch 1"));
        List<Path> inboxLogs = logs().stream().filter(log -> log.getParent().getFileName().toString().equals("Maildir")).toList();
        assertEquals("BARULOG2", new String(Files.readAllBytes(inboxLogs.getFirst()), 0, 8, StandardCharsets.US_ASCII));
        try (MailStore store = open(1)) {
            assertEquals(before, messages(store));
        }
    }

    @Test
    void who_was_succeeded_by_a_later_owner_is_refused() throws IOException {
        TreeMap<Long, Flags> before;
        try (MailStore store = open(1)) {
            fill(store);
            before = messages(store);
        }
        try (MailStore later = open(2)) {
            assertEquals(before, messages(later));
        }
        try (MailStore store = open(1)) {
            MailboxException refused = assertThrows(MailboxException.class, () -> store.open(AMINA));
            assertEquals(Reason.UNAVAILABLE, refused.reason());
            assertTrue(refused.getMessage().contains("owner 2"), refused.getMessage());
        }
        try (MailStore later = open(2)) {
            assertEquals(before, messages(later));
        }
    }

    @Test
    void a_log_of_a_later_owner_is_refused_too_where_the_accounts_file_came_from_a_backup() throws IOException {
        try (MailStore store = open(1)) {
            fill(store);
        }
        byte[] backup = Files.readAllBytes(account().resolve("barua-account"));
        try (MailStore later = open(2)) {
            messages(later);
        }
        Files.write(account().resolve("barua-account"), backup);
        try (MailStore store = open(1)) {
            MailboxException refused = assertThrows(MailboxException.class, () -> messages(store));
            assertEquals(Reason.UNAVAILABLE, refused.reason());
        }
    }

    @Test
    void what_a_former_owner_still_writes_into_its_log_counts_no_more() throws IOException {
        try (MailStore store = open(1)) {
            fill(store);
        }
        Path log = logs().stream().filter(file -> file.getParent().getFileName().toString().equals("Maildir")).findFirst().orElseThrow();
        TreeMap<Long, Flags> before;
        try (MailStore later = open(2)) {
            before = messages(later);
            assertFalse(Files.exists(log));
            assertEquals(before, messages(later));
        }
    }

    /** The rules by which format 1 reads: versions up to 1, kinds of lines that it knows or keeps, UIDs and flags from the names. */
    @Test
    void the_way_back_leaves_what_format_1_reads() throws IOException {
        TreeMap<Long, Flags> before;
        String id;
        try (MailStore store = open(1)) {
            fill(store);
            before = messages(store);
            id = store.open(AMINA).folder(FolderName.INBOX).header().id();
        }
        Files.createFile(data.resolve("mail/back-to-format-1"));
        MailboxException done = assertThrows(MailboxException.class, () -> open(1));
        assertTrue(done.getMessage().contains("ready for a Barua of format 1"), done.getMessage());
        assertFalse(Files.exists(data.resolve("mail/back-to-format-1")));
        assertFalse(Files.exists(data.resolve("mail/barua-format")));
        assertEquals(List.of(), logs());
        assertEquals("barua-account 1", lines(account().resolve("barua-account")).getFirst());
        List<String> folder = lines(account().resolve("Maildir/barua-folder"));
        assertEquals("barua-folder 1", folder.getFirst());
        String letter = folder.stream().filter(line -> line.matches("keyword [a-z] \\$Kazi")).findFirst().orElseThrow().substring(8, 9);
        List<String> names = names("Maildir/cur");
        assertEquals(2, names.size());
        assertTrue(names.stream().anyMatch(name -> name.endsWith(",B=" + id + ".1:2,S" + letter)), names.toString());
        assertTrue(names.stream().anyMatch(name -> name.endsWith(",B=" + id + ".3:2,S" + letter)), names.toString());
        assertFalse(names("Maildir").stream().anyMatch(name -> name.matches("barua-(index|cache|log.*)")));
        try (MailStore store = open(1)) {
            assertEquals(before, messages(store));
        }
    }
}
