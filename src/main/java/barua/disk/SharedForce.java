package barua.disk;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces one file or directory for many threads at once: who comes while a force runs shares the next one, because a force
 * serves only what was written before it began.
 */
public final class SharedForce {

    @FunctionalInterface
    public interface Force {
        void run() throws IOException;
    }

    /** One force and all who wait for it: it has an outcome of its own, whatever later ones come to. */
    private static final class Round {
        // Guarded by lock.
        private boolean ended;
        private IOException failure;
    }

    private final Force force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roundEnded = lock.newCondition();
    // Guarded by lock.
    private Round next = new Round();   // of those who came since the last force began
    private boolean running;

    public SharedForce(Force force) {
        this.force = force;
    }

    /** What was written before the call is durable when it returns. */
    public void force() throws IOException {
        lock.lock();
        try {
            Round mine = next;
            while (!mine.ended) {
                if (running) {
                    roundEnded.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
            if (mine.failure != null) {
                throw new IOException("not forced: " + mine.failure.getMessage(), mine.failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, which is not held over the force. */
    private void lead() {
        Round round = next;
        next = new Round();
        running = true;
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
            round.failure = why;
            round.ended = true;
            roundEnded.signalAll();
        }
    }
}
