package barua.imap;

import barua.net.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the client without holding buffers, for so long and not longer (RFC 9051 §5.4); also wakes when somebody ends the session. */
final class Waiting {

    private final Connection connection;
    private final ImapWriter out;
    private final BooleanSupplier ended;

    Waiting(Connection connection, ImapWriter out, BooleanSupplier ended) {
        this.connection = connection;
        this.out = out;
        this.ended = ended;
    }

    /** @throws HopelessException when the time is over, or the session has been ended from outside */
    void forInput(Duration longest) throws IOException {
        until(longest, () -> { });
    }

    /** What is to be done at every wake-up that brings no input. */
    interface Task {
        void run() throws IOException;
    }

    void until(Duration longest, Task onWake) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean input;
        do {
            onWake.run();
            out.handOver();
            out.rest();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new HopelessException("you have been silent for too long");
            }
            input = await(Duration.ofNanos(left));
            if (ended.getAsBoolean()) {
                throw new HopelessException("your account has changed: log in again");
            }
        } while (!input);
    }

    private boolean await(Duration longest) throws IOException {
        try {
            return connection.awaitInput(longest);
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
    }
}
