package barua.net;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * One connection: buffered reading of CRLF lines and counted bytes, buffered writing, TLS at any time. Used by one session
 * thread; {@link #interrupt()} and {@link #close()} may come from any. Buffers are given back while it waits for a line, and
 * what was written is handed over before any wait, so replies to pipelined commands travel together.
 */
public final class Connection implements Closeable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final int LEAST_PROGRESS = 1024;   // bytes of a message or literal within each read time-out

    private final PlainWire plain;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final Input input = new Input();
    private final Output output = new Output();
    private Wire wire;
    private Optional<TlsWire> tls = Optional.empty();
    private boolean asClient;
    private long idle;           // nanoseconds
    private Counted counted = new Counted(0);
    private long bulkSince;      // since when the last LEAST_PROGRESS bytes of a message or literal are awaited
    private int bulk = LEAST_PROGRESS;   // how many of them came; LEAST_PROGRESS where none are awaited
    private boolean cut;         // a line without end was cut off: there is no next one

    Connection(SocketChannel channel, ConnectionLimits limits) throws IOException {
        remote = (InetSocketAddress) channel.getRemoteAddress();
        local = (InetSocketAddress) channel.getLocalAddress();
        channel.socket().setTcpNoDelay(true);
        channel.socket().setKeepAlive(true);
        plain = new PlainWire(channel, limits.stall());
        wire = plain;
        idle = limits.idle().toNanos();
    }

    /** For clients: connects, waiting so long at most. @throws IOException where nobody answers */
    public static Connection connect(InetSocketAddress to, Duration wait, ConnectionLimits limits) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(to, Math.toIntExact(wait.toMillis()));
            return new Connection(channel, limits);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * For clients and for tests: a connection over a socket that is already connected.
     *
     * @param socket made by {@code SocketChannel.open().socket()}: one without a channel cannot be waited for; see {@link #connect}
     */
    public static Connection over(Socket socket, ConnectionLimits limits) throws IOException {
        SocketChannel channel = socket.getChannel();
        if (channel == null) {
            throw new IllegalArgumentException("a socket without a channel: use Connection.connect or SocketChannel.open().socket()");
        }
        return new Connection(channel, limits);
    }

    public InetSocketAddress remote() {
        return remote;
    }

    public InetSocketAddress local() {
        return local;
    }

    public boolean isSecure() {
        return tls.isPresent();
    }

    /** Such as {@code TLSv1.3 with TLS_AES_256_GCM_SHA384}; empty where it is plain. */
    public Optional<String> cipher() {
        return tls.map(secure -> secure.session().getProtocol() + " with " + secure.session().getCipherSuite());
    }

    /** Channel binding for SCRAM-SHA-256-PLUS, tls-server-end-point (RFC 5929); empty where it is plain. */
    public Optional<byte[]> serverEndPoint() {
        return tls.flatMap(secure -> Binding.serverEndPoint(secure.session(), asClient));
    }

    /**
     * A line without its CRLF, as bytes. A bare LF or CR in it is an error: SMTP smuggling lives there. The whole line must be
     * here within the read time-out, so that a byte now and then does not hold the connection.
     *
     * @param limit longest line in bytes, CRLF included
     * @throws EOFException           when the peer hung up
     * @throws SocketTimeoutException when the peer is idle for too long
     * @throws LineTooLongException   after the rest of the line was skipped, at most {@code 8 * limit} bytes of it; the session may go on,
     *                                but where the line had no end by then, nothing behind it is believed: the next read says that the peer hung up
     * @throws BareLineEndException   after the line was skipped to its CRLF
     * @throws StoppingException      when the server is about to stop: say good-bye and return
     */
    public byte[] readLine(int limit) throws IOException {
        counted.finish();
        bulk = LEAST_PROGRESS;
        LineGatherer line = new LineGatherer(limit);
        long deadline = System.nanoTime() + idle;
        while (!line.isOver() && !line.isHopeless()) {
            if (!fill(deadline, PlainWire.Heed.STOP)) {
                throw new EOFException("the peer hung up");
            }
            input.skip(line.take(input.array(), input.start(), input.end()));
        }
        cut |= line.isHopeless();
        return line.result();
    }

    public String readText(int limit) throws IOException {
        return new String(readLine(limit), StandardCharsets.UTF_8);
    }

    /**
     * Exactly so many bytes follow (a literal, a BDAT chunk); the stream ends after them. What the caller leaves of it is passed
     * over before anything else is read. A peer that hangs up before is an {@link EOFException}.
     */
    public InputStream counted(long length) {
        counted = new Counted(length);
        return counted;
    }

    /**
     * Some bytes, as {@link InputStream#read(byte[], int, int)}: for DATA, which looks for its end itself. Returns -1 at the end.
     * A peer that sends less than a kilobyte within the read time-out, here or in {@link #counted}, is idle: a byte now and then does not count.
     */
    public int read(byte[] into, int offset, int length) throws IOException {
        counted.finish();
        return some(into, offset, length);
    }

    private int some(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (bulk >= LEAST_PROGRESS) {
            bulk = 0;
            bulkSince = System.nanoTime();
        }
        if (!fill(bulkSince + idle, PlainWire.Heed.NOTHING)) {
            return -1;
        }
        int n = Math.min(length, input.size());
        bulk += n;
        System.arraycopy(input.array(), input.start(), into, offset, n);
        input.skip(n);
        return n;
    }

    /** Gives back bytes read too far; they are read again next. */
    public void unread(byte[] bytes, int offset, int length) {
        input.unread(bytes, offset, length);
    }

    /** Bytes that have arrived and wait here: more than none means that the peer is pipelining. */
    public int buffered() {
        return input.size();
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        output.write(wire, bytes, offset, length);
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** UTF-8; the caller says CRLF. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hands over what was written. Reading does so too before it waits. */
    public void flush() throws IOException {
        output.flush(wire);
    }

    /** As the server: hands over what is buffered for writing, drops what the peer sent before the handshake (RFC 3207 §4.2), and shakes hands. */
    public void startTls(Tls tls) throws IOException {
        flush();
        input.clear();
        secure(tls.engine());
    }

    /**
     * As the client. With {@code verify} the certificate must be valid for that host; otherwise any is taken (opportunistic).
     */
    public void startTlsTo(String host, boolean verify) throws IOException {
        startTlsTo(host, verify, ClientTls.context(verify));
    }

    void startTlsTo(String host, boolean verify, SSLContext context) throws IOException {
        flush();
        input.clear();
        asClient = true;
        secure(ClientTls.engine(context, host, verify));
    }

    private void secure(SSLEngine engine) throws IOException {
        TlsWire secure = new TlsWire(plain, engine);
        secure.handshake(System.nanoTime() + Math.min(HANDSHAKE.toNanos(), idle));
        tls = Optional.of(secure);
        wire = secure;
    }

    /** From now on a read waits so long; for IDLE and for after the greeting. */
    public void readTimeout(Duration wait) throws IOException {
        idle = wait.toNanos();
    }

    /**
     * Waits until bytes have arrived, {@link #interrupt()} was called, or the wait is over; for IDLE. Holds no buffer meanwhile.
     *
     * @return whether bytes have arrived (or the peer hung up: the next read says so)
     * @throws StoppingException when the server is about to stop
     */
    public boolean awaitInput(Duration wait) throws IOException {
        try {
            counted.finish();
            fill(System.nanoTime() + wait.toNanos(), PlainWire.Heed.STOP_AND_INTERRUPT);
            return !plain.wasInterrupted() || input.size() > 0;
        } catch (SocketTimeoutException over) {
            return false;
        }
    }

    /** Ends a running or the next {@link #awaitInput} at once; from any thread, cheap, never blocks. */
    public void interrupt() {
        plain.interrupt();
    }

    /** Tells the session to end: its next wait for a line throws {@link StoppingException}. */
    void stop() {
        plain.stop();
    }

    @Override
    public void close() {
        wire.close();
    }

    /** Sees to it that at least one byte is there; false where there will be none: at the end, or after an interrupt that counts. */
    private boolean fill(long deadline, PlainWire.Heed heed) throws IOException {
        while (input.size() == 0) {
            int n = cut ? -1 : input.fill(wire);
            if (n < 0) {
                return false;
            }
            if (n == 0) {
                flush();
                if (!plain.awaitReadable(deadline, heed)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The bytes of one literal or chunk. */
    private final class Counted extends InputStream {

        private long left;

        Counted(long length) {
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = some(into, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw new EOFException("the peer hung up with " + left + " bytes to come");
            }
            left -= n;
            return n;
        }

        void finish() throws IOException {
            if (left > 0) {
                skipNBytes(left);
            }
        }
    }
}
