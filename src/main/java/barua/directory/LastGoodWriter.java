package barua.directory;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the last-good copy up to date behind the callers' backs: of several snapshots that wait only the newest is written,
 * so adding ten thousand accounts does not write ten thousand files.
 */
final class LastGoodWriter implements AutoCloseable {

    private static final long CLOSING_SECONDS = 5;

    private final Path file;              // null where nothing is kept
    private final ThreadPoolExecutor writer;

    LastGoodWriter(Path file) {
        this.file = file;
        this.writer = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
                Thread.ofPlatform().name("directory-copy").daemon().factory(), new ThreadPoolExecutor.DiscardOldestPolicy());
    }

    static LastGoodWriter none() {
        return new LastGoodWriter(null);
    }

    void keep(Snapshot snapshot) {
        if (file != null) {
            writer.execute(() -> write(snapshot));
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Snapshot snapshot) {
        try {
            LastGood.write(snapshot, file);
        } catch (IOException full) {
            System.getLogger("barua.directory").log(Level.WARNING, "the last-good copy of the directory could not be written: " + full.getMessage());
        }
    }
}
