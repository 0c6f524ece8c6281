package barua.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** One listening port. Limits are applied before a session begins; each session has a virtual thread. */
public final class Listener implements Closeable {

    /**
     * Opens the port.
     *
     * @param name     for logs and thread names, such as {@code imaps}
     * @param at       port 0 takes a free one, see {@link #port()}
     * @param implicit TLS from the first byte, where present
     * @throws java.net.BindException where the port is taken
     */
    public static Listener open(String name, InetSocketAddress at, Limits limits, Optional<Tls> implicit, Service service) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public int port() {
        throw new UnsupportedOperationException("contract");
    }

    public int connections() {
        throw new UnsupportedOperationException("contract");
    }

    /** Stops accepting, wakes sessions so that they say good-bye, and closes what is left after {@code grace}. */
    public void close(Duration grace) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
