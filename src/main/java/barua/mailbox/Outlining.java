package barua.mailbox;

import barua.message.Content;
import barua.message.Outline;
import barua.message.OutlineCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes outlines of messages as they come, behind the back of whoever delivers: the bytes are still in memory then, and the first list
 * after it opens no message. One thread at a time; when it falls behind, work is dropped, because an outline can be made again from its message.
 */
final class Outlining {

    private static final System.Logger LOG = System.getLogger(Outlining.class.getName());
    private static final int MOST_JOBS = 2_000;
    private static final long MOST_BYTES = 16 << 20;
    private static final long STOP_MS = 2_000;

    /** Where a message is. */
    record Copy(FolderState folder, long uid) {
    }

    private sealed interface Job {
        default int bytes() {
            return 0;
        }
    }

    private record Came(byte[] message, List<Copy> copies) implements Job {
        @Override
        public int bytes() {
            return message.length;
        }
    }

    /** Messages that were copied or moved, pairwise; their outlines are the same. */
    record Copied(FolderState source, long[] from, FolderState target, long[] to) implements Job {
    }

    private final Outlines outlines;
    private final boolean background;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // Guarded by lock.
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean running;
    private boolean stopped;

    Outlining(Outlines outlines, boolean background) {
        this.outlines = outlines;
        this.background = background;
    }

    void came(byte[] message, List<Copy> copies) {
        if (!copies.isEmpty()) {
            offer(new Came(message, copies));
        }
    }

    void copied(Copied copied) {
        offer(copied);
    }

    private void offer(Job job) {
        lock.lock();
        try {
            if (stopped || waiting.size() >= MOST_JOBS || bytes + job.bytes() > MOST_BYTES) {
                return;
            }
            waiting.add(job);
            bytes += job.bytes();
            if (background && !running) {
                running = true;
                Thread.ofVirtual().name("mailbox-outlines").start(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Optional<Job> job = next(); job.isPresent(); job = next()) {
            run(job.get());
        }
    }

    private Optional<Job> next() {
        lock.lock();
        try {
            Job job = waiting.poll();
            if (job == null) {
                running = false;
                idle.signalAll();
                return Optional.empty();
            }
            bytes -= job.bytes();
            return Optional.of(job);
        } finally {
            lock.unlock();
        }
    }

    /** Where nothing happens by itself: does what waits. */
    void catchUp() {
        if (!background) {
            work();
        }
    }

    private void run(Job job) {
        try {
            switch (job) {
                case Came came -> add(came);
                case Copied copied -> add(copied);
            }
        } catch (IOException gone) {
            // The folder went, or the disk is full: whoever asks for the outline has it made then.
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "outlining a message that came", unexpected);
        }
    }

    private void add(Came came) throws IOException {
        Outline outline = Outline.of(Content.of(came.message));
        byte[] encoded = OutlineCodec.encode(outline);
        for (Copy copy : came.copies) {
            outlines.came(copy.folder, copy.uid, outline, encoded);
        }
    }

    private static void add(Copied copied) throws IOException {
        if (!copied.source.isCacheAtHand() || !copied.target.isCacheAtHand()) {
            return;
        }
        for (int i = 0; i < copied.from.length; i++) {
            long from = copied.from[i];
            long to = copied.to[i];
            Optional<byte[]> encoded = copied.source.caching(cache -> cache.encoded(from));
            if (encoded.isPresent()) {
                copied.target.caching(cache -> {
                    cache.add(to, encoded.get());
                    return null;
                });
            }
        }
    }

    /** Takes no more, and waits a moment for what is going on. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            long left = TimeUnit.MILLISECONDS.toNanos(STOP_MS);
            while (running && left > 0) {
                left = idle.awaitNanos(left);
            }
            waiting.clear();
            while (running) {
                idle.awaitUninterruptibly();   // one job at most
            }
        } catch (InterruptedException hurry) {
            waiting.clear();
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
