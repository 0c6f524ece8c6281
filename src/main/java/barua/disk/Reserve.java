package barua.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** A file of zeros that gives its room away when the disk is full, so that mail can still be deleted. */
public final class Reserve {

    private static final int CHUNK = 1 << 20;

    /** What may need the room; done twice where the disk was full, so nothing may be left of a first try that failed. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private final FileLayer files;
    private final Path file;
    private final int size;

    public Reserve(FileLayer files, Path file, int size) {
        this.files = files;
        this.file = file;
        this.size = size;
    }

    /** Makes it where it is missing; not at any price. */
    public void fill() {
        try {
            if (files.exists(file)) {
                return;
            }
            try (FileLayer.Handle handle = files.create(file, false)) {
                byte[] zeros = new byte[Math.min(size, CHUNK)];
                for (long at = 0; at < size; at += zeros.length) {
                    handle.write(at, zeros, 0, zeros.length);
                }
                handle.force();
            }
        } catch (FileAlreadyExistsException there) {
            // Good.
        } catch (IOException noRoom) {
            release();
        }
    }

    /** Does what makes room in the end; where the disk is full the reserve is given away, and it is done again. */
    public <T> T spend(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException full) {
            if (!DiskFullException.isCauseOf(full) || !release()) {
                throw full;
            }
            return work.run();
        }
    }

    /** True where room was given away. */
    public boolean release() {
        try {
            files.unlink(file);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
