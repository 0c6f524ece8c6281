package barua.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.ForgetfulDisk;
import barua.message.Address;
import barua.message.Content;
import barua.message.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is left after the power goes at each call to the disk, with any part of what was not forced. */
final class QueueCrashTest {

    private static final int SEEDS = 6;
    private static final String[] RECIPIENTS = {"yes@one.example", "later@one.example", "no@two.example"};

    /** What a test knows for sure when the power goes. */
    private static final class Known {
        final Set<String> acknowledged = new HashSet<>();
        final Set<String> removed = new HashSet<>();
    }

    private static void work(Rig rig, Known known) throws IOException {
        rig.answers.put("later@one.example", Status.passing(7, 1, "greylisted"));
        rig.answers.put("no@two.example", Status.lasting(1, 1, "no such user"));
        for (int i = 0; i < 4; i++) {
            String id = "q" + i;
            rig.add(id, i == 3 ? Duration.ofHours(1) : Duration.ZERO, RECIPIENTS);
            known.acknowledged.add(id);
            if (i == 1) {
                rig.run();
            }
        }
        rig.pass(Duration.ofMinutes(3));
        if (rig.queue.remove("q3")) {
            known.removed.add("q3");
        }
        rig.answers.remove("later@one.example");
        rig.pass(Duration.ofMinutes(10));
    }

    private static void check(Rig before, Known known, ForgetfulDisk after, String at) throws IOException {
        Rig rig = new Rig(before.time, after);
        for (String id : known.acknowledged) {
            if (known.removed.contains(id)) {
                assertTrue(rig.queue.item(id).isEmpty(), at + ": " + id + " was removed and is back");
                continue;
            }
            for (String recipient : RECIPIENTS) {
                boolean waits = rig.queue.item(id).stream().flatMap(item -> item.waiting().stream())
                        .anyMatch(each -> each.recipient().equals(Address.of(recipient)));
                boolean served = before.served.contains(id + " " + recipient);
                boolean told = before.bounces.stream().anyMatch(bounce -> bounce.text().contains(id) && bounce.text().contains(recipient));
                assertTrue(waits || served || told || removing(known, id), at + ": " + recipient + " of " + id + " is lost");
            }
            if (rig.queue.item(id).isPresent()) {
                assertEquals(new String(Rig.LETTER), new String(rig.queue.content(id).orElseThrow().bytes(0, 1000)), at);
            }
        }
        // Whatever was not acknowledged is whole or not there, and the queue works on.
        rig.answers.clear();
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of(), rig.queue.items(), at);
    }

    // The power went while it was being removed: it may be there or not.
    private static boolean removing(Known known, String id) {
        return id.equals("q3") && !known.removed.contains(id);
    }

    @Test
    void after_a_power_cut_at_any_moment_every_acknowledged_recipient_waits_or_was_served() throws IOException {
        int calls = callsOfAll();
        assertTrue(calls > 60, "the work is too small to say anything");
        for (int call = 1; call <= calls; call++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                ForgetfulDisk disk = Rig.disk(new Random(seed * 1_000L + call));
                disk.crashAfter(call);
                String at = "call " + call + ", seed " + seed;
                Known known = new Known();
                Rig rig = rig(disk, known);
                disk.restart();
                check(rig, known, disk, at);
            }
        }
    }

    private static int callsOfAll() throws IOException {
        ForgetfulDisk disk = Rig.disk(new Random(1));
        long before = disk.calls();
        work(new Rig(new FakeTime(), disk), new Known());
        return (int) (disk.calls() - before);
    }

    private static Rig rig(ForgetfulDisk disk, Known known) throws IOException {
        Rig rig = null;
        FakeTime time = new FakeTime();
        try {
            rig = new Rig(time, disk);
            work(rig, known);
        } catch (ForgetfulDisk.Crash cut) {
            // Whatever was not forced by now is up to the dice.
        }
        return rig == null ? new Rig(time, Rig.disk(new Random(1))) : rig;
    }

    @Test
    void what_cannot_be_added_leaves_nothing() throws IOException {
        Rig whole = new Rig();
        long before = whole.disk.calls();
        whole.add("q1", RECIPIENTS);
        long calls = whole.disk.calls() - before;
        for (int call = 1; call <= calls; call++) {
            Rig rig = new Rig();
            rig.disk.failAfter(call);
            assertThrows(IOException.class, () -> rig.add("q1", RECIPIENTS));
            assertEquals(List.of(), rig.names());
            assertEquals(List.of(), rig.queue.items());
            rig.add("q1", RECIPIENTS);
            assertEquals(List.of("q1.env", "q1.mail"), rig.names());
        }
    }

    @Test
    void content_that_cannot_be_read_leaves_nothing() throws IOException {
        Rig rig = new Rig();
        Content broken = Content.of(java.nio.file.Path.of("/nowhere"));
        assertThrows(IOException.class, () -> rig.queue.add(Rig.FROM, List.of(Address.of("b@one.example")), broken, "q1", Duration.ZERO));
        assertEquals(List.of(), rig.names());
    }

    @Test
    void a_disk_that_refuses_any_one_call_loses_nothing() throws IOException {
        Rig whole = new Rig();
        long before = whole.disk.calls();
        work(whole, new Known());
        long calls = whole.disk.calls() - before;
        for (int call = 1; call <= calls; call++) {
            Rig rig = new Rig();
            rig.disk.failAfter(call);
            Known known = new Known();
            try {
                work(rig, known);
            } catch (IOException refused) {
                // That one was not acknowledged.
            }
            rig.answers.clear();
            rig.pass(Duration.ofHours(2));
            assertEquals(List.of(), rig.queue.items(), "call " + call);
            Set<String> left = rig.names().stream().filter(name -> !name.endsWith(".done")).collect(Collectors.toSet());
            left.removeIf(name -> name.endsWith(".mail"));    // its deletion may be the call that was refused; the next start does it
            assertEquals(Set.of(), left, "call " + call);
            rig.disk.restart();
            check(rig, known, rig.disk, "call " + call);
        }
    }

    @Test
    void a_damaged_envelope_is_set_aside_and_the_rest_works_on() throws IOException {
        Rig rig = new Rig();
        rig.add("q1", "b@one.example");
        rig.add("q2", "b@one.example");
        rig.overwrite("q1.env", "barua-queue\t1\nid\tq1\n".getBytes());
        rig.open();
        assertEquals(List.of("q1.broken", "q1.broken-mail", "q2.env", "q2.mail"), rig.names());
        assertEquals(List.of("q2"), rig.queue.items().stream().map(Queue.Item::queueId).toList());
    }
}
