package barua.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A TCP socket in non-blocking mode; its one session thread parks until {@link Poller} or a signal wakes it. */
final class PlainWire implements Wire {

    /** What may end a wait early; each wait says which of them it heeds. A closed connection ends every wait. */
    enum Heed { NOTHING, STOP, STOP_AND_INTERRUPT }

    private static final int PIECE = 16 * 1024;   // the JDK keeps a direct buffer as large as the largest write, for each carrier thread

    private final SocketChannel channel;
    private final SelectionKey key;
    private final long stall;

    private volatile Thread waiter;
    private volatile boolean ready;
    private volatile boolean interrupted;
    private volatile boolean stopping;
    private volatile boolean closed;

    PlainWire(SocketChannel channel, Duration stall) throws IOException {
        this.channel = channel;
        this.stall = stall.toNanos();
        channel.configureBlocking(false);
        key = Poller.shared().register(channel, this);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public boolean holdsInput() {
        return false;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        int end = from.limit();
        while (from.position() < end) {
            from.limit(Math.min(end, from.position() + PIECE));
            if (channel.write(from) == 0) {
                awaitRoom();
            }
        }
    }

    private void awaitRoom() throws IOException {
        try {
            await(SelectionKey.OP_WRITE, System.nanoTime() + stall, Heed.NOTHING);
        } catch (SocketTimeoutException stalled) {
            close();
            throw new SocketException("the peer took nothing for " + Duration.ofNanos(stall));
        }
    }

    /**
     * Waits until something may be read.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return false where an interrupt ended the wait
     * @throws SocketTimeoutException after the deadline
     */
    boolean awaitReadable(long deadline, Heed heed) throws IOException {
        return await(SelectionKey.OP_READ, deadline, heed);
    }

    private boolean await(int readiness, long deadline, Heed heed) throws IOException {
        ready = false;
        waiter = Thread.currentThread();
        try {
            Poller.shared().ask(key, readiness);
            while (!ready) {
                if (closed) {
                    throw new SocketException("closed");
                }
                if (stopping && heed != Heed.NOTHING) {
                    throw new StoppingException("the server stops");
                }
                if (interrupted && heed == Heed.STOP_AND_INTERRUPT) {
                    return false;
                }
                park(deadline);
            }
            return true;
        } catch (CancelledKeyException gone) {
            throw new SocketException("closed");
        } finally {
            waiter = null;
        }
    }

    private void park(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("nothing happened in time");
        }
        if (Thread.currentThread().isInterrupted()) {   // parking would return at once, for ever
            throw new InterruptedIOException();
        }
        LockSupport.parkNanos(this, left);
    }

    void ready() {
        ready = true;
        LockSupport.unpark(waiter);
    }

    void interrupt() {
        interrupted = true;
        LockSupport.unpark(waiter);
    }

    /** Whether it was interrupted; asking forgets it. */
    boolean wasInterrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    void stop() {
        stopping = true;
        LockSupport.unpark(waiter);
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isClosed() {
        return closed;
    }

    SocketChannel channel() {
        return channel;
    }

    /** One attempt, for a last word: what does not fit into the socket's buffer is lost. */
    void offer(ByteBuffer last) {
        try {
            channel.write(last);
        } catch (IOException gone) {
            // It would not have been read.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException ignored) {
            // There is nothing left to do with it.
        }
        LockSupport.unpark(waiter);
        Poller.shared().forget();
    }
}
