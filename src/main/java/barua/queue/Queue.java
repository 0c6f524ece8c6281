package barua.queue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.queue.Entry.Slot;
import barua.queue.Envelope.Line;
import barua.queue.Routing.Hop;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What waits: each message one forced data file and one forced envelope file under its folder, see {@link Shelf}. Retries follow a
 * schedule on the monotonic clock; what fails for good, or waits for five days, bounces. Safe for many threads.
 *
 * <p>{@link #open} reads what waited before; mail can be added from then on. Attempts begin with {@link #start}, which is apart
 * because bounces leave through the outbox, and the outbox puts mail in here.
 */
public final class Queue implements Closeable {

    private static final System.Logger LOG = System.getLogger("barua.queue");
    private static final long REMEMBERED = Duration.ofHours(1).toNanos();
    private static final long LOOK_AGAIN = Duration.ofMinutes(1).toNanos();
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final QueueOptions options;
    private final Shelf shelf;
    private final Trace trace;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Executor threads;
    private final Agenda agenda;
    private final Set<String> arriving = new HashSet<>();                    // ids being added; itself is the lock
    private final Map<String, Long> done = new LinkedHashMap<>();            // ids served, and when; itself is the lock
    private volatile Optional<Courier> courier = Optional.empty();
    private volatile Optional<Ways> ways = Optional.empty();
    private volatile boolean closing;
    private Optional<Thread> dispatcher = Optional.empty();

    private Queue(QueueOptions options, Disk disk, Trace trace, Clock clock, LongSupplier nanos, Executor threads) {
        this.options = options;
        this.shelf = new Shelf(options.folder(), disk);
        this.trace = trace;
        this.clock = clock;
        this.nanos = nanos;
        this.threads = threads;
        this.agenda = new Agenda(options);
    }

    /** Reads what waits. @throws IOException where the folder cannot be read or cleaned */
    public static Queue open(QueueOptions options, Trace trace, Clock clock) throws IOException {
        Path folder = Files.createDirectories(options.folder());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return open(options, Disk.REAL, trace, clock, System::nanoTime, job -> Thread.ofVirtual().name("queue").start(job));
    }

    static Queue open(QueueOptions options, Disk disk, Trace trace, Clock clock, LongSupplier nanos, Executor threads) throws IOException {
        Queue queue = new Queue(options, disk, trace, clock, nanos, threads);
        Shelf.Found found = queue.shelf.load();
        long now = nanos.getAsLong();
        for (Envelope envelope : found.waiting()) {
            long size = queue.shelf.content(envelope.id()).size();
            queue.agenda.add(Entry.revived(envelope, size, clock.instant(), now, options));
        }
        found.done().forEach(id -> queue.done.put(id, now));
        return queue;
    }

    /** Begins to make attempts. */
    public void start(Ways by) {
        prepare(by);
        Thread thread = Thread.ofVirtual().name("queue-dispatch").unstarted(this::dispatch);
        dispatcher = Optional.of(thread);
        thread.start();
    }

    void prepare(Ways by) {
        ways = Optional.of(by);
        courier = Optional.of(new Courier(options, shelf, agenda, by, trace, clock, nanos));
    }

    /**
     * On the disk when it returns; the first attempt is made after {@code hold}. Adding the same id again, also within an hour after
     * it was served, changes nothing.
     *
     * @param queueId letters, digits, '-' and '_', at most 64
     * @return the queue id
     * @throws IOException when it could not be kept: nothing was
     */
    public String add(ReversePath from, List<Address> to, Content content, String queueId, Duration hold) throws IOException {
        if (!queueId.matches("[A-Za-z0-9_-]{1,64}") || to.isEmpty()) {
            throw new IllegalArgumentException("no queue id, or nobody to send to: " + queueId);
        }
        if (!arrive(queueId)) {
            return queueId;
        }
        try {
            Instant now = clock.instant();
            List<Line> lines = to.stream().map(each -> new Line(each, 0, now.plus(hold), "", Optional.empty())).toList();
            Envelope envelope = new Envelope(queueId, from, now, now, Duration.ZERO, hold, false, false, lines);
            shelf.add(envelope, content);
            agenda.add(Entry.fresh(envelope, content.size(), nanos.getAsLong()));
        } finally {
            synchronized (arriving) {
                arriving.remove(queueId);
                arriving.notifyAll();
            }
        }
        to.forEach(each -> trace.record(Event.of(queueId, "", "queued", each.toString(), hold.isZero() ? "" : "not before " + clock.instant().plus(hold))));
        return queueId;
    }

    /** False where that id is here already; waits while another thread adds it. */
    private boolean arrive(String id) throws IOException {
        synchronized (arriving) {
            while (arriving.contains(id)) {
                try {
                    arriving.wait();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", stop);
                }
            }
            synchronized (done) {
                if (done.containsKey(id) || agenda.find(id).isPresent()) {
                    return false;
                }
            }
            return arriving.add(id);
        }
    }

    /** One waiting recipient. */
    public record Waiting(Address recipient, int attempts, Instant next, String lastWord) {
    }

    /** @param held an administrator holds it: no attempts until it is released */
    public record Item(String queueId, ReversePath from, long size, Instant arrived, boolean held, List<Waiting> waiting) {
    }

    public List<Item> items() {
        Instant wall = clock.instant();
        long now = nanos.getAsLong();
        return agenda.map(entry -> item(entry, wall, now));
    }

    public Optional<Item> item(String queueId) {
        Instant wall = clock.instant();
        long now = nanos.getAsLong();
        return agenda.with(() -> agenda.find(queueId).map(entry -> item(entry, wall, now)));
    }

    private static Item item(Entry entry, Instant wall, long now) {
        List<Waiting> waiting = entry.slots.stream().map(slot -> new Waiting(slot.recipient, slot.attempts, wall.plusNanos(slot.due - now), slot.lastWord)).toList();
        return new Item(entry.id, entry.from, entry.size, entry.arrived, entry.held, waiting);
    }

    /** The bytes of a waiting message; empty where there is no such item. They may go at any time. */
    public Optional<Content> content(String queueId) {
        return agenda.find(queueId).map(entry -> shelf.content(entry.id));
    }

    /** Tries it now, held or not. Returns whether there is such an item. */
    public boolean retry(String queueId) {
        Optional<Entry> found = agenda.find(queueId);
        found.ifPresent(entry -> {
            long now = nanos.getAsLong();
            List<Address> recipients = agenda.with(() -> {
                entry.held = false;
                entry.slots.stream().filter(slot -> !slot.busy).forEach(slot -> slot.due = now);
                agenda.place(entry);
                return entry.slots.stream().map(slot -> slot.recipient).toList();
            });
            ways.ifPresent(by -> agenda.probeNow(recipients.stream().map(by.routing()::hop).toList(), now));
            agenda.wake();
        });
        return found.isPresent();
    }

    /** Makes no more attempts until {@link #release} or {@link #retry}; one that runs is not stopped. Returns whether there is such an item. */
    public boolean hold(String queueId) throws IOException {
        return setHeld(queueId, true);
    }

    public boolean release(String queueId) throws IOException {
        return setHeld(queueId, false);
    }

    private boolean setHeld(String queueId, boolean held) throws IOException {
        Optional<Entry> found = agenda.find(queueId);
        if (found.isEmpty()) {
            return false;
        }
        Entry entry = found.get();
        entry.writing.lock();
        try {
            Envelope now = agenda.with(() -> {
                entry.held = held;
                agenda.place(entry);
                return entry.envelope(clock.instant(), nanos.getAsLong());
            });
            if (entry.over || now.lines().isEmpty()) {
                return false;
            }
            shelf.update(now, true);
        } finally {
            entry.writing.unlock();
        }
        trace.record(Event.of(queueId, "", held ? "held" : "released", "", ""));
        return true;
    }

    /** Takes it out, forced; nobody is told. False where there is no such item, or an attempt is under way: then it is too late. */
    public boolean remove(String queueId) throws IOException {
        Optional<Entry> taken = agenda.takeOut(queueId);
        if (taken.isEmpty()) {
            return false;
        }
        Entry entry = taken.get();
        entry.writing.lock();
        try {
            if (entry.over) {
                return false;
            }
            shelf.finish(queueId);
            entry.over = true;
            remember(queueId);
        } catch (IOException notRemoved) {
            agenda.add(entry);
            throw notRemoved;
        } finally {
            entry.writing.unlock();
        }
        trace.record(Event.of(queueId, "", "removed", "", ""));
        return true;
    }

    private void dispatch() {
        while (!closing) {
            long seen = agenda.version();
            try {
                turn();
            } catch (RuntimeException defect) {
                LOG.log(Level.ERROR, "queue: the dispatcher failed and goes on", defect);
            }
            OptionalLong next = agenda.next();
            long pause = next.isPresent() ? Math.min(next.getAsLong() - nanos.getAsLong(), LOOK_AGAIN) : LOOK_AGAIN;
            try {
                agenda.await(seen, pause);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Begins whatever is due and has room. */
    void turn() {
        for (Agenda.Due due : agenda.takeDue(nanos.getAsLong())) {
            try {
                sort(due);
            } catch (RuntimeException noRoute) {
                LOG.log(Level.ERROR, "queue: no route for " + due.entry().id, noRoute);
                putOff(due);
            }
        }
        begin();
        forgetServed();
    }

    private void putOff(Agenda.Due due) {
        long later = nanos.getAsLong() + options.pause(1).toNanos();
        agenda.with(() -> {
            due.slots().forEach(slot -> slot.due = later);
            agenda.giveBack(due.entry(), due.slots());
            return null;
        });
    }

    /** Recipients with one hop share one attempt; failed ones wait only for their bounce. */
    private void sort(Agenda.Due due) {
        Map<Hop, List<Slot>> byHop = new HashMap<>();
        List<Slot> failed = new ArrayList<>();
        Routing routing = ways.orElseThrow().routing();
        for (Slot slot : due.slots()) {
            if (slot.failure.isPresent()) {
                failed.add(slot);
            } else {
                byHop.computeIfAbsent(routing.hop(slot.recipient), _ -> new ArrayList<>()).add(slot);
            }
        }
        agenda.enqueue(byHop.entrySet().stream().map(each -> new Job.Try(due.entry(), each.getValue(), each.getKey())).toList());
        if (!failed.isEmpty() || due.slots().isEmpty()) {
            run(new Job.Tidy(due.entry(), failed));
        }
    }

    private void begin() {
        if (!closing) {
            agenda.takeReady(nanos.getAsLong()).forEach(this::run);
        }
    }

    private void run(Job job) {
        threads.execute(() -> {
            if (courier.orElseThrow().run(job)) {
                remember(job.entry().id);       // first: an add of the same id must find one or the other
                agenda.forget(job.entry());
            }
        });
    }

    private void remember(String id) {
        synchronized (done) {
            done.put(id, nanos.getAsLong());
        }
    }

    private void forgetServed() {
        List<String> old = new ArrayList<>();
        synchronized (done) {
            long now = nanos.getAsLong();
            done.forEach((id, when) -> {
                if (now - when > REMEMBERED) {
                    old.add(id);
                }
            });
            old.forEach(done::remove);
        }
        for (String id : old) {
            try {
                shelf.forgetDone(id);
            } catch (IOException left) {
                LOG.log(Level.WARNING, "queue: the mark of {0} stays behind", id);
            }
        }
    }

    /** Stops new attempts, waits a moment for running ones. Whatever they did not write down by then is tried again. */
    @Override
    public void close() throws IOException {
        closing = true;
        agenda.wake();
        long until = nanos.getAsLong() + FAREWELL.toNanos();
        try {
            while (agenda.running() > 0 && nanos.getAsLong() < until) {
                agenda.await(agenda.version(), until - nanos.getAsLong());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
