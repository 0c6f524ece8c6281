package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Maildir as Dovecot 2.3 leaves it, and what other programs do to one that is open. */
class AdoptionTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final String LF_MAIL = "Subject: old\n\nline\nline\n";
    private static final Instant THEN = Instant.parse("2019-05-06T07:08:09Z");

    @TempDir
    Path data;
    private MailStore store;
    private Path maildir;
    private long ticks;

    @BeforeEach
    void write() throws IOException {
        maildir = data.resolve("mail/example.test/amina/Maildir");
        for (String folder : List.of("", ".Sent", ".Miradi.Kaskazini", ".&AMQ-pfel", ".bro&ken")) {
            for (String place : List.of("cur", "new", "tmp")) {
                Files.createDirectories(maildir.resolve(folder).resolve(place));
            }
        }
        file("cur/1557126489.M1P7.host,S=24,W=28:2,FSab", LF_MAIL);
        file("cur/1557126490.M2P7.host,S=999,W=1000:2,", LF_MAIL);
        file("cur/1557126491.M3P7.host:2,RT", LF_MAIL);
        file("new/1557126492.M4P7.host", "Subject: fresh\r\n\r\nbody\r\n");
        file("dovecot-uidlist", "3 V1557000000 N48 G5b7d1c2e8a9f4c5d0000000000000001\n7 W28 :1557126489.M1P7.host,S=24,W=28\n"
                + "12 :1557126490.M2P7.host,S=999,W=1000\n46 :1557126491.M3P7.host\n");
        file("dovecot-keywords", "0 $Forwarded\n1 Kazi\n");
        file("subscriptions", "V\t2\n\nINBOX\nMiradi\tKaskazini\n");
        file(".&AMQ-pfel/cur/1557126493.M5P7.host,S=24:2,S", LF_MAIL);
        file(".&AMQ-pfel/dovecot-uidlist", "3 V1557000009 N3 G5b7d1c2e8a9f4c5d0000000000000002\n2 :1557126493.M5P7.host,S=24\n");
        open();
    }

    private void file(String name, String text) throws IOException {
        Path file = maildir.resolve(name);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setLastModifiedTime(file, FileTime.from(THEN));
    }

    private void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()),
                new RealFiles(), () -> ticks, new java.util.Random(), false);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Folder folder(String name) throws IOException {
        return store.open(AMINA).folder(FolderName.of(name));
    }

    private static String text(Folder folder, long uid) throws IOException {
        return new String(folder.content(uid).bytes(0, 1_000_000), StandardCharsets.UTF_8);
    }

    private void requireAdopted() throws IOException {
        Folder inbox = folder("INBOX");
        assertEquals(1_557_000_000L, inbox.uidValidity());
        assertArrayEquals(new long[] {7, 12, 46, 48}, inbox.uids());
        assertEquals(Flags.of(Flags.SEEN | Flags.FLAGGED, List.of("$Forwarded", "Kazi")), inbox.info(7).flags());
        assertEquals(Flags.of(Flags.ANSWERED | Flags.DELETED), inbox.info(46).flags());
        assertEquals(THEN, inbox.info(7).received());
        assertArrayEquals(new long[] {2}, folder("Äpfel").uids());
        assertEquals(1_557_000_009L, folder("Äpfel").uidValidity());
    }

    @Test
    void uids_flags_keywords_and_subscriptions_of_dovecot_stay() throws IOException {
        requireAdopted();
        List<Mailbox.Entry> list = store.open(AMINA).list();
        assertTrue(list.stream().anyMatch(e -> e.name().toString().equals("Miradi/Kaskazini") && e.subscribed()));
        assertTrue(list.stream().anyMatch(e -> e.name().toString().equals("Miradi") && !e.exists() && e.hasChildren()));
        assertTrue(list.stream().anyMatch(e -> e.name().toString().equals("bro&ken") && e.exists()));
        assertTrue(list.stream().anyMatch(e -> e.name().toString().equals("Äpfel") && !e.subscribed()));
    }

    @Test
    void adopted_messages_read_with_crlf_and_sizes_that_lied_are_mended() throws IOException {
        Folder inbox = folder("INBOX");
        for (long uid : new long[] {7, 12, 46}) {
            assertEquals(LF_MAIL.replace("\n", "\r\n"), text(inbox, uid));
            assertEquals(28, inbox.info(uid).size());
            assertEquals(28, inbox.content(uid).size());
        }
        assertEquals("ine\r\n", new String(inbox.content(7).bytes(23, 10), StandardCharsets.UTF_8));
    }

    @Test
    void adoption_survives_a_stop_and_once_settled_the_loss_of_everything_derived() throws IOException {
        requireAdopted();
        close();
        open();
        requireAdopted();
        folder("INBOX").store(new long[] {12}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN, List.of("Mpya"))), java.util.OptionalLong.empty());
        store.settle(AMINA);
        close();
        try (Stream<Path> files = Files.walk(maildir)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("barua-(index|cache|log.*)|dovecot-.*")).toList()) {
                Files.delete(file);
            }
        }
        open();
        requireAdopted();
        assertEquals(Flags.of(Flags.SEEN, List.of("Mpya")), folder("INBOX").info(12).flags());
    }

    @Test
    void two_programs_deliver_into_new_while_sessions_are_open() throws IOException {
        Folder inbox = folder("INBOX");
        try (View view = inbox.view()) {
            for (int i = 0; i < 20; i++) {
                file("new/" + (1557126500 + i) + ".M1P" + (i % 2) + ".other", "Subject: " + i + "\n\nx\n");
                ticks += i % 2 == 0 ? 1_100 : 10;
                view.refresh(true);
            }
            ticks += 1_100;
            view.refresh(true);
            assertEquals(24, view.size());
            assertEquals(68, view.uid(24));
            assertEquals("Subject: 3\r\n\r\nx\r\n", text(inbox, 52));
        }
    }

    @Test
    void a_program_that_renames_and_removes_files_is_followed() throws IOException {
        Folder inbox = folder("INBOX");
        store.settle(AMINA);
        inbox.store(new long[] {7}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.ANSWERED)), java.util.OptionalLong.empty());
        try (View view = inbox.view(); Stream<Path> files = Files.list(maildir.resolve("cur"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.contains(".7:2,")) {
                    Files.move(file, file.resolveSibling(name.replace(":2,FSab", ":2,FTab")));
                } else if (name.contains(".12:2,")) {
                    Files.delete(file);
                }
            }
            ticks += 60_000;
            List<View.Change> changes = view.refresh(true);
            assertEquals(new View.Change.Expunged(2, 12), changes.getFirst());
            // What the other program changed (S gone, T new) and what was changed here (R) both count.
            assertEquals(Flags.of(Flags.FLAGGED | Flags.DELETED | Flags.ANSWERED, List.of("$Forwarded", "Kazi")), inbox.info(7).flags());
            assertEquals(LF_MAIL.replace("\n", "\r\n"), text(inbox, 7));
        }
    }

    @Test
    void a_copied_message_is_new_mail_and_a_copied_folder_a_new_folder() throws IOException {
        requireAdopted();
        store.settle(AMINA);
        close();
        try (Stream<Path> files = Files.list(maildir.resolve("cur"))) {
            Path first = files.filter(f -> f.getFileName().toString().contains(".7:2,")).findFirst().orElseThrow();
            Files.copy(first, first.resolveSibling("copy" + first.getFileName()));
            Files.createDirectories(maildir.resolve(".Copy/cur"));
            Files.copy(first, maildir.resolve(".Copy/cur").resolve(first.getFileName()));
        }
        for (String name : List.of("barua-folder", "new", "tmp")) {
            Files.copy(maildir.resolve(name), maildir.resolve(".Copy").resolve(name));
        }
        open();
        assertArrayEquals(new long[] {7, 12, 46, 48, 49}, folder("INBOX").uids());
        assertTrue(folder("Copy").uidValidity() > folder("INBOX").uidValidity());
        assertArrayEquals(new long[] {folder("Copy").uids()[0]}, folder("Copy").uids());
        assertTrue(!folder("Copy").mailboxId().equals(folder("INBOX").mailboxId()));
    }

    @Test
    void a_tag_that_leaps_too_far_counts_for_nothing() throws IOException {
        requireAdopted();
        store.settle(AMINA);
        String id = folder("INBOX").header().id();
        close();
        file("cur/1557126600.x,S=24,W=28,B=" + id + ".4000000000:2,", LF_MAIL);
        open();
        assertArrayEquals(new long[] {7, 12, 46, 48, 49}, folder("INBOX").uids());
    }

    /** A link to nowhere stands for a bad block of the disk or a wrong owner; a folder in its place for what is no file at all. */
    private static void spoil(Path file, boolean link) throws IOException {
        Files.delete(file);
        if (link) {
            Files.createSymbolicLink(file, Path.of("/nowhere/at/all"));
        } else {
            Files.createDirectory(file);
        }
    }

    @Test
    void one_message_that_cannot_be_read_hides_no_other_and_is_not_tried_at_every_turn() throws IOException {
        for (boolean link : List.of(true, false)) {
            String spoilt = link ? "cur/1557126491.M3P7.host:2,RT" : "cur/1557126490.M2P7.host,S=999,W=1000:2,";
            long uid = link ? 46 : 12;
            Folder inbox = folder("INBOX");
            inbox.uids();
            spoil(maildir.resolve(spoilt), link);
            assertEquals(List.of(7L, 12L, 46L, 48L), inbox.infos(inbox.uids()).stream().map(MessageInfo::uid).toList());
            try (View view = inbox.view()) {
                Table table = view.table();
                for (int sequence = 1; sequence <= 4; sequence++) {
                    assertTrue(table.isKnown(sequence) && table.size(sequence) > 0, "sequence " + sequence);
                }
            }
            assertEquals(4, inbox.counts().messages());
            MailboxException why = assertThrows(MailboxException.class, () -> inbox.content(uid).bytes(0, 10));
            assertEquals(MailboxException.Reason.UNREADABLE, why.reason());
            assertThrows(MailboxException.class, () -> inbox.outline(uid));
            assertEquals("Subject: fresh", text(inbox, 48).lines().findFirst().orElseThrow());
            assertArrayEquals(new long[0],
                    inbox.store(inbox.uids(), new FlagChange(FlagChange.How.ADD, Flags.of(Flags.FLAGGED)), java.util.OptionalLong.empty()));
            store.upkeep().tick();
            assertFalse(inbox.state().mayBeSettled(), "only what cannot be read is left");
            assertTrue(names("").stream().anyMatch(name -> spoilt.endsWith(name)), "its name stays");
            assertEquals(3, names("").stream().filter(name -> name.contains(",B=")).count());
            close();
            Files.delete(maildir.resolve(spoilt));
            file(spoilt, LF_MAIL);
            open();
            assertEquals(28, folder("INBOX").info(uid).size());
            store.upkeep().tick();
            assertTrue(folder("INBOX").info(uid).flags().has(Flags.FLAGGED));
            assertEquals(4, names("").stream().filter(name -> name.contains(",B=")).count());
            close();
            clean();
            write();
        }
    }

    private void clean() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).filter(path -> !path.equals(data)).toList()) {
                Files.delete(path);
            }
        }
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(folder).resolve("cur"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_message_that_cannot_be_read_may_be_moved_away_and_deleted() throws IOException {
        Folder inbox = folder("INBOX");
        inbox.uids();
        spoil(maildir.resolve("cur/1557126491.M3P7.host:2,RT"), true);
        Folder trash = store.open(AMINA).folder(SpecialUse.TRASH);
        assertEquals(0, trash.uids().length);
        assertArrayEquals(new long[] {7, 46}, inbox.move(new long[] {7, 46}, trash).from());
        assertArrayEquals(new long[] {12, 48}, inbox.uids());
        assertEquals(Flags.ANSWERED | Flags.DELETED, trash.info(2).flags().system());
        assertArrayEquals(new long[] {1, 2}, trash.expunge(new long[] {1, 2}));
        store.upkeep().tick();
        assertEquals(List.of(), names(".Trash"));
    }

    @Test
    void a_message_that_is_lost_after_adoption_is_expunged_for_everybody_and_the_others_are_told() throws IOException {
        Folder inbox = folder("INBOX");
        try (View view = inbox.view()) {
            long before = inbox.counts().highestModseq();
            Files.delete(maildir.resolve("cur/1557126491.M3P7.host:2,RT"));
            assertEquals(List.of(7L, 12L, 48L), inbox.infos(new long[] {7, 12, 46, 48}).stream().map(MessageInfo::uid).toList());
            assertArrayEquals(new long[] {46}, inbox.vanishedSince(before).orElseThrow());
            assertEquals(3, inbox.counts().messages());
            assertEquals(List.of(new View.Change.Expunged(3, 46)), view.refresh(true).stream().filter(View.Change.Expunged.class::isInstance).toList());
        }
    }

    /** Makes a folder as Dovecot may have left it, with one message. */
    private void folderOf(String directory, List<String> places) throws IOException {
        for (String place : places) {
            Files.createDirectories(maildir.resolve(directory).resolve(place));
        }
        file(directory + (directory.isEmpty() ? "" : "/") + places.getFirst() + "/1770000001.M1P9.host:2,S", LF_MAIL);
    }

    @Test
    void every_folder_that_is_listed_can_be_opened_under_that_name() throws IOException {
        close();
        clean();
        String deep = String.join(".", java.util.stream.IntStream.range(0, 20).mapToObj(i -> "d" + i).toList());
        List<String> directories = List.of(".100%", ".a*b", ".e&AwE-x", ".x." + "n".repeat(130), "." + deep, ".&AAE-control", ".\u00e9raw");
        for (String directory : directories) {
            folderOf(directory, List.of("cur", "new", "tmp"));
        }
        folderOf(".only new", List.of("new"));
        folderOf("", List.of("cur", "new", "tmp"));
        open();
        store.create(AMINA);
        Mailbox mailbox = store.open(AMINA);
        List<FolderName> listed = mailbox.list().stream().filter(Mailbox.Entry::exists).map(Mailbox.Entry::name).toList();
        int full = 0;
        for (FolderName name : listed) {
            FolderName asked = FolderName.parse(name.toString()).orElseThrow(() -> new AssertionError(name + " is listed and no name"));
            full += mailbox.folder(asked).infos(mailbox.folder(asked).uids()).size();
        }
        assertEquals(directories.size() + 2, full);
        for (String name : List.of("100%", "a*b", "\u00e9x", "x/" + "n".repeat(130), deep.replace('.', '/'), "only new")) {
            assertTrue(listed.contains(FolderName.parse(name).orElseThrow()), name);
        }
        assertTrue(listed.contains(FolderName.parse("e\u0301x").orElseThrow()), "the decomposed form is the same name");
    }

    @Test
    void names_that_other_programs_may_give_are_not_given_by_us() throws IOException {
        Mailbox mailbox = store.open(AMINA);
        for (String name : List.of("100%", "a*b", "n".repeat(121), "a/".repeat(16) + "a", "a/..")) {
            FolderName odd = FolderName.parse(name).orElseThrow();
            assertEquals(MailboxException.Reason.CANNOT, assertThrows(MailboxException.class, () -> mailbox.create(odd, java.util.Optional.empty())).reason(),
                    name);
            assertEquals(MailboxException.Reason.CANNOT, assertThrows(MailboxException.class, () -> mailbox.rename(FolderName.of("Sent"), odd)).reason(), name);
        }
    }

    @Test
    void the_size_of_a_folder_is_never_below_the_sum_of_its_messages() throws IOException {
        Folder inbox = folder("INBOX");
        long before = inbox.counts().bytes();
        long sum = inbox.infos(inbox.uids()).stream().mapToLong(MessageInfo::size).sum();
        assertTrue(before >= sum, before + " < " + sum);
        for (long uid : inbox.uids()) {
            inbox.content(uid);
        }
        sum = inbox.infos(inbox.uids()).stream().mapToLong(MessageInfo::size).sum();
        assertEquals(sum, inbox.counts().bytes());
        inbox.discard(new long[] {7, 12});
        assertEquals(sum - 2 * 28, inbox.counts().bytes());
    }
}
