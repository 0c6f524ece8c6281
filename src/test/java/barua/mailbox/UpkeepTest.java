package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.ForgetfulDisk;
import barua.disk.Lines;
import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Domain;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store does by itself, limits, clocks and versions. */
class UpkeepTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private long ticks;
    private long quota = Long.MAX_VALUE;

    private MailStore open(Instant now) throws IOException {
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
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, policies, Clock.fixed(now, ZoneOffset.UTC)),
                new RealFiles(), () -> ticks, new Random(7), false);
    }

    private static long append(MailStore store, Folder folder, int size) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = ("Subject: x\r\n\r\n" + "x".repeat(size - 14)).getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, Flags.NONE, THEN);
        }
    }

    private static Folder inbox(MailStore store) throws IOException {
        store.create(AMINA);
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private List<String> names(String folder) throws IOException {
        Path path = data.resolve("mail/example.test/amina").resolve(folder);
        try (Stream<Path> files = Files.exists(path) ? Files.list(path) : Stream.of()) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void names_are_settled_in_the_background_unless_a_backup_asks_for_rest() throws IOException {
        try (MailStore store = open(THEN)) {
            append(store, inbox(store), 100);
            inbox(store).store(new long[] {1}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN, List.of("Kazi"))), OptionalLong.empty());
            try (Closeable rest = store.pauseSettling()) {
                store.upkeep().tick();
                assertTrue(names("Maildir/cur").getFirst().endsWith(":2,"));
            }
            store.upkeep().tick();
            assertTrue(names("Maildir/cur").getFirst().endsWith(":2,Sa"));
        }
    }

    @Test
    void who_only_listens_hears_of_mail_that_another_program_put_there() throws IOException {
        try (MailStore store = open(THEN)) {
            Folder inbox = inbox(store);
            append(store, inbox, 100);
            try (View view = inbox.view()) {
                int[] woken = {0};
                view.onChange(() -> woken[0]++);
                Files.writeString(data.resolve("mail/example.test/amina/Maildir/new/1700000000.M1P1.elsewhere"), "Subject: foreign\n\nx\n");
                store.upkeep().tick();
                assertEquals(0, woken[0]);
                ticks += 5_000;
                store.upkeep().tick();
                assertEquals(1, woken[0]);
                assertEquals(List.of(new View.Change.Exists(2)), view.refresh(true));
            }
        }
    }

    @Test
    void expunged_mail_is_kept_for_its_window_and_discarded_mail_is_not() throws IOException {
        try (MailStore store = open(THEN)) {
            append(store, inbox(store), 100);
            append(store, inbox(store), 100);
            inbox(store).expunge(new long[] {1});
            inbox(store).discard(new long[] {2});
            store.upkeep().tick();
            assertEquals(List.of("2026-03-01"), names("keep"));
            assertEquals(1, names("keep/2026-03-01").size());
            assertEquals(List.of(), names("Maildir/cur"));
        }
        try (MailStore store = open(THEN.plus(Duration.ofDays(60)))) {
            new KeepPurge(store).run();
            assertEquals(1, names("keep").size());
        }
        try (MailStore store = open(THEN.plus(Duration.ofDays(63)))) {
            new KeepPurge(store).run();
            assertEquals(0, names("keep").size());
        }
    }

    @Test
    void over_quota_is_refused_and_deleting_makes_room() throws IOException {
        quota = 1_000;
        try (MailStore store = open(THEN)) {
            append(store, inbox(store), 600);
            MailboxException full = assertThrows(MailboxException.class, () -> append(store, inbox(store), 600));
            assertEquals(MailboxException.Reason.OVER_QUOTA, full.reason());
            MailboxException copy = assertThrows(MailboxException.class, () -> inbox(store).copy(new long[] {1}, store.open(AMINA).folder(SpecialUse.ARCHIVE)));
            assertEquals(MailboxException.Reason.OVER_QUOTA, copy.reason());
            inbox(store).expunge(new long[] {1});
            append(store, inbox(store), 600);
            assertEquals(new Mailbox.Usage(600, 1, 1_000), store.open(AMINA).usage());
        }
        try (MailStore store = open(THEN)) {
            assertEquals(new Mailbox.Usage(600, 1, 1_000), store.open(AMINA).usage());
            inbox(store).uids();
            assertEquals(new Mailbox.Usage(600, 1, 1_000), store.open(AMINA).usage());
        }
    }

    @Test
    void a_clock_that_steps_back_repeats_no_uidvalidity_and_loses_nothing() throws IOException {
        long validity;
        try (MailStore store = open(THEN)) {
            store.create(AMINA);
            validity = store.open(AMINA).create(FolderName.of("A"), java.util.Optional.empty()).uidValidity();
            append(store, inbox(store), 100);
            store.open(AMINA).delete(FolderName.of("A"));
        }
        try (MailStore store = open(THEN.minus(Duration.ofDays(4_000)))) {
            assertTrue(store.open(AMINA).create(FolderName.of("A"), java.util.Optional.empty()).uidValidity() > validity);
            assertEquals(2, append(store, inbox(store), 100));
            assertArrayEquals(new long[] {1, 2}, inbox(store).uids());
        }
    }

    @Test
    void a_newer_format_is_refused_with_what_to_do() throws IOException {
        open(THEN).close();
        Files.write(data.resolve("mail/barua-format"), Lines.encode(List.of("barua-format 3")));
        MailboxException why = assertThrows(MailboxException.class, () -> open(THEN));
        assertTrue(why.getMessage().contains("format 3"), why.getMessage());
    }

    @Test
    void on_a_full_disk_mail_can_still_be_deleted() throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(new Random(3));
        disk.mkdir(Path.of("/data"));
        try (MailStore store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, Clock.systemUTC()),
                disk, () -> ticks, new Random(7), false)) {
            append(store, inbox(store), 100);
            inbox(store).uids();
            disk.fullWhile(Path.of("/data/mail/.reserve"));
            MailboxException full = assertThrows(MailboxException.class, () -> append(store, inbox(store), 100));
            assertEquals(MailboxException.Reason.DISK_FULL, full.reason());
            FlagChange deleted = new FlagChange(FlagChange.How.ADD, Flags.of(Flags.DELETED));
            assertArrayEquals(new long[0], inbox(store).store(new long[] {1}, deleted, java.util.OptionalLong.empty()), "clients mark first");
            assertArrayEquals(new long[] {1}, inbox(store).expunge(new long[] {1}));
            assertEquals(0, inbox(store).counts().messages());
        }
    }

    @Test
    void on_a_full_disk_a_folder_that_was_not_in_memory_can_still_be_read_and_then_emptied() throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(new Random(5));
        disk.mkdir(Path.of("/data"));
        Path filler = Path.of("/data/mail/filler");
        try (MailStore store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, Clock.systemUTC()),
                disk, () -> ticks, new Random(9), false)) {
            append(store, inbox(store), 100);   // no session has opened it
            disk.create(filler, false).close();
            disk.fullWhile(filler);
            assertArrayEquals(new long[] {1}, inbox(store).uids());
            assertEquals(1, inbox(store).counts().messages());
            assertEquals(100, inbox(store).content(1).size());
            FlagChange deleted = new FlagChange(FlagChange.How.ADD, Flags.of(Flags.DELETED));
            MailboxException full = assertThrows(MailboxException.class, () -> inbox(store).store(new long[] {1}, deleted, java.util.OptionalLong.empty()));
            assertEquals(MailboxException.Reason.DISK_FULL, full.reason());
            assertArrayEquals(new long[] {1}, inbox(store).uids(), "nothing was changed");
            disk.unlink(filler);
            assertArrayEquals(new long[] {1}, inbox(store).expunge(new long[] {1}));
            assertEquals(2, append(store, inbox(store), 100));
        }
        try (MailStore store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, Clock.systemUTC()),
                disk, () -> ticks, new Random(9), false)) {
            assertArrayEquals(new long[] {2}, inbox(store).uids());
        }
    }

    @Test
    void on_a_full_disk_mail_can_still_be_moved_to_trash() throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(new Random(4));
        disk.mkdir(Path.of("/data"));
        try (MailStore store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, Clock.systemUTC()),
                disk, () -> ticks, new Random(8), false)) {
            append(store, inbox(store), 100);
            Folder trash = inbox(store).mailbox().folder(SpecialUse.TRASH);
            trash.uids();
            disk.fullWhile(Path.of("/data/mail/.reserve"));
            assertArrayEquals(new long[] {1}, inbox(store).move(new long[] {1}, trash).from());
            assertEquals(0, inbox(store).counts().messages());
            assertEquals(1, trash.counts().messages());
        }
    }

    @Test
    void on_a_full_disk_a_folder_can_still_be_deleted_and_its_use_is_free_again() throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(new Random(6));
        disk.mkdir(Path.of("/data"));
        StoreOptions options = new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, Clock.systemUTC());
        FolderName name;
        try (MailStore store = MailStore.open(options, disk, () -> ticks, new Random(8), false)) {
            Folder archive = inbox(store).mailbox().folder(SpecialUse.ARCHIVE);
            name = archive.name();
            append(store, archive, 100);
            disk.fullWhile(Path.of("/data/mail/.reserve"));
            inbox(store).mailbox().delete(name);
            assertFalse(disk.stat(Path.of("/data/mail/.reserve")).isPresent(), "the reserve was needed");
            assertTrue(inbox(store).mailbox().list().stream().noneMatch(entry -> entry.exists() && entry.name().equals(name)));
        }
        try (MailStore store = MailStore.open(options, disk, () -> ticks, new Random(8), false)) {
            assertTrue(inbox(store).mailbox().list().stream().noneMatch(entry -> entry.exists() && entry.name().equals(name)));
            assertEquals(0, inbox(store).mailbox().folder(SpecialUse.ARCHIVE).counts().messages());
        }
    }

    @Test
    void odd_local_parts_stay_below_their_domain() {
        for (String local : List.of(".", "..", "../../x", "a/b", "Ä b", "%2e", "~", "a\u0000b")) {
            String encoded = FolderPaths.encode(local);
            assertFalse(encoded.equals(".") || encoded.equals("..") || encoded.contains("/") || encoded.indexOf(0) >= 0, encoded);
            assertEquals(local, FolderPaths.decode(encoded).orElseThrow());
        }
    }

    @Test
    void modified_utf7_goes_both_ways_and_refuses_what_is_none() {
        assertEquals("~peter/mail/&U,BTFw-/&ZeVnLIqe-", ModifiedUtf7.encode("~peter/mail/台北/日本語"));   // the example of RFC 3501 §5.1.3
        assertEquals("a&-b", ModifiedUtf7.encode("a&b"));
        assertEquals("a&AC4-b", ModifiedUtf7.encodeLevel("a.b"));
        assertEquals("a.b", ModifiedUtf7.decode("a&AC4-b").orElseThrow());
        assertEquals("\uD83D\uDCE8", ModifiedUtf7.decode(ModifiedUtf7.encode("\uD83D\uDCE8")).orElseThrow());
        for (String none : List.of("a&b", "&A-", "&2D0-", "Ä", "&AA=-")) {
            assertTrue(ModifiedUtf7.decode(none).isEmpty(), none);
        }
    }
}
