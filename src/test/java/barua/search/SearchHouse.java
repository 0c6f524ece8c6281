package barua.search;

import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with two people, the search over it, and how a test asks. */
class SearchHouse {

    static final Address NEEMA = Address.of("neema@mfano.example");
    static final Address JUMA = Address.of("juma@mfano.example");

    @TempDir
    Path data;
    MailStore store;
    Search search;
    Folder inbox;
    private int minutes;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.create(NEEMA);
        store.create(JUMA);
        search = Search.open(data.resolve("search"), store, Optional.empty());
        inbox = store.open(NEEMA).folder(FolderName.INBOX);
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        store.close();
    }

    long file(Folder folder, String from, String subject, String body) throws IOException {
        byte[] bytes = ("From: " + from + "\r\nTo: neema@mfano.example\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, Flags.NONE, Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * minutes++));
        }
    }

    static String text(String body) {
        return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body;
    }

    /** Once more over the same store, with other options. */
    void openAgain(SearchOptions options) throws IOException {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.empty(), options);
    }

    /** The feed may hear of a change a moment after it was made: another thread tells it. */
    void settle(Address account) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        do {
            assertTrue(search.awaitCurrent(20_000));
        } while (search.state(account).known() < search.state(account).all() && System.nanoTime() < until);
    }

    Found find(Address account, String typed) throws Exception {
        settle(account);
        return search.find(account, QueryReader.read(typed, LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
    }

    List<Long> uids(String typed) throws Exception {
        return find(NEEMA, typed).hits().stream().map(Found.Hit::uid).toList();
    }
}
