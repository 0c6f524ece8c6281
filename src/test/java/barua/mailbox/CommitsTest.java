package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.FileLayer;
import barua.disk.RealFiles;
import barua.message.Address;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody waits for ever, whatever goes wrong. */
@Timeout(30)
class CommitsTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address JUMA = Address.of("juma@example.test");
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger reread = new AtomicInteger();
    private final Commits commits = new Commits(lock, reread::incrementAndGet);

    private Commits.Commit enter(long uid) {
        lock.lock();
        try {
            return commits.enter(uid, 1);
        } finally {
            lock.unlock();
        }
    }

    @Test
    void changes_are_shown_in_the_order_in_which_they_took_their_numbers() {
        List<Integer> shown = new ArrayList<>();
        Commits.Commit first = enter(1);
        Commits.Commit second = enter(2);
        Commits.Commit third = enter(3);
        commits.mark(third, () -> shown.add(3));
        commits.drop(second);
        assertEquals(List.of(), shown);
        commits.mark(first, () -> shown.add(1));
        commits.await(first);
        commits.await(third);
        assertEquals(List.of(1, 3), shown);
    }

    @Test
    void a_change_that_cannot_be_shown_makes_memory_follow_the_disk_and_holds_up_nobody() throws InterruptedException {
        List<Integer> shown = new ArrayList<>();
        Commits.Commit first = enter(1);
        Commits.Commit second = enter(2);
        Thread waiting = Thread.ofPlatform().start(() -> commits.await(second));
        commits.mark(second, () -> shown.add(2));
        commits.mark(first, () -> {
            throw new IllegalStateException("a mistake");
        });
        commits.await(first);
        waiting.join();
        assertEquals(List.of(2), shown);
        assertEquals(1, reread.get());
        assertTrue(commits.isEmpty());
    }

    /** Calls of the file layer that come to an unforeseen end, by their names, once each. */
    private final List<String> mistakes = new ArrayList<>();

    private MailStore store() throws IOException {
        RealFiles real = new RealFiles();
        FileLayer files = (FileLayer) Proxy.newProxyInstance(FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (_, method, arguments) -> {
            if (mistakes.remove(method.getName())) {
                throw new IllegalStateException("a mistake in " + method.getName());
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
        StoreOptions options = new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.fixed(THEN, ZoneOffset.UTC));
        MailStore store = MailStore.open(options, files, () -> 0, new Random(11), false);
        store.create(List.of(AMINA, JUMA));
        return store;
    }

    private static List<MailStore.Filed> deliver(MailStore store, Address... to) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            return store.deliver(staged, java.util.Arrays.stream(to).map(account -> new MailStore.Filing(account, FolderName.INBOX, Flags.NONE, THEN)).toList(),
                    "");
        }
    }

    private static Folder inbox(MailStore store) throws IOException {
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    @Test
    void an_unforeseen_exception_at_any_step_of_a_delivery_is_a_refusal_and_the_next_message_comes() throws IOException {
        try (MailStore store = store()) {
            int came = 0;
            for (String step : List.of("link", "forceDirectory", "create", "touch")) {
                mistakes.add(step);
                List<MailStore.Filed> filed = deliver(store, AMINA, JUMA);
                mistakes.clear();
                assertTrue(filed.stream().anyMatch(MailStore.Filed.Refused.class::isInstance), step);
                came += filed.getFirst() instanceof MailStore.Filed.Done ? 1 : 0;
                assertInstanceOf(MailStore.Filed.Done.class, deliver(store, AMINA).getFirst(), step);
                assertEquals(++came, inbox(store).counts().messages(), step);
            }
        }
    }

    @Test
    void an_unforeseen_exception_while_copying_moving_or_marking_leaves_the_folder_usable() throws IOException {
        try (MailStore store = store()) {
            deliver(store, AMINA);
            Folder archive = inbox(store).mailbox().folder(SpecialUse.ARCHIVE);
            mistakes.add("link");
            assertThrows(IllegalStateException.class, () -> inbox(store).copy(new long[] {1}, archive));
            assertArrayEquals(new long[] {2}, inbox(store).copy(new long[] {1}, archive).to());
            mistakes.add("rename");
            assertThrows(IllegalStateException.class, () -> inbox(store).move(new long[] {1}, archive));
            assertArrayEquals(new long[] {4}, inbox(store).move(new long[] {1}, archive).to());
            archive.store(new long[] {2, 4}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
            assertEquals(0, archive.counts().unseen());
            assertEquals(new Mailbox.Usage(40, 2, Long.MAX_VALUE), store.open(AMINA).usage());
        }
    }

    @Test
    void what_one_of_several_steps_throws_is_thrown_when_all_have_ended() throws IOException {
        try (MailStore store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()))) {
            AtomicInteger done = new AtomicInteger();
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> store.inParallel(List.of(0, 1, 2, 3), one -> {
                if (one == 2) {
                    throw new IllegalStateException("a mistake");
                }
                done.incrementAndGet();
            }));
            assertEquals("a mistake", thrown.getMessage());
            assertEquals(3, done.get());
        }
    }
}
