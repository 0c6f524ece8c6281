package barua.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the store asks of a disk. The real one is {@link RealFiles}; the tests have one that forgets what was not forced.
 * Nothing written, linked, renamed or removed is durable before {@link Handle#force} and {@link #forceDirectory}.
 */
public interface FileLayer {

    /** An open file. Used by one thread at a time, but for {@link #force}. */
    interface Handle extends Closeable {

        long size() throws IOException;

        /** Bytes from there, as many as there are up to {@code length}. */
        byte[] read(long position, int length) throws IOException;

        /** All of them, or an exception and then any part of them. */
        void write(long position, byte[] bytes, int offset, int length) throws IOException;

        void truncate(long size) throws IOException;

        /** Content, size and time of change are on the disk when it returns; after an exception nobody knows. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** @param modified time of the last change in nanoseconds since 1970 */
    record Stat(boolean directory, long size, long modified) {
    }

    record Space(long total, long usable) {
    }

    /** A new file that only its owner may read (and write, where it is not to stay as it is). @throws java.nio.file.FileAlreadyExistsException */
    Handle create(Path file, boolean fixed) throws IOException;

    /** @throws java.nio.file.NoSuchFileException */
    Handle open(Path file) throws IOException;

    /** @throws java.nio.file.NoSuchFileException */
    InputStream stream(Path file, long from) throws IOException;

    void touch(Path file, Instant modified) throws IOException;

    void link(Path existing, Path name) throws IOException;

    /** Replaces what is called so, as rename(2) does. */
    void rename(Path from, Path to) throws IOException;

    /** @throws java.nio.file.NoSuchFileException */
    void unlink(Path file) throws IOException;

    /** @throws java.nio.file.FileAlreadyExistsException */
    void mkdir(Path folder) throws IOException;

    void rmdir(Path folder) throws IOException;

    void forceDirectory(Path folder) throws IOException;

    /** Names in no order. @throws java.nio.file.NoSuchFileException */
    List<String> list(Path folder) throws IOException;

    Optional<Stat> stat(Path file) throws IOException;

    Space space(Path folder) throws IOException;

    default boolean exists(Path file) throws IOException {
        return stat(file).isPresent();
    }

    /** Whether it is a file or a folder itself: no link to one elsewhere, no pipe, no device. */
    default boolean isPlain(Path path) throws IOException {
        return exists(path);
    }

    /** A whole small file; empty where it is missing. */
    default Optional<byte[]> content(Path file) throws IOException {
        try (Handle handle = open(file)) {
            return Optional.of(handle.read(0, Math.toIntExact(handle.size())));
        } catch (java.nio.file.NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Makes a folder and its missing parents, durably. */
    default void makeFolders(Path folder) throws IOException {
        if (exists(folder)) {
            return;
        }
        makeFolders(folder.getParent());
        try {
            mkdir(folder);
        } catch (java.nio.file.FileAlreadyExistsException raced) {
            // Another thread made it; both force the parent.
        }
        forceDirectory(folder.getParent());
    }

    /** Writes a small file so that after a crash there is the old one or the new one. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        unlinkIfThere(fresh);
        try (Handle handle = create(fresh, false)) {
            handle.write(0, bytes, 0, bytes.length);
            handle.force();
        }
        rename(fresh, file);
        forceDirectory(file.getParent());
    }

    default void unlinkIfThere(Path file) throws IOException {
        try {
            unlink(file);
        } catch (java.nio.file.NoSuchFileException missing) {
            // That is what was wanted.
        }
    }
}
