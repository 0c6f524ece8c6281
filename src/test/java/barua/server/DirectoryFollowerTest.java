package barua.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.web.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the directory tells becomes true in a real store. */
class DirectoryFollowerTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address MUSHI = Address.of("mushi@example.test");

    @TempDir
    Path data;
    private MailStore store;
    private DirectoryFollower changes;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        changes = new DirectoryFollower(store, Sessions.inMemory(java.time.Clock.systemUTC(), account -> java.util.Optional.of("same")), () -> null);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void file(Address account) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            store.open(account).folder(FolderName.INBOX).append(staged, Flags.NONE, Instant.now());
        }
    }

    private int messages(Address account) throws IOException {
        return store.open(account).folder(FolderName.INBOX).counts().messages();
    }

    @Test
    void an_account_gets_its_mailbox_when_it_is_told_of_and_keeps_it_when_told_again() throws IOException {
        changes.added(List.of(AMINA));
        file(AMINA);
        changes.added(List.of(AMINA));
        assertEquals(1, messages(AMINA));
    }

    @Test
    void a_person_who_is_renamed_there_and_back_has_all_mail_each_time() throws IOException {
        changes.added(List.of(AMINA));
        file(AMINA);
        changes.renamed(AMINA, MUSHI);
        changes.added(List.of(MUSHI));
        file(MUSHI);
        assertEquals(2, messages(MUSHI));
        changes.renamed(MUSHI, AMINA);
        changes.renamed(MUSHI, AMINA);
        assertEquals(2, messages(AMINA));
        assertEquals(List.of(AMINA), store.accounts());
    }

    @Test
    void a_person_who_is_renamed_before_the_mailbox_was_made_gets_one() throws IOException {
        changes.renamed(AMINA, MUSHI);
        assertEquals(List.of(MUSHI), store.accounts());
    }

    @Test
    void a_move_onto_other_mail_fails_with_words_and_harms_neither() throws IOException {
        changes.added(List.of(AMINA));
        changes.added(List.of(MUSHI));
        file(AMINA);
        file(MUSHI);
        file(MUSHI);
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> changes.renamed(AMINA, MUSHI));
        assertTrue(refused.getMessage().contains("amina@example.test cannot move to mushi@example.test"), refused.getMessage());
        assertTrue(refused.getCause().getMessage().contains("there is mail of mushi@example.test"), refused.getCause().getMessage());
        assertEquals(1, messages(AMINA));
        assertEquals(2, messages(MUSHI));
    }

    @Test
    void a_new_account_does_not_see_the_mail_of_a_removed_one_of_the_same_name() throws IOException {
        changes.added(List.of(AMINA));
        file(AMINA);
        changes.removed(AMINA);
        changes.removed(AMINA);
        assertFalse(store.exists(AMINA));
        changes.added(List.of(AMINA));
        assertEquals(0, messages(AMINA));
    }
}
