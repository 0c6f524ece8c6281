package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SearchTurnsTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address JUMA = Address.of("juma@mfano.example");

    @Test
    @Timeout(60)
    void ten_searches_of_one_account_take_turns_and_another_s_does_not_wait() throws Exception {
        SearchTurns turns = SearchTurns.of(2);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    turns.take(NEEMA, () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        first.countDown();
                        try {
                            go.await(30, TimeUnit.SECONDS);
                        } catch (InterruptedException stop) {
                            throw new IOException(stop);
                        }
                        now.decrementAndGet();
                        return done.incrementAndGet();
                    });
                } catch (IOException late) {
                    done.addAndGet(-100);
                }
            }));
        }
        first.await();
        assertEquals("juma", turns.take(JUMA, () -> "juma"));
        assertThrows(IOException.class, () -> turns.take(JUMA, () -> {
            throw new IOException("the turn ends all the same");
        }));
        assertEquals("juma", turns.take(JUMA, () -> turns.take(JUMA, () -> "juma")));
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(2, 10), List.of(most.get(), done.get()));
    }

    /** Somebody whose turn comes when he is called, and who takes as long as he is left. */
    private static final class Sought {

        final CountDownLatch began = new CountDownLatch(1);
        final CountDownLatch ends = new CountDownLatch(1);
        final Thread thread;

        Sought(SearchTurns turns, Address account) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    turns.take(account, () -> {
                        began.countDown();
                        try {
                            ends.await();
                        } catch (InterruptedException stop) {
                            throw new IOException(stop);
                        }
                        return null;
                    });
                } catch (IOException late) {
                    ends.countDown();
                }
            });
        }

        boolean runs() throws InterruptedException {
            return began.await(10, TimeUnit.SECONDS);
        }

        boolean waits() throws InterruptedException {
            return !began.await(100, TimeUnit.MILLISECONDS);
        }

        void end() throws InterruptedException {
            ends.countDown();
            thread.join();
        }
    }

    @Test
    @Timeout(60)
    void who_has_searched_much_waits_for_others_and_who_has_searched_little_for_nobody() throws Exception {
        AtomicLong now = new AtomicLong();
        SearchTurns turns = new SearchTurns(2, now::get);
        Address[] heavy = new Address[3];
        for (int i = 0; i < heavy.length; i++) {
            heavy[i] = Address.of("heavy" + i + "@mfano.example");
            Sought before = new Sought(turns, heavy[i]);
            assertTrue(before.runs());
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2_000 * (3 - i)));   // the first has used most
            before.end();
        }
        Sought one = new Sought(turns, heavy[1]);
        assertTrue(one.runs());
        Sought other = new Sought(turns, heavy[2]);
        assertTrue(other.runs());
        Sought most = new Sought(turns, heavy[0]);
        assertTrue(most.waits(), "both seats are taken");
        Sought again = new Sought(turns, heavy[2]);
        assertTrue(again.waits());
        Sought light = new Sought(turns, NEEMA);
        assertTrue(light.runs(), "there is a seat for who has searched little");
        light.end();
        one.end();
        assertTrue(again.runs(), "who has used less comes first, though he came later");
        assertTrue(most.waits());
        other.end();
        assertTrue(most.runs());
        most.end();
        again.end();
    }

    @Test
    @Timeout(60)
    void what_somebody_used_is_forgotten_with_time() throws Exception {
        AtomicLong now = new AtomicLong();
        SearchTurns turns = new SearchTurns(2, now::get);
        Sought before = new Sought(turns, JUMA);
        assertTrue(before.runs());
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        before.end();
        Sought one = new Sought(turns, NEEMA);
        Sought two = new Sought(turns, NEEMA);
        assertTrue(one.runs() && two.runs());
        Sought heavy = new Sought(turns, JUMA);
        assertTrue(heavy.waits());
        now.addAndGet(TimeUnit.SECONDS.toNanos(31));   // two seconds are less than one then
        Sought light = new Sought(turns, Address.of("grace@mfano.example"));
        assertTrue(light.runs());
        assertTrue(heavy.runs());
        for (Sought each : List.of(one, two, heavy, light)) {
            each.end();
        }
    }
}
