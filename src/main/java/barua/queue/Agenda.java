package barua.queue;

import barua.queue.QueueEntry.Slot;
import barua.queue.QueuedEnvelope.Failure;
import barua.queue.Routing.Hop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is to be done when: all messages, ordered by when their next recipient is due, and the lanes to their destinations. One lock
 * guards it and everything in {@link QueueEntry} and {@link Lane}; nothing is written, sent or asked under it.
 */
final class Agenda {

    private static final int MANY_LANES = 1000;
    private static final long TIDY_PAUSE = 60_000_000_000L;   // a minute, in nanoseconds

    private final QueueOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, QueueEntry> entries = new LinkedHashMap<>();
    private final TreeSet<QueueEntry> order = new TreeSet<>(Comparator.comparingLong((QueueEntry entry) -> entry.agendaAt.orElseThrow())
            .thenComparing(entry -> entry.id));
    private final Map<Hop, Lane> lanes = new HashMap<>();
    private final Set<Lane> crowded = new LinkedHashSet<>();   // lanes in which jobs wait
    private int running;
    private long version;                                      // counts changes, so that none is missed between looking and waiting

    Agenda(QueueOptions options) {
        this.options = options;
    }

    /** Reads or changes entries. */
    <R> R with(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void add(QueueEntry entry) {
        with(() -> {
            entries.put(entry.id, entry);
            place(entry);
            return null;
        });
    }

    Optional<QueueEntry> find(String id) {
        return with(() -> Optional.ofNullable(entries.get(id)));
    }

    <R> List<R> map(Function<QueueEntry, R> view) {
        return with(() -> entries.values().stream().map(view).toList());
    }

    /** Takes a message out, unless an attempt is under way. */
    Optional<QueueEntry> takeOut(String id) {
        return with(() -> {
            QueueEntry entry = entries.get(id);
            if (entry == null || entry.isRunning()) {
                return Optional.empty();
            }
            entries.remove(id);
            unplace(entry);
            return Optional.of(entry);
        });
    }

    void forget(QueueEntry entry) {
        with(() -> {
            entries.remove(entry.id);
            unplace(entry);
            return null;
        });
    }

    /** After a change of what is due. Under the lock. */
    void place(QueueEntry entry) {
        unplace(entry);
        OptionalLong due = entry.nextDue();
        if (due.isPresent() && entries.containsKey(entry.id)) {
            entry.agendaAt = due;
            order.add(entry);
            if (order.first() == entry) {
                announce();
            }
        }
    }

    private void announce() {
        version++;
        changed.signalAll();
    }

    private void unplace(QueueEntry entry) {
        if (entry.agendaAt.isPresent()) {
            order.remove(entry);
            entry.agendaAt = OptionalLong.empty();
        }
    }

    /** Something is left to do on a message without recipients: look again in a minute. */
    void later(QueueEntry entry, long now) {
        with(() -> {
            unplace(entry);
            entry.agendaAt = OptionalLong.of(now + TIDY_PAUSE);
            order.add(entry);
            return null;
        });
    }

    record Due(QueueEntry entry, List<Slot> slots) {
    }

    /** Takes what is due; its recipients are busy from now on. */
    List<Due> takeDue(long now) {
        return with(() -> {
            List<Due> due = new ArrayList<>();
            while (!order.isEmpty() && order.first().agendaAt.orElseThrow() - now <= 0) {
                QueueEntry entry = order.first();
                List<Slot> slots = entry.slots.stream().filter(slot -> !slot.busy && slot.due - now <= 0).toList();
                slots.forEach(slot -> slot.busy = true);
                due.add(new Due(entry, slots));
                place(entry);
            }
            return due;
        });
    }

    /** These recipients may be taken again when they are due. */
    void giveBack(QueueEntry entry, List<Slot> slots) {
        with(() -> {
            slots.forEach(slot -> {
                slot.busy = false;
                slot.running = false;
                slot.urgent = false;
            });
            place(entry);
            return null;
        });
    }

    /** Puts attempts into their lanes. */
    void enqueue(Collection<Job.Try> jobs) {
        with(() -> {
            for (Job.Try job : jobs) {
                Lane lane = lanes.computeIfAbsent(job.hop(), _ -> new Lane());
                lane.waiting.add(job);
                crowded.add(lane);
            }
            return null;
        });
    }

    /** Takes what may run now, within the limits. */
    List<Job> takeReady(long now) {
        return with(() -> {
            List<Job> ready = new ArrayList<>();
            for (Iterator<Lane> each = crowded.iterator(); each.hasNext() && running < options.parallel();) {
                Lane lane = each.next();
                takeReady(lane, now, ready);
                if (lane.waiting.isEmpty()) {
                    each.remove();
                }
            }
            return ready;
        });
    }

    private void takeReady(Lane lane, long now, List<Job> ready) {
        while (!lane.waiting.isEmpty() && running < options.parallel()) {
            boolean postponed = lane.isDown(now) && !lane.waiting.peek().isUrgent();
            if (!postponed && !lane.hasRoom(options.perDestination())) {
                return;
            }
            Job.Try job = lane.waiting.poll();
            if (job.entry().held || entries.get(job.entry().id) != job.entry()) {
                giveBack(job.entry(), job.slots());    // held or removed while it waited
                continue;
            }
            job.slots().forEach(slot -> slot.running = true);
            ready.add(postponed ? lane.postpone(job) : job);
            lane.begun();
            running++;
        }
    }

    /** One attempt is over. {@code unreachable} says why the destination did not answer; it is left alone for a while. */
    void ended(Hop hop, Optional<Failure> unreachable, boolean tried, long now) {
        with(() -> {
            Lane lane = lanes.get(hop);
            lane.ended();
            running--;
            if (tried) {
                unreachable.ifPresentOrElse(why -> lane.failed(why, now), lane::reached);
            }
            if (lanes.size() > MANY_LANES) {
                lanes.values().removeIf(old -> old.isForgettable(now));
            }
            announce();
            return null;
        });
    }

    /** Tries one message now, held or not, also where its destination is left alone. */
    void hurry(QueueEntry entry, long now) {
        with(() -> {
            entry.held = false;
            entry.slots.forEach(slot -> slot.urgent = !slot.running);
            makeDue(entry, now);
            announce();
            return null;
        });
    }

    /** Tries all that is not held; each destination that was left alone gets one probe. Returns how many messages that are. */
    int hurryAll(long now) {
        return with(() -> {
            lanes.values().forEach(lane -> lane.probeNow(now));
            List<QueueEntry> all = entries.values().stream().filter(entry -> !entry.held).toList();
            all.forEach(entry -> makeDue(entry, now));
            announce();
            return all.size();
        });
    }

    private void makeDue(QueueEntry entry, long now) {
        entry.slots.stream().filter(slot -> !slot.busy).forEach(slot -> slot.due = now);
        place(entry);
    }

    /** When to look again; empty where nothing waits. */
    OptionalLong next() {
        return with(() -> order.isEmpty() ? OptionalLong.empty() : order.first().agendaAt);
    }

    int running() {
        return with(() -> running);
    }

    long version() {
        return with(() -> version);
    }

    /** Waits until something has changed since that version, at most so long. */
    void await(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        with(() -> {
            announce();
            return null;
        });
    }
}
