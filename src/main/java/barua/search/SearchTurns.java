package barua.search;

import barua.message.Address;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One account's searches do not slow another's: so many of an account run at once, the others wait for their turn. */
final class SearchTurns {

    private static final int AT_ONCE = 2;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    /** Guarded by lock; an account is there while one of its searches runs. */
    private final Map<Address, Integer> running = new HashMap<>();

    /** What is done when the turn has come. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** @throws IOException where the turn does not come in time */
    <T> T take(Address account, Work<T> work) throws IOException {
        begin(account);
        try {
            return work.run();
        } finally {
            end(account);
        }
    }

    private void begin(Address account) throws IOException {
        long left = PATIENCE_NS;
        lock.lock();
        try {
            while (running.getOrDefault(account, 0) >= AT_ONCE) {
                if (left <= 0) {
                    throw new IOException("too many searches of " + account + " at once");
                }
                left = free.awaitNanos(left);
            }
            running.merge(account, 1, Integer::sum);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the search was broken off", stop);
        } finally {
            lock.unlock();
        }
    }

    private void end(Address account) {
        lock.lock();
        try {
            running.computeIfPresent(account, (_, number) -> number > 1 ? number - 1 : null);
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
