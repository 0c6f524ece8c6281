package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.FileLayer;
import barua.disk.RealFiles;
import barua.mailbox.MailboxException.Reason;
import barua.message.Address;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes come, move and go, on a real disk. */
class AccountsTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address JUMA = Address.of("juma@example.test");
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private MailStore store;
    /** Calls of the file layer that fail, by their names, once each. */
    private final List<String> failing = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        RealFiles real = new RealFiles();
        FileLayer files = (FileLayer) Proxy.newProxyInstance(FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (_, method, arguments) -> {
            if (failing.remove(method.getName())) {
                throw new IOException("Input/output error");
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
        StoreOptions options = new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.fixed(THEN, ZoneOffset.UTC));
        store = MailStore.open(options, files, () -> 0, new Random(11), false);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private List<MailStore.Filed> deliver(String subject, MailStore.Filing... where) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = ("Subject: " + subject + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            return store.deliver(staged, List.of(where), "");
        }
    }

    private static MailStore.Filing inboxOf(Address account) {
        return new MailStore.Filing(account, FolderName.INBOX, Flags.NONE, THEN);
    }

    private long[] uids(Address account) throws IOException {
        return store.open(account).folder(FolderName.INBOX).uids();
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(MailboxException.class, work).reason();
    }

    private List<String> under(String folder) throws IOException {
        Path path = data.resolve(folder);
        try (Stream<Path> files = Files.exists(path) ? Files.list(path) : Stream.of()) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_name_of_what_was_removed_fits_whatever_it_was_called() {
        String longest = Accounts.asideName("1767225600.00ff", Path.of("mail", "d".repeat(180), "n".repeat(64)));
        assertEquals(255, longest.length());
        assertTrue(longest.startsWith("1767225600.00ff.nnn"));
        String letters = Accounts.asideName("1767225600.00ff", Path.of("mail", "chuo.example", "\u00e9\ud83d\ude00".repeat(60)));
        assertTrue(letters.getBytes(StandardCharsets.UTF_8).length <= 255);
        assertTrue(letters.endsWith("\ud83d\ude00") || letters.endsWith("\u00e9"), "no letter is cut in two");
        assertEquals("1.a.juma@chuo.example", Accounts.asideName("1.a", Path.of("mail", "chuo.example", "juma")));
    }

    @Test
    void asking_for_a_mailbox_that_nobody_made_makes_none() throws IOException {
        assertEquals(Reason.NONEXISTENT, reason(() -> store.open(AMINA)));
        assertEquals(Reason.NONEXISTENT, reason(() -> store.settle(AMINA)));
        assertEquals(Reason.NONEXISTENT, reason(() -> store.rename(AMINA, JUMA)));
        store.remove(AMINA);
        assertFalse(store.exists(AMINA));
        assertEquals(List.of(".reserve", "barua-format"), under("mail"));
    }

    @Test
    void a_made_mailbox_is_listed_and_making_it_again_changes_nothing() throws IOException {
        store.create(JUMA);
        store.create(AMINA);
        store.create(Address.of("Zawadi@chuo.example"));
        deliver("one", inboxOf(AMINA));
        long validity = store.open(AMINA).folder(FolderName.INBOX).uidValidity();
        store.create(AMINA);
        assertEquals(validity, store.open(AMINA).folder(FolderName.INBOX).uidValidity());
        assertArrayEquals(new long[] {1}, uids(AMINA));
        Files.createDirectories(data.resolve("mail/example.test/no-mailbox/keep"));
        Files.createDirectories(data.resolve("mail/example.test/Not ours/Maildir"));
        reopen();
        assertEquals(List.of(AMINA, JUMA, Address.of("zawadi@chuo.example")).stream().sorted().toList(), store.accounts());
        assertEquals(6, store.open(JUMA).list().size());
    }

    @Test
    void mail_for_a_mailbox_that_is_gone_is_refused_and_the_others_get_theirs() throws IOException {
        store.create(AMINA);
        List<MailStore.Filed> filed = deliver("one", inboxOf(JUMA), inboxOf(AMINA), new MailStore.Filing(JUMA, FolderName.of("Kazi"), Flags.NONE, THEN));
        assertEquals(Reason.NONEXISTENT, assertInstanceOf(MailStore.Filed.Refused.class, filed.get(0)).why().reason());
        assertInstanceOf(MailStore.Filed.Done.class, filed.get(1));
        assertEquals(Reason.NONEXISTENT, assertInstanceOf(MailStore.Filed.Refused.class, filed.get(2)).why().reason());
        assertFalse(store.exists(JUMA));
        assertFalse(Files.exists(data.resolve("mail/example.test/juma")));
    }

    @Test
    void a_name_goes_there_and_back_with_its_mail() throws IOException {
        store.create(AMINA);
        deliver("one", inboxOf(AMINA));
        Folder held = store.open(AMINA).folder(FolderName.INBOX);
        for (int i = 0; i < 2; i++) {
            store.rename(AMINA, JUMA);
            assertFalse(store.exists(AMINA));
            assertEquals(Reason.NONEXISTENT, reason(() -> store.open(AMINA)));
            assertEquals(JUMA, held.mailbox().account());
            deliver("two", inboxOf(JUMA));
            store.rename(JUMA, AMINA);
            reopen();
            held = store.open(AMINA).folder(FolderName.INBOX);
        }
        assertArrayEquals(new long[] {1, 2, 3}, uids(AMINA));
        assertEquals(List.of(AMINA), store.accounts());
    }

    @Test
    void a_move_that_is_told_again_after_it_was_done_does_nothing() throws IOException {
        store.create(AMINA);
        deliver("one", inboxOf(AMINA));
        store.rename(AMINA, JUMA);
        deliver("two", inboxOf(JUMA));
        store.rename(AMINA, JUMA);
        assertArrayEquals(new long[] {1, 2}, uids(JUMA));
        assertFalse(store.exists(AMINA));
    }

    @Test
    void a_move_whose_force_failed_is_one_in_memory_too_and_can_be_told_again() throws IOException {
        store.create(AMINA);
        deliver("one", inboxOf(AMINA));
        failing.add("forceDirectory");
        assertEquals(Reason.UNAVAILABLE, reason(() -> store.rename(AMINA, JUMA)));
        assertEquals(Reason.NONEXISTENT, reason(() -> store.open(AMINA)));
        store.rename(AMINA, JUMA);
        deliver("two", inboxOf(JUMA));
        assertArrayEquals(new long[] {1, 2}, uids(JUMA));
    }

    @Test
    void mail_is_never_moved_over_other_mail() throws IOException {
        store.create(AMINA);
        store.create(JUMA);
        deliver("hers", inboxOf(AMINA));
        deliver("his", new MailStore.Filing(JUMA, FolderName.of("Kazi"), Flags.NONE, THEN));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> store.rename(AMINA, JUMA)));
        assertArrayEquals(new long[] {1}, uids(AMINA));
        assertEquals(1, store.open(JUMA).folder(FolderName.of("Kazi")).counts().messages());
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> store.rename(AMINA, AMINA)));
    }

    @Test
    void expunged_mail_that_is_kept_counts_as_mail_of_its_own() throws IOException {
        store.create(AMINA);
        store.create(JUMA);
        deliver("his", inboxOf(JUMA));
        store.open(JUMA).folder(FolderName.INBOX).expunge(new long[] {1});
        reopen();
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> store.rename(AMINA, JUMA)));
    }

    @Test
    void a_mailbox_without_a_message_gives_its_name_away() throws IOException {
        store.create(AMINA);
        store.create(JUMA);
        deliver("hers", inboxOf(AMINA));
        Mailbox empty = store.open(JUMA);
        empty.create(FolderName.of("Kazi"), Optional.empty());
        store.rename(AMINA, JUMA);
        assertArrayEquals(new long[] {1}, uids(JUMA));
        assertEquals(1, under("mail/.removed").size());
        assertEquals(Reason.NONEXISTENT, reason(() -> empty.create(FolderName.of("Shule"), Optional.empty())));
        assertEquals(6, store.open(JUMA).list().size());
    }

    @Test
    void whoever_holds_a_removed_mailbox_cannot_write_into_the_next_one_of_that_name() throws IOException {
        store.create(AMINA);
        deliver("old", inboxOf(AMINA));
        Mailbox old = store.open(AMINA);
        Folder inbox = old.folder(FolderName.INBOX);
        store.remove(AMINA);
        assertFalse(store.exists(AMINA));
        store.remove(AMINA);
        store.create(AMINA);
        assertArrayEquals(new long[0], uids(AMINA));
        deliver("new", inboxOf(AMINA));
        assertEquals(Reason.NONEXISTENT, reason(() -> old.folder(FolderName.INBOX)));
        assertEquals(Reason.NONEXISTENT, reason(() -> old.folder(SpecialUse.SENT)));
        assertEquals(Reason.NONEXISTENT, reason(() -> old.create(FolderName.of("Kazi"), Optional.empty())));
        assertEquals(Reason.NONEXISTENT, reason(() -> old.subscribe(FolderName.of("Kazi"), true)));
        try (Staged staged = store.stage()) {
            staged.write(new byte[] {'x'}, 0, 1);
            assertEquals(Reason.NONEXISTENT, reason(() -> inbox.append(staged, Flags.NONE, THEN)));
        }
        reopen();
        assertArrayEquals(new long[] {1}, uids(AMINA));
        assertEquals(6, store.open(AMINA).list().size());
    }

    private void dovecotsMaildir(Path maildir) throws IOException {
        for (String place : List.of("cur", "new", "tmp", ".Kazi", ".Kazi/cur", ".Kazi/new", ".Kazi/tmp")) {
            Files.createDirectories(maildir.resolve(place));
        }
        Files.writeString(maildir.resolve("dovecot-uidlist"), "3 V1700000000 N43 G0\n42 :1700000001.M1P1.host\n");
        Files.writeString(maildir.resolve("cur/1700000001.M1P1.host:2,S"), "Subject: x\n\nbody\n");
    }

    @Test
    void a_foreign_maildir_that_lies_there_before_the_account_is_made_is_taken_over() throws IOException {
        dovecotsMaildir(data.resolve("mail/example.test/amina/Maildir"));
        assertTrue(store.exists(AMINA));
        store.create(AMINA);
        assertArrayEquals(new long[] {42}, uids(AMINA));
        assertEquals(1_700_000_000, store.open(AMINA).folder(FolderName.INBOX).uidValidity());
        assertTrue(store.open(AMINA).list().stream().anyMatch(entry -> entry.name().equals(FolderName.of("Kazi"))));
    }

    @Test
    void a_foreign_maildir_is_taken_over_without_an_account_being_made() throws IOException {
        dovecotsMaildir(data.resolve("mail/example.test/amina/Maildir"));
        assertArrayEquals(new long[] {42}, uids(AMINA));
        reopen();
        assertArrayEquals(new long[] {42}, uids(AMINA));
    }

    @Test
    void a_foreign_maildir_may_be_copied_over_that_of_an_account_just_made() throws IOException {
        store.create(AMINA);
        dovecotsMaildir(data.resolve("mail/example.test/amina/Maildir"));
        assertArrayEquals(new long[] {42}, uids(AMINA));
        assertEquals(1_700_000_000, store.open(AMINA).folder(FolderName.INBOX).uidValidity());
        deliver("new", inboxOf(AMINA));
        reopen();
        assertArrayEquals(new long[] {42, 43}, uids(AMINA));
    }

    @Test
    void a_foreign_maildir_may_take_the_place_of_an_account_that_was_just_made() throws IOException {
        store.create(AMINA);
        Path maildir = data.resolve("mail/example.test/amina/Maildir");
        Files.move(maildir, data.resolve("old"));
        dovecotsMaildir(maildir);
        assertArrayEquals(new long[] {42}, uids(AMINA));
        assertEquals(FolderName.of("Sent"), store.open(AMINA).folder(SpecialUse.SENT).name());
    }

    @Test
    void what_a_settled_folder_says_to_dovecot_is_not_taken_for_anothers() throws IOException {
        store.create(AMINA);
        String id = store.open(AMINA).folder(FolderName.INBOX).mailboxId();
        store.settle(AMINA);
        reopen();
        assertEquals(id, store.open(AMINA).folder(FolderName.INBOX).mailboxId());
        deliver("one", inboxOf(AMINA));
        store.settle(AMINA);
        reopen();
        assertEquals(id, store.open(AMINA).folder(FolderName.INBOX).mailboxId());
    }

    @Test
    void a_mailbox_that_a_crash_left_unfinished_is_completed() throws IOException {
        Files.createDirectories(data.resolve("mail/example.test/amina/Maildir/cur"));
        store.create(AMINA);
        assertEquals(6, store.open(AMINA).list().size());
        assertTrue(Files.exists(data.resolve("mail/example.test/amina/barua-account")));
    }
}
