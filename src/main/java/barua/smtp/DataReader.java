package barua.smtp;

import barua.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * Reads a message off the connection into an {@link IncomingMessage}. What is too big is read to its end within bounds, so that
 * the peer hears 552 and does not send it again; a peer that trickles is told 421.
 */
final class DataReader {

    private static final int BUFFER = 16 * 1024;
    private static final long DRAIN = 64L << 20;                   // so much more than the limit is read and thrown away
    private static final long GRACE = 600_000_000_000L;            // ten minutes, in nanoseconds
    private static final long NANOS_PER_BYTE = 1_000_000_000L / 512;   // beyond them at least 512 octets a second

    private final Connection connection;
    private final long sizeLimit;
    private final LongSupplier nanos;
    private final long start;
    private final byte[] buffer = new byte[BUFFER];

    DataReader(Connection connection, long sizeLimit, LongSupplier nanos) {
        this.connection = connection;
        this.sizeLimit = sizeLimit;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** How a message from DATA ended. */
    enum End {
        /** At its final dot. */ WHOLE,
        /** It was so big that its end was not awaited. */ FAR_TOO_BIG,
        /** At a dot that others may take for text: what follows is command or message, nobody knows. */ DOUBTFUL
    }

    /** After 354, to the final dot. */
    End data(IncomingMessage message) throws IOException {
        DotDecoder decoder = new DotDecoder(message, message.lineEnds());
        long taken = 0;
        while (!decoder.atEnd()) {
            int n = read(connection.read(buffer, 0, BUFFER));
            int used = decoder.decode(buffer, 0, n);
            if (used < n) {
                connection.unread(buffer, used, n - used);   // pipelined commands
            }
            taken += n;
            if (taken > sizeLimit + DRAIN) {
                return End.FAR_TOO_BIG;
            }
            hurry(taken);
        }
        return decoder.isDoubtful() ? End.DOUBTFUL : End.WHOLE;
    }

    /** One chunk (RFC 3030 §2). False where it is so big that it was not read. */
    boolean chunk(long size, IncomingMessage message) throws IOException {
        if (size > sizeLimit + DRAIN - message.size()) {
            return false;
        }
        return counted(size, message);
    }

    /** Throws a refused chunk away. False where it is so big that it was not read. */
    boolean skip(long size) throws IOException {
        return size <= sizeLimit + DRAIN && counted(size, (_, _, _) -> { });
    }

    private boolean counted(long size, DotDecoder.Drain drain) throws IOException {
        InputStream in = connection.counted(size);
        long left = size;
        while (left > 0) {
            int n = read(in.read(buffer, 0, (int) Math.min(BUFFER, left)));
            drain.take(buffer, 0, n);
            left -= n;
            hurry(size - left);
        }
        return true;
    }

    private static int read(int n) throws EOFException {
        if (n < 0) {
            throw new EOFException("the peer hung up within a message");
        }
        return n;
    }

    private void hurry(long taken) throws SocketTimeoutException {
        if (nanos.getAsLong() - start > GRACE + taken * NANOS_PER_BYTE) {
            throw new SocketTimeoutException("the message only trickles");
        }
    }
}
