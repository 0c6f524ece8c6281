package barua.mailbox;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces one file or directory for many threads at once: who comes while a force runs shares the next one, because a force
 * serves only what was written before it began.
 */
final class SharedForce {

    @FunctionalInterface
    interface Force {
        void run() throws IOException;
    }

    private final Force force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // Guarded by lock. A request is a number; a force answers all requests up to the last one before it began.
    private long asked;
    private long answered;
    private boolean running;
    private long failedFrom;
    private long failedTo;
    private IOException failure;

    SharedForce(Force force) {
        this.force = force;
    }

    /** What was written before the call is durable when it returns. */
    void force() throws IOException {
        lock.lock();
        try {
            long mine = ++asked;
            while (answered < mine) {
                if (running) {
                    ended.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
            if (failure != null && mine >= failedFrom && mine <= failedTo) {
                throw new IOException("not forced: " + failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        running = true;
        long from = answered + 1;
        long to = asked;
        IOException why = null;
        lock.unlock();
        try {
            force.run();
        } catch (IOException failed) {
            why = failed;
        } catch (RuntimeException | Error failed) {
            why = new IOException(failed);
        } finally {
            lock.lock();
            running = false;
            answered = to;
            if (why != null) {
                failure = why;
                failedFrom = from;
                failedTo = to;
            }
            ended.signalAll();
        }
    }
}
