package barua.mailbox;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happened in one account and was not told yet. Events are noted under the lock that orders them, and told later by whoever has put
 * down all locks first: one thread at a time, so that the order stays; the others need not wait.
 */
final class Announcements {

    private static final System.Logger LOG = System.getLogger(Announcements.class.getName());

    private final List<Listener> listeners;
    private final Queue<Listener.Event> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    /** @param listeners may grow */
    Announcements(List<Listener> listeners) {
        this.listeners = listeners;
    }

    void note(Listener.Event event) {
        if (!listeners.isEmpty()) {
            waiting.add(event);
        }
    }

    /** Holding no lock that a listener may want. */
    void tell() {
        while (!waiting.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Listener.Event event = waiting.poll(); event != null; event = waiting.poll()) {
                    tell(event);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    private void tell(Listener.Event event) {
        for (Listener listener : listeners) {
            try {
                listener.changed(event);
            } catch (RuntimeException | Error failed) {
                LOG.log(System.Logger.Level.ERROR, "a listener failed over " + event.kind() + " in " + event.folder() + " of " + event.account(), failed);
            }
        }
    }
}
