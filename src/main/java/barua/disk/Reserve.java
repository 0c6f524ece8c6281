package barua.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** A file of zeros that gives its room away when the disk is full, so that mail can still be deleted. */
public final class Reserve {

    private static final int CHUNK = 1 << 20;

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
