package barua.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** Both ends of one connection over loopback: a session's, and a peer's bare socket. */
record Pair(Connection session, Socket peer) implements Closeable {

    static final Duration LONG = Duration.ofSeconds(20);

    static Pair connected() throws IOException {
        return connected(limits(LONG, LONG));
    }

    static ConnectionLimits limits(Duration idle, Duration stall) {
        return new ConnectionLimits(10_000, 10_000, idle, stall, "421 busy\r\n");
    }

    static Pair connected(ConnectionLimits limits) throws IOException {
        try (ServerSocketChannel door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Socket peer = new Socket(InetAddress.getLoopbackAddress(), door.socket().getLocalPort());
            peer.setTcpNoDelay(true);
            peer.setSoTimeout((int) LONG.toMillis());
            return new Pair(Connection.over(door.accept().socket(), limits), peer);
        }
    }

    /** Until all is written or the other end is gone. */
    static void writeInPieces(Socket peer, byte[] bytes, int piece) {
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                peer.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
            }
        } catch (IOException gone) {
            // The test sees what the session did.
        }
    }

    static void join(Thread thread) {
        try {
            if (!thread.join(LONG)) {
                throw new AssertionError("still running: " + thread);
            }
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() throws IOException {
        session.close();
        peer.close();
    }
}
