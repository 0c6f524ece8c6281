package barua.webmail;

import barua.mailbox.Listener.Event;
import barua.message.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries what happens in mailboxes to the browsers that look at them. {@link #offer} is called by whoever changed the mailbox and
 * never waits: events pass a bounded queue, and where one does not fit every browser is told to look again. {@link #pump} runs on
 * one thread of the container.
 */
public final class Live {

    /** One browser window that listens. It must not wait: it notes the event and wakes its own writer. */
    interface Ear {

        void hear(Event event);

        /** Events were lost, or the session is over: look again at everything. */
        void resync();

        /** Another window takes its place. A window that is still looked at comes back by itself. */
        void end();
    }

    private static final int WAITING = 10_000;

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Map<Address, Set<Ear>> ears = new ConcurrentHashMap<>();

    /** Takes an event over; false where there was no room for it, and then listeners will resync. */
    public boolean offer(Event event) {
        if (!ears.containsKey(event.account())) {
            return true;
        }
        if (queue.offer(event)) {
            return true;
        }
        lost.set(true);
        return false;
    }

    void listen(Address account, Ear ear) {
        ears.compute(account, (address, set) -> {
            Set<Ear> those = set == null ? new CopyOnWriteArraySet<>() : set;
            those.add(ear);
            return those;
        });
    }

    void forget(Address account, Ear ear) {
        ears.computeIfPresent(account, (address, set) -> {
            set.remove(ear);
            return set.isEmpty() ? null : set;
        });
    }

    /** Ends the windows that have listened longest until only so many are left: most often their pages were left and nobody has noticed yet. */
    void makeRoom(Address account, int most) {
        List<Ear> oldestFirst = List.copyOf(ears.getOrDefault(account, Set.of()));
        for (Ear ear : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - most))) {
            forget(account, ear);
            ear.end();
        }
    }

    /** How many windows of that account listen. */
    int listening(Address account) {
        return ears.getOrDefault(account, Set.of()).size();
    }

    /** Tells all windows of the account to look again: its session ended, say. */
    void resync(Address account) {
        ears.getOrDefault(account, Set.of()).forEach(Ear::resync);
    }

    /** Delivers events until the thread is interrupted. */
    void pump() {
        try {
            while (true) {
                deliver(queue.take());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Event event) {
        if (lost.getAndSet(false)) {
            ears.values().forEach(set -> set.forEach(Ear::resync));
        }
        for (Ear ear : ears.getOrDefault(event.account(), Set.of())) {
            ear.hear(event);
        }
    }
}
