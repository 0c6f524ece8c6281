package barua.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedForceTest {

    private static final int THREADS = 12;
    private static final int WRITES = 4_000;

    @Test
    void whoever_is_told_that_it_is_forced_was_served_by_a_force_that_began_later_and_succeeded() throws Exception {
        AtomicLong written = new AtomicLong();
        AtomicLong durable = new AtomicLong();
        AtomicInteger round = new AtomicInteger();
        SharedForce shared = new SharedForce(() -> {
            long before = written.get();
            if (round.incrementAndGet() % 8 != 0) {   // mostly two failing ones behind each other
                throw new IOException("Input/output error");
            }
            durable.set(before);
        });
        AtomicReference<String> wrong = new AtomicReference<>();
        AtomicInteger served = new AtomicInteger();
        inThreads(() -> {
            for (int i = 0; i < WRITES; i++) {
                long mine = written.incrementAndGet();
                try {
                    shared.force();
                    served.incrementAndGet();
                    if (durable.get() < mine) {
                        wrong.set("told that " + mine + " is durable, but only " + durable.get() + " is");
                    }
                } catch (IOException failed) {
                    // That is an honest answer.
                }
            }
        });
        assertNull(wrong.get());
        assertTrue(served.get() > 0);
    }

    @Test
    void where_every_force_fails_nobody_is_told_otherwise() throws Exception {
        SharedForce shared = new SharedForce(() -> {
            throw new IOException("Input/output error");
        });
        AtomicInteger told = new AtomicInteger();
        inThreads(() -> {
            for (int i = 0; i < WRITES; i++) {
                try {
                    shared.force();
                    told.incrementAndGet();
                } catch (IOException failed) {
                    // As it should be.
                }
            }
        });
        assertEquals(0, told.get());
    }

    @Test
    void an_unforeseen_exception_fails_those_who_waited_for_it_and_nobody_else() throws Exception {
        AtomicInteger round = new AtomicInteger();
        SharedForce shared = new SharedForce(() -> {
            if (round.incrementAndGet() == 1) {
                throw new IllegalStateException("a mistake");
            }
        });
        assertThrows(IOException.class, shared::force);
        shared.force();
    }

    private static void inThreads(Runnable work) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(THREADS);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                work.run();
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
    }
}
