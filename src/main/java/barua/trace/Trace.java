package barua.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened to whom when: one append-only file a day under a folder, one event a line. Writing never blocks a session
 * on the disk: events pass a bounded queue to one writer thread, and what does not fit is counted and said.
 */
public final class Trace implements Closeable {

    /** How many days are kept unless it is said otherwise. */
    public static final int KEPT_DAYS = 90;

    private static final int WAITING = 16_384;
    private static final int BATCH = 1_024;
    private static final long SETTLE_SECONDS = 5;

    /** What the writer finds in its queue. */
    private sealed interface Job {

        record Write(Event event) implements Job {
        }

        /** Everything before this is in the file once {@code reached} is open. */
        record Mark(CountDownLatch reached) implements Job {
        }

        record Stop() implements Job {
        }
    }

    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final TraceFiles files;   // null in a trace that forgets
    private final Clock clock;
    private final Thread writer;      // null in a trace that forgets
    private volatile boolean closed;

    private Trace(TraceFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
        this.writer = files == null ? null : Thread.ofPlatform().name("trace").daemon().unstarted(this::writeAll);
    }

    public static Trace open(Path folder, Clock clock) throws IOException {
        return open(folder, clock, KEPT_DAYS);
    }

    /** @param days how many days are kept, at least one */
    public static Trace open(Path folder, Clock clock, int days) throws IOException {
        Trace trace = new Trace(new TraceFiles(folder, days), clock);
        trace.writer.start();
        return trace;
    }

    /** A trace that forgets everything, for tests. */
    public static Trace none() {
        return new Trace(null, Clock.systemUTC());
    }

    /** Never blocks. Where the disk does not keep up, the event is lost and the next line that is written says how many were. */
    public void record(Event event) {
        if (files != null && (closed || !waiting.offer(new Job.Write(event)))) {
            lost.incrementAndGet();
        }
    }

    /** Events whose queue id, message-id or address is that word; oldest first, at most {@code limit} of the newest. */
    public List<Event> find(String word, int limit) throws IOException {
        if (files == null || limit <= 0 || word.isBlank()) {
            return List.of();
        }
        settle();
        return files.find(word.strip(), limit);
    }

    /** Writes what waits. Events that come later are lost. */
    @Override
    public void close() throws IOException {
        if (files == null || closed) {
            return;
        }
        closed = true;
        try {
            if (waiting.offer(new Job.Stop(), SETTLE_SECONDS, TimeUnit.SECONDS)) {
                writer.join(TimeUnit.SECONDS.toMillis(SETTLE_SECONDS));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until what was recorded before this call can be found; not for ever, as the disk may hang. */
    private void settle() {
        CountDownLatch reached = new CountDownLatch(1);
        try {
            if (!closed && waiting.offer(new Job.Mark(reached), SETTLE_SECONDS, TimeUnit.SECONDS)) {
                reached.await(SETTLE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        List<Job> batch = new ArrayList<>(BATCH);
        boolean on = true;
        try (files) {
            while (on) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                on = write(batch);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException closing) {
            System.getLogger("barua.trace").log(System.Logger.Level.WARNING, "the trace could not be closed", closing);
        }
    }

    /** Returns false where the batch says to stop. */
    private boolean write(List<Job> batch) {
        List<Event> events = new ArrayList<>(batch.size() + 1);
        boolean on = true;
        for (Job job : batch) {
            switch (job) {
                case Job.Write(Event event) -> events.add(event);
                case Job.Stop() -> on = false;
                case Job.Mark(CountDownLatch _) -> { }   // opened below, after the writing
            }
        }
        long before = lost.getAndSet(0);
        if (before > 0) {
            events.add(new Event(clock.instant(), "", "", "lost", "", before + " events that did not fit"));
        }
        append(events, before);
        batch.forEach(job -> {
            if (job instanceof Job.Mark(CountDownLatch reached)) {
                reached.countDown();
            }
        });
        return on;
    }

    private void append(List<Event> events, long before) {
        try {
            files.append(events);
        } catch (IOException full) {
            // The disk is full or failing: mail goes on, and the gap is told as soon as a line can be written again.
            lost.addAndGet(before + events.size() - (before > 0 ? 1 : 0));
            System.getLogger("barua.trace").log(System.Logger.Level.WARNING, "the trace could not be written: " + full.getMessage());
        }
    }
}
