package barua.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection: buffered reading of CRLF lines and counted bytes, buffered writing, TLS at any time. Used by one session
 * thread; {@link #interrupt()} and {@link #close()} may come from any. Buffers are given back while it waits for a line.
 */
public final class Connection implements Closeable {

    /** For clients and for tests: a connection over a socket that is already connected. */
    public static Connection over(Socket socket, Limits limits) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public InetSocketAddress remote() {
        throw new UnsupportedOperationException("contract");
    }

    public InetSocketAddress local() {
        throw new UnsupportedOperationException("contract");
    }

    public boolean isSecure() {
        throw new UnsupportedOperationException("contract");
    }

    /** Such as {@code TLSv1.3 with TLS_AES_256_GCM_SHA384}; empty where it is plain. */
    public Optional<String> cipher() {
        throw new UnsupportedOperationException("contract");
    }

    /** Channel binding for SCRAM-SHA-256-PLUS, tls-server-end-point (RFC 5929); empty where it is plain. */
    public Optional<byte[]> serverEndPoint() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * A line without its CRLF, as bytes. A bare LF or CR in it is an error: SMTP smuggling lives there.
     *
     * @param limit longest line in bytes, CRLF included
     * @throws java.io.EOFException            when the peer hung up
     * @throws java.net.SocketTimeoutException when the peer is idle for too long
     * @throws LineTooLongException            after the rest of the line was skipped, at most {@code 8 * limit} bytes of it; the session may go on
     * @throws BareLineEndException            after the line was skipped to its CRLF
     * @throws StoppingException               when the server is about to stop: say good-bye and return
     */
    public byte[] readLine(int limit) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public String readText(int limit) throws IOException {
        return new String(readLine(limit), StandardCharsets.UTF_8);
    }

    /** Exactly so many bytes follow (a literal, a BDAT chunk); the stream ends after them and is read before anything else. */
    public InputStream counted(long length) {
        throw new UnsupportedOperationException("contract");
    }

    /** Some bytes, as {@link InputStream#read(byte[], int, int)}: for DATA, which looks for its end itself. Returns -1 at the end. */
    public int read(byte[] into, int offset, int length) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Gives back bytes read too far; they are read again next. */
    public void unread(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException("contract");
    }

    /** Bytes that have arrived and wait here: more than none means that the peer is pipelining. */
    public int buffered() {
        throw new UnsupportedOperationException("contract");
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** UTF-8; the caller says CRLF. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void flush() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** As the server: hands over what is buffered for writing, drops what the peer sent before the handshake (RFC 3207 §4.2), and shakes hands. */
    public void startTls(Tls tls) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * As the client. With {@code verify} the certificate must be valid for that host; otherwise any is taken (opportunistic).
     */
    public void startTlsTo(String host, boolean verify) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** From now on a read waits so long; for IDLE and for after the greeting. */
    public void readTimeout(Duration wait) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Waits until bytes have arrived, {@link #interrupt()} was called, or the wait is over; for IDLE. Holds no buffer meanwhile.
     *
     * @return whether bytes have arrived (or the peer hung up: the next read says so)
     * @throws StoppingException when the server is about to stop
     */
    public boolean awaitInput(Duration wait) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Ends a running or the next {@link #awaitInput} at once; from any thread, cheap, never blocks. */
    public void interrupt() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("contract");
    }
}
