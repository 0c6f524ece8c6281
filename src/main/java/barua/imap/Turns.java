package barua.imap;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Searches that open messages hold the processors, so that only some may at once. Each works for a slice of time and then lets in who
 * waits longest: of many, each goes on as if it shared the processors with the others, and a short one is not kept waiting by long ones.
 */
final class Turns {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Semaphore seats;
    private final LongSupplier nanos;

    Turns(int atOnce, LongSupplier nanos) {
        this.seats = new Semaphore(atOnce, true);
        this.nanos = nanos;
    }

    static Turns of(int atOnce) {
        return new Turns(Math.max(2, atOnce), System::nanoTime);
    }

    /** Waits for a seat; whoever has it gives it back by closing. */
    Turn begin() {
        seats.acquireUninterruptibly();
        return new Turn();
    }

    final class Turn implements AutoCloseable {

        private long since = nanos.getAsLong();

        private Turn() {
        }

        /** Between two messages: if the slice is over and somebody waits, he comes first. */
        void pass() {
            long now = nanos.getAsLong();
            if (now - since < SLICE_NANOS) {
                return;
            }
            if (seats.hasQueuedThreads()) {
                seats.release();
                seats.acquireUninterruptibly();   // fair: behind all who wait now
                now = nanos.getAsLong();
            }
            since = now;
        }

        @Override
        public void close() {
            seats.release();
        }
    }
}
