package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recent is known again after a stop; after a crash too much is, never too little (RFC 3501 §2.3.2). */
class RecentTest {

    @TempDir
    private Path folder;

    @Test
    void what_a_session_was_told_of_is_not_recent_after_a_stop() throws IOException {
        try (MailStore store = ImapScriptTest.store(folder, Long.MAX_VALUE)) {
            Folder inbox = inbox(store);
            append(store, inbox);
            append(store, inbox);
            assertEquals(2, inbox.recent());
            assertEquals(1, inbox.claimRecent(2));
            append(store, inbox);
            assertEquals(1, inbox.recent());
        }
        try (MailStore store = ImapScriptTest.store(folder, Long.MAX_VALUE)) {
            assertEquals(3, inbox(store).recentFrom());
            assertEquals(1, inbox(store).recent());
        }
    }

    @Test
    void after_a_crash_it_is_recent_once_more() throws IOException {
        Path crashed = folder.resolve("crashed");
        try (MailStore store = ImapScriptTest.store(folder.resolve("running"), Long.MAX_VALUE)) {
            Folder inbox = inbox(store);
            append(store, inbox);
            inbox.claimRecent(1);
            copy(folder.resolve("running"), crashed);
        }
        try (MailStore store = ImapScriptTest.store(crashed, Long.MAX_VALUE)) {
            assertEquals(1, inbox(store).recent());
        }
    }

    private static Folder inbox(MailStore store) throws IOException {
        return store.open(Address.of("neema@example.org")).folder(FolderName.INBOX);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void append(MailStore store, Folder inbox) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = "Subject: a\r\n\r\nb\r\n".getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            inbox.append(staged, Flags.NONE, Instant.EPOCH);
        }
    }
}
