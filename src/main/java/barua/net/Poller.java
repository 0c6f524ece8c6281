package barua.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * The one thread that knows which sockets are ready. A session thread that would have to wait asks for one readiness and parks;
 * this thread unparks it. So a wait can end for other reasons too (time, interrupt, stop, close) with the connection still
 * whole, which a blocking read does not allow: interrupting that closes the socket. A selector for each connection would cost
 * three descriptors and a native event array each.
 */
final class Poller implements Runnable {

    private static final System.Logger LOG = System.getLogger(Poller.class.getName());

    private final Selector selector;

    private Poller(Selector selector) {
        this.selector = selector;
    }

    private static final class Shared {
        static final Poller INSTANCE = start();

        private static Poller start() {
            try {
                Poller poller = new Poller(Selector.open());
                Thread.ofPlatform().name("net-poller").daemon(true).start(poller);
                return poller;
            } catch (IOException none) {
                throw new IllegalStateException("no selector", none);
            }
        }
    }

    static Poller shared() {
        return Shared.INSTANCE;
    }

    SelectionKey register(SocketChannel channel, PlainWire wire) throws IOException {
        return channel.register(selector, 0, wire);
    }

    void ask(SelectionKey key, int readiness) {
        key.interestOps(readiness);
        selector.wakeup();
    }

    /** After a channel was closed: its descriptor is freed when the selector has seen it. */
    void forget() {
        selector.wakeup();
    }

    @Override
    public void run() {
        while (true) {
            try {
                selector.select(Poller::tell);
            } catch (IOException | RuntimeException unexpected) {
                LOG.log(Level.ERROR, "waiting for sockets failed", unexpected);
            }
        }
    }

    /** Interest is taken back before the waiter is told: a waiter that asks again in between is told once too often, never too seldom. */
    private static void tell(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException closed) {
            // The waiter finds the channel closed.
        }
        ((PlainWire) key.attachment()).ready();
    }
}
