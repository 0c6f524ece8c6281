package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.ForgetfulDisk;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules remember: on a disk that forgets what was not forced. */
class MemoryTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address MWANA = Address.of("mwana@example.test");
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = THEN.plusSeconds(3_600);

    private final Random random = new Random(7);
    private final ForgetfulDisk disk = new ForgetfulDisk(random);
    private MailStore store;

    @BeforeEach
    void begin() throws IOException {
        disk.mkdir(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        open();
        store.create(AMINA);
    }

    private void open() throws IOException {
        Clock clock = Clock.fixed(THEN, ZoneOffset.UTC);
        store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, clock), disk, () -> 0, random, false);
    }

    private Memory memory() throws IOException {
        return store.open(AMINA).memory();
    }

    @Test
    void what_was_claimed_is_known_to_others_until_its_time_and_after_a_crash() throws IOException {
        assertFalse(memory().holds("absence a@b", "q2", THEN));
        assertTrue(memory().claim("absence a@b", "q1", LATER));
        assertFalse(memory().claim("absence a@b", "q2", LATER));
        assertTrue(memory().claim("absence a@b", "q1", LATER), "the same letter again");
        disk.restart();
        open();
        assertTrue(memory().holds("absence a@b", "q2", THEN));
        assertFalse(memory().holds("absence a@b", "q1", THEN));
        assertFalse(memory().holds("absence a@b", "q2", LATER));
        assertFalse(memory().holds("absence x@b", "q2", THEN));
        memory().keep("absence a@b", "q3", LATER.plusSeconds(5));
        assertTrue(memory().holds("absence a@b", "q1", LATER));
    }

    @Test
    void a_crash_at_any_call_forgets_nothing_that_was_noted() throws IOException {
        for (int n = 1; n < 40; n++) {
            String key = "crash " + n;
            boolean noted = false;
            memory();
            disk.crashAfter(n % 9 + 1);
            try {
                noted = memory().claim(key, "q", LATER);
            } catch (ForgetfulDisk.Crash | IOException cut) {
                assertTrue(disk.crashed(), cut::toString);
            }
            disk.restart();
            disk.crashAfter(Integer.MAX_VALUE);
            open();
            assertTrue(!noted || memory().holds(key, "", THEN), key);
        }
    }

    @Test
    void it_moves_along_with_the_account_and_goes_with_it() throws IOException {
        Memory memory = memory();
        memory.claim("one", "q1", LATER);
        store.rename(AMINA, MWANA);
        assertTrue(store.open(MWANA).memory().holds("one", "q2", THEN));
        assertTrue(memory.claim("two", "q1", LATER));
        disk.restart();
        open();
        assertTrue(store.open(MWANA).memory().holds("two", "q2", THEN));
        Memory going = store.open(MWANA).memory();
        store.remove(MWANA);
        assertEquals(MailboxException.Reason.NONEXISTENT, assertThrows(MailboxException.class, () -> going.claim("three", "q1", LATER)).reason());
    }

    @Test
    void of_too_many_the_oldest_are_forgotten_and_the_file_stays_small() throws IOException {
        for (int i = 0; i < 5_200; i++) {
            memory().claim("key " + i, "q", LATER);
        }
        assertFalse(memory().holds("key 199", "", THEN));
        assertTrue(memory().holds("key 200", "", THEN));
        open();
        assertFalse(memory().holds("key 199", "", THEN));
        assertTrue(memory().holds("key 5199", "", THEN));
        assertTrue(disk.stat(Path.of("/data/mail/example.test/amina/barua-memory")).orElseThrow().size() < 1_000_000);
    }

    @Test
    void a_disk_that_fails_notes_nothing_and_says_so() throws IOException {
        memory().claim("one", "q1", LATER);
        disk.failAfter(1);
        assertThrows(MailboxException.class, () -> memory().claim("two", "q1", LATER));
        assertFalse(memory().holds("two", "q2", THEN));
        assertTrue(memory().claim("two", "q2", LATER));
        assertEquals(List.of(true, true), List.of(memory().holds("one", "", THEN), memory().holds("two", "", THEN)));
    }
}
