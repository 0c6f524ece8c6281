package barua.queue;

import barua.disk.FileLayer;
import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.queue.QueuedEnvelope.Line;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

    private final QueueOptions options;
    private final Shelf shelf;
    private final Trace trace;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Executor threads;
    private final Agenda agenda;
    private final Set<String> arriving = new HashSet<>();                    // ids being added; itself is the lock
    private final Served served = new Served();
    private volatile Optional<Dispatcher> dispatcher = Optional.empty();

    private Queue(QueueOptions options, FileLayer files, Trace trace, Clock clock, LongSupplier nanos, Executor threads) {
        this.options = options;
        this.shelf = new Shelf(options.folder(), files);
        this.trace = trace;
        this.clock = clock;
        this.nanos = nanos;
        this.threads = threads;
        this.agenda = new Agenda(options);
    }

    /** Reads what waits. @throws IOException where the folder cannot be read or cleaned */
    public static Queue open(QueueOptions options, Trace trace, Clock clock) throws IOException {
        FileLayer files = new RealFiles();
        files.makeFolders(options.folder());   // forced: what is kept in it is worth no more than its own name
        Files.setPosixFilePermissions(options.folder(), PosixFilePermissions.fromString("rwx------"));
        return open(options, files, trace, clock, System::nanoTime, job -> Thread.ofVirtual().name("queue").start(job));
    }

    static Queue open(QueueOptions options, FileLayer files, Trace trace, Clock clock, LongSupplier nanos, Executor threads) throws IOException {
        Queue queue = new Queue(options, files, trace, clock, nanos, threads);
        Shelf.Found found = queue.shelf.load();
        long now = nanos.getAsLong();
        for (QueuedEnvelope envelope : found.waiting()) {
            long size = queue.shelf.content(envelope.id()).size();
            queue.agenda.add(QueueEntry.revived(envelope, size, clock.instant(), now, options));
        }
        found.done().forEach(id -> queue.served.add(id, now));
        return queue;
    }

    /** Begins to make attempts. */
    public void start(Ways by) {
        prepare(by);
        dispatcher.orElseThrow().start();
    }

    void prepare(Ways by) {
        Courier courier = new Courier(options, shelf, agenda, by, trace, clock, nanos);
        dispatcher = Optional.of(new Dispatcher(new Dispatcher.Tools(options, agenda, courier, by.routing(), shelf, served, nanos, threads)));
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
            List<Line> lines = to.stream().map(each -> new Line(each, 0, now.plus(hold), "", Optional.empty(), Optional.empty())).toList();
            QueuedEnvelope envelope = new QueuedEnvelope(queueId, from, now, now, Duration.ZERO, hold, false, false, lines);
            shelf.add(envelope, content);
            agenda.add(QueueEntry.fresh(envelope, content.size(), nanos.getAsLong()));
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
            // In this order: what leaves the agenda is among the served before.
            return agenda.find(id).isEmpty() && !served.has(id) && arriving.add(id);
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

    private static Item item(QueueEntry entry, Instant wall, long now) {
        List<Waiting> waiting = entry.slots.stream().map(slot -> new Waiting(slot.recipient, slot.attempts, wall.plusNanos(slot.due - now), slot.lastWord))
                .toList();
        return new Item(entry.id, entry.from, entry.size, entry.arrived, entry.held, waiting);
    }

    /** The bytes of a waiting message; empty where there is no such item. They may go at any time. */
    public Optional<Content> content(String queueId) {
        return agenda.find(queueId).map(entry -> shelf.content(entry.id));
    }

    /** Tries it now, held or not, and whatever happened to its destination before. Returns whether there is such an item. */
    public boolean retry(String queueId) {
        Optional<QueueEntry> found = agenda.find(queueId);
        found.ifPresent(entry -> agenda.hurry(entry, nanos.getAsLong()));
        return found.isPresent();
    }

    /** Tries all that is not held, destinations that were left alone by one message first. Returns how many messages that are. */
    public int flush() {
        return agenda.hurryAll(nanos.getAsLong());
    }

    /** Makes no more attempts until {@link #release} or {@link #retry}; one that runs is not stopped. Returns whether there is such an item. */
    public boolean hold(String queueId) throws IOException {
        return setHeld(queueId, true);
    }

    public boolean release(String queueId) throws IOException {
        return setHeld(queueId, false);
    }

    private boolean setHeld(String queueId, boolean held) throws IOException {
        Optional<QueueEntry> found = agenda.find(queueId);
        if (found.isEmpty()) {
            return false;
        }
        QueueEntry entry = found.get();
        entry.writing.lock();
        try {
            QueuedEnvelope now = agenda.with(() -> {
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
        Optional<QueueEntry> taken = agenda.takeOut(queueId);
        if (taken.isEmpty()) {
            return false;
        }
        QueueEntry entry = taken.get();
        entry.writing.lock();
        try {
            if (entry.over) {
                return false;
            }
            shelf.finish(queueId);
            entry.over = true;
            served.add(queueId, nanos.getAsLong());
        } catch (IOException notRemoved) {
            agenda.add(entry);
            throw notRemoved;
        } finally {
            entry.writing.unlock();
        }
        trace.record(Event.of(queueId, "", "removed", "", ""));
        return true;
    }

    /** Begins whatever is due and has room. */
    void turn() {
        dispatcher.orElseThrow().turn();
    }

    /** Stops new attempts, waits a moment for running ones. Whatever they did not write down by then is tried again. */
    @Override
    public void close() throws IOException {
        dispatcher.ifPresent(Dispatcher::close);
    }
}
