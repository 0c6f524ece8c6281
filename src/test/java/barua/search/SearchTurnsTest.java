package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import barua.message.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
}
