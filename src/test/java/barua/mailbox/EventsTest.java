package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Listener.Event.Kind;
import barua.mailbox.Listener.Event;
import barua.message.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What followers hear, and how they catch up. */
@Timeout(60)
class EventsTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address JUMA = Address.of("juma@example.test");
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private MailStore store;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.listen(event -> told.add(text(event)));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static String text(Event event) {
        return event.kind() + " " + event.account().local() + (event.mailboxId().isEmpty() ? "" : " " + event.folder())
                + (event.uids().length == 0 ? "" : " " + Arrays.toString(event.uids())) + (event.before().isEmpty() ? "" : " before " + event.before());
    }

    private Staged staged() throws IOException {
        Staged staged = store.stage();
        byte[] bytes = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
        staged.write(bytes, 0, bytes.length);
        return staged;
    }

    private long append(Folder folder) throws IOException {
        try (Staged staged = staged()) {
            return folder.append(staged, Flags.NONE, THEN);
        }
    }

    private void deliver(Address... to) throws IOException {
        try (Staged staged = staged()) {
            store.deliver(staged, Arrays.stream(to).map(account -> new MailStore.Filing(account, FolderName.INBOX, Flags.NONE, THEN)).toList(), "");
        }
    }

    private Folder inbox() throws IOException {
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private static final FlagChange SEEN = new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN));

    @Test
    void every_change_is_told_once_in_its_order() throws IOException {
        store.create(AMINA);
        store.create(JUMA);
        store.create(AMINA);
        deliver(AMINA, JUMA);
        append(inbox());
        inbox().store(new long[] {1, 2}, SEEN, OptionalLong.empty());
        inbox().store(new long[] {1, 2}, SEEN, OptionalLong.empty());
        Mailbox mailbox = store.open(AMINA);
        Folder target = mailbox.create(FolderName.of("Kazi/Mitihani"), Optional.empty());
        inbox().copy(new long[] {1}, target);
        inbox().move(new long[] {2}, target);
        inbox().expunge(new long[] {1, 9});
        mailbox.rename(FolderName.of("Kazi"), FolderName.of("Shule"));
        mailbox.subscribe(FolderName.of("Shule"), true);
        mailbox.delete(FolderName.of("Shule/Mitihani"));
        store.rename(AMINA, Address.of("mushi@example.test"));
        store.remove(JUMA);
        assertEquals(List.of("ACCOUNT_CREATED amina", "ACCOUNT_CREATED juma", "DELIVERED amina INBOX [1]", "DELIVERED juma INBOX [1]",
                "APPENDED amina INBOX [2]",
                "FLAGS amina INBOX [1, 2]", "FOLDER_CREATED amina Kazi", "FOLDER_CREATED amina Kazi/Mitihani", "COPIED amina Kazi/Mitihani [1]",
                "COPIED amina Kazi/Mitihani [2]", "EXPUNGED amina INBOX [2]", "EXPUNGED amina INBOX [1]", "FOLDER_RENAMED amina Shule before Kazi",
                "FOLDER_RENAMED amina Shule/Mitihani before Kazi/Mitihani", "FOLDER_CHANGED amina Shule", "FOLDER_DELETED amina Shule/Mitihani",
                "ACCOUNT_RENAMED mushi before amina@example.test", "ACCOUNT_REMOVED juma"), told);
    }

    @Test
    void an_event_says_the_folders_lasting_id_and_the_modseq_of_the_change() throws IOException {
        store.create(AMINA);
        List<Event> events = new ArrayList<>();
        store.listen(events::add);
        append(inbox());
        inbox().store(new long[] {1}, SEEN, OptionalLong.empty());
        assertEquals(List.of(inbox().mailboxId(), inbox().mailboxId()), events.stream().map(Event::mailboxId).toList());
        assertEquals(inbox().info(1).modseq(), events.get(1).modseq());
        assertTrue(events.get(0).modseq() < events.get(1).modseq());
    }

    @Test
    void what_other_programs_did_is_told_too() throws IOException {
        store.create(AMINA);
        long uid = append(inbox());
        inbox().counts();
        Path cur = inbox().path().resolve("cur");
        store.close();
        Files.writeString(cur.resolveSibling("new").resolve("1795323644.M1P1.host"), "Subject: y\n\nbody\n");
        try (var files = Files.list(cur)) {
            Path only = files.findFirst().orElseThrow();
            Files.move(only, only.resolveSibling(only.getFileName() + "F"));
        }
        told.clear();
        open();
        assertEquals(2, inbox().counts().messages());
        assertEquals(List.of("FLAGS amina INBOX [" + uid + "]", "DELIVERED amina INBOX [2]"), told);
    }

    @Test
    void a_listener_may_ask_and_change_the_folder_it_hears_of() throws IOException {
        store.create(AMINA);
        store.create(JUMA);
        told.clear();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        store.listen(event -> {
            Thread other = Thread.ofPlatform().start(() -> answer(event, wrong));   // would wait for ever for a lock that the teller holds
            try {
                other.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            answer(event, wrong);
        });
        deliver(AMINA, JUMA);
        Folder archive = store.open(JUMA).folder(SpecialUse.ARCHIVE);
        inbox().move(inbox().uids(), archive);
        store.open(AMINA).create(FolderName.of("Kazi"), Optional.empty());
        store.open(AMINA).rename(FolderName.of("Kazi"), FolderName.of("Shule"));
        store.rename(AMINA, Address.of("mushi@example.test"));
        assertNull(wrong.get());
        assertEquals("DELIVERED amina INBOX [1]", told.getFirst());
        assertTrue(told.contains("FLAGS amina INBOX [1]"), told.toString());
    }

    /** Takes every lock there is, for reading and for writing. */
    private void answer(Event event, AtomicReference<Throwable> wrong) {
        try {
            if (event.kind() == Kind.ACCOUNT_REMOVED) {
                return;
            }
            Mailbox mailbox = store.open(event.account());
            mailbox.folder(FolderName.INBOX).counts();
            mailbox.folder(SpecialUse.DRAFTS);
            store.create(event.account());
            if (event.kind().isArrival()) {
                mailbox.folder(event.folder()).store(event.uids(), SEEN, OptionalLong.empty());
            }
            if (event.kind() == Kind.FOLDER_CREATED && !event.folder().equals(FolderName.of("Fresh"))) {
                mailbox.writing(() -> null);
            }
        } catch (IOException | RuntimeException | Error failed) {
            wrong.set(failed);
        }
    }

    @Test
    void one_listener_that_fails_takes_nothing_from_the_others_or_from_the_change() throws IOException {
        store.listen(_ -> {
            throw new IllegalStateException("a mistake");
        });
        store.listen(_ -> {
            throw new StackOverflowError();
        });
        List<String> last = new ArrayList<>();
        store.listen(event -> last.add(text(event)));
        store.create(AMINA);
        assertEquals(1, append(inbox()));
        assertEquals(List.of("ACCOUNT_CREATED amina", "APPENDED amina INBOX [1]"), last);
        assertEquals(last, told);
    }

    @Test
    void events_of_a_folder_come_in_the_order_of_their_modseqs_whoever_makes_them() throws Exception {
        store.create(AMINA);
        Map<String, Long> highest = new ConcurrentHashMap<>();
        AtomicReference<String> wrong = new AtomicReference<>();
        store.listen(event -> {
            Long before = event.modseq() == 0 ? null : highest.put(event.mailboxId(), event.modseq());
            if (before != null && before >= event.modseq()) {
                wrong.set(event.kind() + " with " + event.modseq() + " after " + before);
            }
        });
        Folder inbox = inbox();
        Folder archive = store.open(AMINA).folder(SpecialUse.ARCHIVE);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 25; i++) {
                        long uid = append(inbox);
                        inbox.store(new long[] {uid}, SEEN, OptionalLong.empty());
                        inbox.move(new long[] {uid}, archive);
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(wrong.get());
        assertEquals(150, archive.counts().messages());
        assertEquals(150, told.stream().filter(event -> event.startsWith("COPIED")).count());
        assertEquals(150, told.stream().filter(event -> event.startsWith("EXPUNGED")).count());
    }

    @Test
    void a_follower_hears_what_came_changed_and_went_since_it_last_looked() throws IOException {
        store.create(AMINA);
        for (int i = 0; i < 4; i++) {
            append(inbox());
        }
        Folder.Position position = inbox().position();
        assertEquals(5, position.uidNext());
        inbox().store(new long[] {2, 3}, SEEN, OptionalLong.empty());
        append(inbox());
        append(inbox());
        inbox().store(new long[] {5}, SEEN, OptionalLong.empty());
        inbox().expunge(new long[] {3, 6});
        store.close();
        open();
        Folder.Since since = inbox().changesSince(position).orElseThrow();
        assertArrayEquals(new long[] {5}, since.added());
        assertArrayEquals(new long[] {2}, since.changed());
        assertArrayEquals(new long[] {3, 6}, since.vanished());
        assertEquals(inbox().position(), since.now());
        Folder.Since nothing = inbox().changesSince(since.now()).orElseThrow();
        assertEquals(0, nothing.added().length + nothing.changed().length + nothing.vanished().length);
    }

    @Test
    void a_folder_that_forgot_says_so() throws IOException {
        store.create(AMINA);
        append(inbox());
        Folder.Position position = inbox().position();
        append(inbox());
        inbox().expunge(new long[] {1});
        assertEquals(Optional.empty(), inbox().changesSince(new Folder.Position(position.uidValidity() + 1, position.uidNext(), position.modseq())));
        Path path = inbox().path();
        store.close();
        try (var files = Files.list(path)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("barua-(index|log.*)")).toList()) {
                Files.delete(file);
            }
        }
        open();
        assertEquals(Optional.empty(), inbox().changesSince(position));
        assertTrue(inbox().changesSince(inbox().position()).isPresent());
    }
}
