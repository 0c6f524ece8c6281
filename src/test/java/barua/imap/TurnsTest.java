package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long searches leave room for short ones. */
class TurnsTest {

    private static final long SLICE = 50_000_000;

    @TempDir
    private Path folder;

    @Test
    void who_waits_comes_first_when_a_slice_is_over_and_not_before() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        Turns turns = new Turns(1, clock::get);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Turns.Turn first = turns.begin();
        Thread other = Thread.ofPlatform().start(() -> {
            try (Turns.Turn second = turns.begin()) {
                order.add("other");
                second.pass();
            }
        });
        while (other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        clock.set(SLICE - 1);
        first.pass();
        order.add("within the slice");
        clock.set(SLICE);
        first.pass();
        order.add("behind the slice");
        first.close();
        other.join();
        assertEquals(List.of("within the slice", "other", "behind the slice"), order);
    }

    @Test
    void a_search_in_headers_is_answered_while_others_read_all_messages() throws Exception {
        Turns reading = new Turns(1, System::nanoTime);
        Turns outlining = new Turns(1, System::nanoTime);
        try (MailStore store = ImapScriptTest.store(this.folder, Long.MAX_VALUE); Turns.Turn heavy = reading.begin()) {
            Folder inbox = store.open(Address.of("neema@example.org")).folder(FolderName.INBOX);
            append(store, inbox);
            CountDownLatch waits = new CountDownLatch(1);
            Thread text = Thread.ofVirtual().start(() -> {
                waits.countDown();
                find(inbox, new SearchKey.Text("body"), reading, outlining);
            });
            waits.await();
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () ->
                    assertEquals(List.of(1), find(inbox, new SearchKey.Person("from", "juma"), reading, outlining)));
            assertTrue(text.isAlive(), "the other one waits for its turn");
            heavy.pass();
        }
    }

    private static List<Integer> find(Folder inbox, SearchKey key, Turns reading, Turns outlining) {
        try (Selected selected = new Selected(inbox.view(), true, false)) {
            List<Integer> found = new ArrayList<>();
            for (int sequence : new Matcher(selected, Instant.EPOCH, Narrowing.NONE, reading, outlining).find(key)) {
                found.add(sequence);
            }
            return found;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void append(MailStore store, Folder inbox) throws Exception {
        try (Staged staged = store.stage()) {
            byte[] bytes = "From: juma@example.org\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            inbox.append(staged, Flags.NONE, Instant.EPOCH);
        }
    }
}
