package barua.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a plain wire. An engine and not an SSLSocket, for three reasons: its record buffers are ours and go back to the pool
 * while nothing is under way; a wait can be ended without harm; and after the server was told to stop there is still a good-bye.
 */
final class TlsWire implements Wire {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final PlainWire plain;
    private final SSLEngine engine;
    private final ReentrantLock sealing = new ReentrantLock();   // guards wrap() and the order of what it made
    private ByteBuffer sealed;    // bytes of a record that is not complete, or null; position at its end
    private ByteBuffer opened;    // bytes of a record that nobody has read yet, or null; position at the first
    private boolean established;
    private boolean ended;

    TlsWire(PlainWire plain, SSLEngine engine) {
        this.plain = plain;
        this.engine = engine;
    }

    SSLSession session() {
        return engine.getSession();
    }

    /** @param deadline of {@link System#nanoTime()} */
    void handshake(long deadline) throws IOException {
        engine.beginHandshake();
        try {
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> seal(NOTHING);
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> shake(deadline);
                    case FINISHED, NOT_HANDSHAKING -> { }
                }
            }
        } catch (SSLException refused) {
            sayWhy();
            throw refused;
        }
        established = true;
    }

    private void shake(long deadline) throws IOException {
        SSLEngineResult.Status status = unseal();
        if (status == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the peer closed during the handshake");
        }
        if (status == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            int n = receive();
            if (n < 0) {
                throw new EOFException("the peer hung up during the handshake");
            }
            if (n == 0 && !plain.awaitReadable(deadline, PlainWire.Heed.STOP)) {
                throw new SocketTimeoutException("handshake");
            }
        }
    }

    /** The alert that the engine has ready. */
    private void sayWhy() {
        try {
            seal(NOTHING);
        } catch (IOException gone) {
            // The first reason counts.
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (opened == null && !ended) {
            switch (unseal()) {
                case CLOSED -> ended = true;
                case OK -> settle();
                case BUFFER_UNDERFLOW -> {
                    int n = receive();
                    if (n == 0) {
                        return 0;
                    }
                    ended = n < 0;   // without close_notify: lines and counted bytes show by themselves whether something is missing
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record larger than RFC 8446 §5.2 allows");
            }
        }
        return opened == null ? -1 : handOver(into);
    }

    private int handOver(ByteBuffer into) {
        int n = Math.min(into.remaining(), opened.remaining());
        into.put(into.position(), opened, opened.position(), n);
        into.position(into.position() + n);
        opened.position(opened.position() + n);
        if (!opened.hasRemaining()) {
            Buffers.RECORD.give(opened);
            opened = null;
        }
        return n;
    }

    /** Opens the next record, if it is here as a whole. */
    private SSLEngineResult.Status unseal() throws SSLException {
        if (sealed == null) {
            return SSLEngineResult.Status.BUFFER_UNDERFLOW;
        }
        ByteBuffer into = Buffers.RECORD.take();
        SSLEngineResult.Status status;
        try {
            sealed.flip();
            status = engine.unwrap(sealed, into).getStatus();
        } finally {
            sealed.compact();
            if (sealed.position() == 0) {
                Buffers.RECORD.give(sealed);
                sealed = null;
            }
            if (into.flip().hasRemaining()) {
                opened = into;
            } else {
                Buffers.RECORD.give(into);
            }
        }
        return status;
    }

    private int receive() throws IOException {
        if (sealed == null) {
            sealed = Buffers.RECORD.take();
        }
        int n = plain.read(sealed);
        if (sealed.position() == 0) {
            Buffers.RECORD.give(sealed);
            sealed = null;
        }
        return n;
    }

    /**
     * What the engine wants after a record: answers to key updates (RFC 8446 §4.6.3). A second handshake, which TLS 1.2 knows, is refused: it is
     * work for nothing.
     */
    private void settle() throws IOException {
        HandshakeStatus wants = engine.getHandshakeStatus();
        if (wants != HandshakeStatus.NOT_HANDSHAKING && established && engine.getSession().getProtocol().equals("TLSv1.2")) {
            throw new SSLException("renegotiation is not offered");
        }
        while (wants == HandshakeStatus.NEED_TASK || wants == HandshakeStatus.NEED_WRAP) {
            if (wants == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else {
                seal(NOTHING);
            }
            wants = engine.getHandshakeStatus();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    public boolean holdsInput() {
        return opened != null;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            seal(from);
        }
    }

    /** One record. */
    private void seal(ByteBuffer from) throws IOException {
        sealing.lock();
        ByteBuffer record = Buffers.RECORD.take();
        try {
            if (engine.wrap(from, record).getStatus() == SSLEngineResult.Status.CLOSED && record.position() == 0) {
                throw new EOFException("TLS was closed");
            }
            plain.write(record.flip());
        } finally {
            Buffers.RECORD.give(record);
            sealing.unlock();
        }
    }

    @Override
    public void close() {
        if (!plain.isClosed() && sealing.tryLock()) {   // held: a write is stuck, and there is no use for close_notify behind it
            try {
                engine.closeOutbound();
                ByteBuffer last = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                engine.wrap(NOTHING, last);
                plain.offer(last.flip());
            } catch (SSLException ignored) {
                // It was only politeness.
            } finally {
                sealing.unlock();
            }
        }
        plain.close();
    }
}
