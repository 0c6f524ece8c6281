package barua.extract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes previews for people who wait for them: one at a time, in a process of its own that goes when nobody asks any more. Few may wait, and not for long;
 * whoever comes when there are too many is told to try again.
 */
public final class Previewer implements Closeable {

    private static final int MOST_WAITING = 16;
    private static final long LONGEST_WAIT_S = 20;
    private static final long LOOK_AFTER_MS = 21_000;

    private final Optional<Extractor> extractor;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean closed;

    Previewer(Optional<Extractor> extractor) {
        this.extractor = extractor;
    }

    /** Where there is no other process: it knows no kind of file. */
    public static Previewer none() {
        return new Previewer(Optional.empty());
    }

    /**
     * @param size how many bytes the stream has
     * @throws IOException where the file itself cannot be read, or this is closed
     */
    public FilePreview of(String name, InputStream file, long size) throws IOException {
        if (extractor.isEmpty()) {
            return FilePreview.without(FilePreview.State.UNKNOWN);
        }
        if (!places.tryAcquire()) {
            return FilePreview.without(FilePreview.State.BUSY);
        }
        try {
            if (!turn.tryAcquire(LONGEST_WAIT_S, TimeUnit.SECONDS)) {
                return FilePreview.without(FilePreview.State.BUSY);
            }
            try {
                return extractor.get().preview(name, file, size).orElse(FilePreview.without(FilePreview.State.BROKEN));
            } finally {
                turn.release();
                rest();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return FilePreview.without(FilePreview.State.BUSY);
        } finally {
            places.release();
        }
    }

    /** Lets the other process go once nothing was asked of it for a while; one looks for all. */
    private void rest() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("previews").start(() -> {
            try {
                while (!closed && extractor.get().isRunning()) {
                    Thread.sleep(LOOK_AFTER_MS);
                    extractor.get().rest();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                looking.set(false);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        extractor.ifPresent(Extractor::close);
    }
}
