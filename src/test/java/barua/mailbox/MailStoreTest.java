package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store from outside, on a real disk. */
class MailStoreTest {

    private static final Address AMINA = new Address("Amina", new Domain("example.test"));
    private static final Address JUMA = new Address("juma", new Domain("example.test"));
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private MailStore store;
    private final List<Listener.Event> events = new java.util.concurrent.CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.listen(events::add);
        store.create(AMINA);
        store.create(JUMA);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private static byte[] message(String subject) {
        return ("From: a@example.test\r\nSubject: " + subject + "\r\n\r\nHello " + subject + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private long append(Folder folder, String subject, Flags flags) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = message(subject);
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, flags, THEN);
        }
    }

    private Folder inbox() throws IOException {
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private static String text(Folder folder, long uid) throws IOException {
        return new String(folder.content(uid).bytes(0, 1 << 20), StandardCharsets.UTF_8);
    }

    @Test
    void a_folder_that_cannot_be_made_leaves_no_parents_behind() throws IOException {
        Mailbox mailbox = store.open(AMINA);
        int before = mailbox.list().size();
        FolderName tooLong = FolderName.of("\u00e9".repeat(60) + "/" + "\u00e9".repeat(60));   // more than 255 octets in a directory's name
        MailboxException refused = assertThrows(MailboxException.class, () -> mailbox.create(tooLong, Optional.empty()));
        assertEquals(MailboxException.Reason.LIMIT, refused.reason());
        assertEquals(before, mailbox.list().size());
    }

    @Test
    void a_new_account_has_its_usual_folders_subscribed() throws IOException {
        List<Mailbox.Entry> list = store.open(AMINA).list();
        assertEquals(List.of("INBOX", "Archive", "Drafts", "Junk", "Sent", "Trash"), list.stream().map(e -> e.name().toString()).toList());
        assertTrue(list.stream().allMatch(e -> e.exists() && e.subscribed()));
        assertEquals(Optional.of(SpecialUse.SENT), list.get(4).use());
    }

    @Test
    void one_message_delivered_to_two_accounts_is_one_file_with_links() throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = message("both");
            staged.write(bytes, 0, bytes.length);
            staged.prepend("Received: here\r\n".getBytes(StandardCharsets.UTF_8));
            List<MailStore.Filed> filed = store.deliver(staged, List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, THEN),
                    new MailStore.Filing(JUMA, FolderName.of("Lists/Barua"), Flags.of(Flags.FLAGGED), THEN)), "");
            assertInstanceOf(MailStore.Filed.Done.class, filed.get(0));
            assertInstanceOf(MailStore.Filed.Done.class, filed.get(1));
        }
        Folder lists = store.open(JUMA).folder(FolderName.of("Lists/Barua"));
        assertEquals("Received: here\r\n" + new String(message("both"), StandardCharsets.UTF_8), text(lists, 1));
        assertEquals(THEN, lists.info(1).received());
        assertTrue(lists.info(1).flags().has(Flags.FLAGGED));
        Path file;
        try (var files = Files.list(inbox().path().resolve("cur"))) {
            file = files.findFirst().orElseThrow();
        }
        assertEquals(2, Files.getAttribute(file, "unix:nlink"));
        assertEquals("r--------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void names_with_spaces_are_renamed_whole() throws IOException {
        Mailbox mailbox = store.open(AMINA);
        append(mailbox.create(FolderName.of("Exams 2026"), Optional.empty()), "one", Flags.NONE);
        mailbox.create(FolderName.of("Exams"), Optional.empty());
        mailbox.rename(FolderName.of("Exams 2026"), FolderName.of("Work/Exams of 2026"));
        reopen();
        assertEquals(1, store.open(AMINA).folder(FolderName.of("Work/Exams of 2026")).counts().messages());
        List<String> names = store.open(AMINA).list().stream().map(entry -> entry.name().toString()).toList();
        assertTrue(names.contains("Exams") && !names.contains("Exams 2026") && !names.contains("Work/Exams"), names.toString());
    }

    @Test
    void flags_keywords_and_uids_survive_a_stop() throws IOException {
        append(inbox(), "one", Flags.NONE);
        append(inbox(), "two", Flags.of(Flags.SEEN, List.of("$Work")));
        inbox().store(new long[] {1}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.ANSWERED, List.of("$Forwarded"))), OptionalLong.empty());
        long validity = inbox().uidValidity();
        Folder.Counts before = inbox().counts();
        reopen();
        assertEquals(validity, inbox().uidValidity());
        assertEquals(Flags.of(Flags.ANSWERED, List.of("$Forwarded")), inbox().info(1).flags());
        assertEquals(Flags.of(Flags.SEEN, List.of("$Work")), inbox().info(2).flags());
        assertEquals(before, inbox().counts());
        assertEquals(3, append(inbox(), "three", Flags.NONE));
    }

    @Test
    void without_index_and_log_uids_come_back_from_the_names() throws IOException {
        append(inbox(), "one", Flags.of(Flags.SEEN, List.of("$Work")));
        append(inbox(), "two", Flags.NONE);
        append(inbox(), "three", Flags.of(Flags.FLAGGED));
        inbox().expunge(new long[] {2});
        Path path = inbox().path();
        store.close();
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("barua-(index|log.*|cache)")) {
                    Files.delete(file);
                }
            }
        }
        open();
        assertArrayEquals(new long[] {1, 3}, inbox().uids());
        assertEquals(Flags.of(Flags.SEEN, List.of("$Work")), inbox().info(1).flags());
        assertTrue(inbox().info(3).flags().has(Flags.FLAGGED));
        assertEquals(4, append(inbox(), "four", Flags.NONE));
    }

    @Test
    void an_expunged_message_is_kept_and_still_readable_for_a_session_that_was_not_told() throws IOException {
        append(inbox(), "one", Flags.NONE);
        append(inbox(), "two", Flags.of(Flags.SEEN));
        try (View view = inbox().view()) {
            assertArrayEquals(new long[] {1}, inbox().expunge(new long[] {1, 9}));
            assertEquals(2, view.size());
            assertTrue(text(inbox(), 1).contains("Hello one"));
            assertEquals(List.of(), view.refresh(false));
            assertEquals(1, view.info(1).uid());
            assertEquals(3, append(inbox(), "three", Flags.NONE));
            assertEquals(List.of(new View.Change.Exists(3)), view.refresh(false));
            assertEquals(List.of(new View.Change.Expunged(1, 1)), view.refresh(true));
            assertEquals(2, view.size());
            assertEquals(2, view.sequence(3));
        }
        store.close();
        try (var kept = Files.walk(data.resolve("mail/example.test/amina/keep"))) {
            assertEquals(1, kept.filter(file -> file.getFileName().toString().contains(".1:2,")).count());
        }
        open();
        assertThrows(MailboxException.class, () -> inbox().content(1));
    }

    @Test
    void copy_and_move_give_new_uids_and_keep_the_bytes() throws IOException {
        append(inbox(), "one", Flags.of(Flags.SEEN, List.of("$Work")));
        append(inbox(), "two", Flags.NONE);
        Folder target = store.open(AMINA).create(FolderName.of("Miradi/Kaskazini"), Optional.empty());
        Folder.Copied copied = inbox().copy(new long[] {1, 2, 7}, target);
        assertArrayEquals(new long[] {1, 2}, copied.from());
        assertArrayEquals(new long[] {1, 2}, copied.to());
        Folder.Copied moved = inbox().move(new long[] {2}, target);
        assertArrayEquals(new long[] {3}, moved.to());
        assertArrayEquals(new long[] {1}, inbox().uids());
        assertTrue(text(target, 3).contains("Hello two"));
        assertTrue(target.info(1).flags().has("$work"));
        reopen();
        assertArrayEquals(new long[] {1}, inbox().uids());
        assertArrayEquals(new long[] {1, 2, 3}, store.open(AMINA).folder(FolderName.of("Miradi/Kaskazini")).uids());
        assertEquals(4, store.open(AMINA).usage().messages());
    }

    @Test
    void renaming_takes_what_is_below_and_open_folders_along() throws IOException {
        Mailbox mailbox = store.open(AMINA);
        Folder below = mailbox.create(FolderName.of("A/B/Ü.x"), Optional.empty());
        append(below, "one", Flags.NONE);
        mailbox.rename(FolderName.of("A"), FolderName.of("C/D"));
        assertEquals("C/D/B/Ü.x", below.name().toString());
        assertTrue(text(below, 1).contains("Hello one"));
        assertEquals(2, append(below, "two", Flags.NONE));
        assertThrows(MailboxException.class, () -> mailbox.folder(FolderName.of("A/B")));
        reopen();
        assertArrayEquals(new long[] {1, 2}, store.open(AMINA).folder(FolderName.of("C/D/B/Ü.x")).uids());
    }

    @Test
    void a_deleted_folder_tells_its_views_and_its_name_gets_another_uidvalidity() throws IOException {
        Mailbox mailbox = store.open(AMINA);
        Folder folder = mailbox.create(FolderName.of("Old"), Optional.empty());
        append(folder, "one", Flags.NONE);
        try (View view = folder.view()) {
            mailbox.delete(FolderName.of("Old"));
            assertEquals(List.of(new View.Change.Gone()), view.refresh(true));
        }
        assertTrue(mailbox.create(FolderName.of("Old"), Optional.empty()).uidValidity() > folder.uidValidity());
        assertEquals(0, mailbox.usage().messages());
    }

    @Test
    void a_repeated_delivery_is_answered_and_not_filed_again() throws IOException {
        List<MailStore.Filing> where = List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, THEN));
        List<List<MailStore.Filed>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (Staged staged = store.stage()) {
                byte[] bytes = message("again");
                staged.write(bytes, 0, bytes.length);
                answers.add(store.deliver(staged, where, "envelope"));
            }
        }
        MailStore.Filed.Done first = (MailStore.Filed.Done) answers.get(0).getFirst();
        assertEquals(new MailStore.Filed.Done(first.uidValidity(), 1, FolderName.INBOX, false), first);
        assertEquals(List.of(new MailStore.Filed.Done(first.uidValidity(), 1, FolderName.INBOX, true)), answers.get(1));
        assertEquals(1, inbox().counts().messages());
    }

    @Test
    void a_view_hears_of_flags_and_arrivals_and_the_listener_too() throws IOException {
        append(inbox(), "one", Flags.NONE);
        events.clear();
        try (View view = inbox().view()) {
            int[] woken = {0};
            view.onChange(() -> woken[0]++);
            inbox().store(new long[] {1}, new FlagChange(FlagChange.How.SET, Flags.of(Flags.SEEN)), OptionalLong.empty());
            append(inbox(), "two", Flags.NONE);
            assertEquals(2, woken[0]);
            List<View.Change> changes = view.refresh(true);
            assertEquals(new View.Change.Exists(2), changes.get(0));
            assertInstanceOf(View.Change.Changed.class, changes.get(1));
            assertEquals(List.of(), view.refresh(true));
        }
        assertEquals(List.of(Listener.Event.Kind.FLAGS, Listener.Event.Kind.APPENDED), events.stream().map(Listener.Event::kind).toList());
    }

    @Test
    void store_with_unchangedsince_leaves_newer_messages_alone() throws IOException {
        append(inbox(), "one", Flags.NONE);
        append(inbox(), "two", Flags.NONE);
        long modseq = inbox().counts().highestModseq();
        inbox().store(new long[] {1}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
        long[] left = inbox().store(new long[] {1, 2}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.FLAGGED)), OptionalLong.of(modseq));
        assertArrayEquals(new long[] {1}, left);
        assertTrue(inbox().info(2).flags().has(Flags.FLAGGED));
    }

    @Test
    void a_renamed_account_keeps_its_mail() throws IOException {
        append(inbox(), "one", Flags.NONE);
        Folder held = inbox();
        Address fresh = new Address("amina.w", new Domain("example.test"));
        store.rename(AMINA, fresh);
        assertEquals(2, append(held, "two", Flags.NONE));
        assertArrayEquals(new long[] {1, 2}, store.open(fresh).folder(FolderName.INBOX).uids());
        assertTrue(store.exists(fresh));
        assertTrue(!store.exists(AMINA));
        store.remove(fresh);
        assertTrue(!store.exists(fresh));
        assertThrows(MailboxException.class, () -> store.open(fresh));
    }

    @Test
    void a_message_beyond_the_memory_limit_passes_the_spool() throws IOException {
        byte[] big = new byte[700_000];
        java.util.Arrays.fill(big, (byte) 'x');
        try (Staged staged = store.stage()) {
            staged.write(big, 0, big.length);
            staged.prepend("A: b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(big.length + 8, staged.size());
            inbox().append(staged, Flags.NONE, THEN);
        }
        assertEquals(700_008, inbox().content(1).size());
        assertEquals("xxx", new String(inbox().content(1).bytes(700_005, 10), StandardCharsets.UTF_8));
        try (var left = Files.list(data.resolve("spool/tmp"))) {
            assertEquals(0, left.count());
        }
    }
}
