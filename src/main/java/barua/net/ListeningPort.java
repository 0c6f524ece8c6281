package barua.net;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One listening port. Limits are applied before a session begins; each session has a virtual thread. */
public final class ListeningPort implements Closeable {

    private static final System.Logger LOG = System.getLogger(ListeningPort.class.getName());
    private static final int BACKLOG = 512;
    private static final long AFTER_TROUBLE = 100;                            // milliseconds until the next accept when there are no descriptors
    private static final long LAST_MOMENT = TimeUnit.SECONDS.toNanos(1);      // for threads whose socket was closed under them

    /** Loaded now: at a stop the application server's class loader may give no new classes, and the doors of a server that nobody visited would stay open. */
    private static final List<Class<?>> FOR_STOPPING = List.of(Connection.class, StoppingException.class);

    private final String name;
    private final ServerSocketChannel door;
    private final int port;
    private final ConnectionLimits limits;
    private final Optional<Tls> implicit;
    private final Service service;
    private final Crowd crowd;
    private final byte[] busy;
    private final Thread accepting;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    private ListeningPort(String name, ServerSocketChannel door, ConnectionLimits limits, Optional<Tls> implicit, Service service) throws IOException {
        this.name = name;
        this.door = door;
        this.port = ((InetSocketAddress) door.getLocalAddress()).getPort();
        this.limits = limits;
        this.implicit = implicit;
        this.service = service;
        this.crowd = new Crowd(limits.total(), limits.perAddress());
        this.busy = limits.busy().getBytes(StandardCharsets.UTF_8);
        // A platform thread: whatever holds the carriers of virtual threads, connections are still taken and refused.
        this.accepting = Thread.ofPlatform().name(name + "-accept").daemon(true).unstarted(this::accept);
    }

    /**
     * Opens the port.
     *
     * @param name     for logs and thread names, such as {@code imaps}
     * @param at       port 0 takes a free one, see {@link #port()}
     * @param implicit TLS from the first byte, where present
     * @throws java.net.BindException where the port is taken
     */
    public static ListeningPort open(String name, InetSocketAddress at, ConnectionLimits limits, Optional<Tls> implicit, Service service) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        try {
            door.bind(at, BACKLOG);
            ListeningPort listener = new ListeningPort(name, door, limits, implicit, service);
            listener.accepting.start();
            return listener;
        } catch (IOException | RuntimeException failed) {
            door.close();
            throw failed;
        }
    }

    public int port() {
        return port;
    }

    public int connections() {
        return crowd.size();
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                receive(door.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError trouble) {   // the last: no thread for the session
                pauseAfter(trouble);
            }
        }
    }

    /** Mostly too many open files: what waits in the backlog can be taken when others have left. */
    private void pauseAfter(Throwable trouble) {
        if (door.isOpen()) {
            LOG.log(Level.WARNING, "{0}: no connection can be taken: {1}", name, trouble);
            try {
                boolean _ = closing.await(AFTER_TROUBLE, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void receive(SocketChannel peer) throws IOException {
        InetAddress from;
        try {
            from = ((InetSocketAddress) peer.getRemoteAddress()).getAddress();
        } catch (IOException | NullPointerException gone) {
            peer.close();
            return;
        }
        if (closing.getCount() == 0 || !crowd.enter(from)) {
            refuse(peer);
            return;
        }
        try {
            Thread.ofVirtual().name(name + " " + from.getHostAddress()).start(() -> serve(peer, from));
        } catch (RuntimeException | Error noThread) {
            crowd.leave(from);
            peer.close();
            throw noThread;
        }
    }

    /** One attempt to say why, which a fresh socket's buffer takes without waiting. Behind TLS nobody would understand it. */
    private void refuse(SocketChannel peer) throws IOException {
        try (peer) {
            if (implicit.isEmpty()) {
                peer.configureBlocking(false);
                peer.write(ByteBuffer.wrap(busy));
            }
        }
    }

    private void serve(SocketChannel peer, InetAddress from) {
        try (peer) {
            try (Connection connection = new Connection(peer, limits)) {
                open.add(connection);
                try {
                    converse(connection);
                } finally {
                    open.remove(connection);
                }
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "{0}: {1} ended: {2}", name, from.getHostAddress(), gone.toString());
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.log(Level.ERROR, name + ": a session broke", broken);
        } finally {
            crowd.leave(from);
        }
    }

    private void converse(Connection connection) throws IOException {
        if (closing.getCount() == 0) {
            connection.stop();   // it came while those before it were told
        }
        if (implicit.isPresent()) {
            connection.startTls(implicit.get());
        }
        service.serve(connection);
        connection.flush();
    }

    /** Stops accepting, wakes sessions so that they say good-bye, and closes what is left after {@code grace}. */
    public void close(Duration grace) {
        closing.countDown();
        try {
            door.close();
        } catch (IOException ignored) {
            // It accepts nothing any more.
        }
        open.forEach(Connection::stop);
        try {
            boolean _ = accepting.join(Duration.ofNanos(LAST_MOMENT));   // until then the kernel still takes connections
            if (!crowd.awaitEmpty(grace.toNanos())) {
                open.forEach(Connection::close);
                boolean _ = crowd.awaitEmpty(LAST_MOMENT);
            }
        } catch (InterruptedException hurry) {
            open.forEach(Connection::close);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
