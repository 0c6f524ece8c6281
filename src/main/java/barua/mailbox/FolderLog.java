package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.SharedForce;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code barua-log.<generation>}: the changes since the snapshot of that generation. After a head of magic (8), generation (8) and the epoch of
 * the owner that began it (8) records of
 * <pre>
 * length (4) | record | CRC-32C of the record (4)
 * </pre>
 * Reading ends at the first torn one; it is cut off before anything is added. Guarded by the folder's lock, but for {@link #force}.
 * After a failed write or force nobody knows what it holds, and a later force would promise what the system has forgotten: it refuses both from then on.
 */
final class FolderLog implements Closeable {

    static final String PREFIX = "barua-log.";

    private static final long MAGIC = 0x42415255_4C4F4732L;          // BARULOG2
    private static final int HEAD = 24;
    private static final long MAGIC_OF_1 = 0x42415255_4C4F4731L;     // BARULOG1: without an epoch, read only
    private static final int HEAD_OF_1 = 16;
    private static final int LONGEST = 64 << 20;

    private final FileLayer.Handle handle;
    private final SharedForce force;
    private final long generation;
    private volatile boolean broken;
    private long length;

    private FolderLog(FileLayer.Handle handle, long generation, long length) {
        this.handle = handle;
        this.force = new SharedForce(handle::force);
        this.generation = generation;
        this.length = length;
    }

    static Path path(Path folder, long generation) {
        return folder.resolve(PREFIX + generation);
    }

    /** A log without records, on the disk with its entry in the folder. */
    static FolderLog create(FileLayer files, Path folder, long generation, long epoch) throws IOException {
        Path file = path(folder, generation);
        files.unlinkIfThere(file);
        FileLayer.Handle handle = files.create(file, false);
        try {
            byte[] head = ByteBuffer.allocate(HEAD).putLong(MAGIC).putLong(generation).putLong(epoch).array();
            handle.write(0, head, 0, HEAD);
            handle.force();
            files.forceDirectory(folder);
            return new FolderLog(handle, generation, HEAD);
        } catch (IOException failed) {
            handle.close();
            throw failed;
        }
    }

    /** @param length of its good part  @param epoch 0 where the format had none */
    record Reading(List<LogRecord> records, long length, boolean torn, long epoch) {
    }

    /** All good records; a length of 0 where there is no such log. */
    static Reading read(FileLayer files, Path folder, long generation) throws IOException {
        byte[] bytes = files.content(path(folder, generation)).orElse(new byte[0]);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<LogRecord> records = new ArrayList<>();
        long magic = bytes.length < HEAD_OF_1 ? 0 : in.getLong();
        boolean known = magic == MAGIC && bytes.length >= HEAD || magic == MAGIC_OF_1;
        if (!known || in.getLong() != generation) {
            return new Reading(records, 0, bytes.length > 0, 0);
        }
        long epoch = magic == MAGIC ? in.getLong() : 0;
        int good = in.position();
        while (in.remaining() >= 8) {
            int size = in.getInt();
            if (size <= 0 || size > LONGEST || in.remaining() < size + 4 || in.getInt(good + 4 + size) != Bytes.crc(bytes, good + 4, size)) {
                break;
            }
            records.add(LogRecord.decode(in.slice(good + 4, size)));
            good += size + 8;
            in.position(good);
        }
        return new Reading(records, good, good < bytes.length, epoch);
    }

    /** Opens a log that was read, to add to it. @throws NoSuchFileException */
    static FolderLog reopen(FileLayer files, Path folder, long generation, Reading reading) throws IOException {
        FileLayer.Handle handle = files.open(path(folder, generation));
        try {
            if (reading.torn()) {
                handle.truncate(reading.length());
                handle.force();
            }
            return new FolderLog(handle, generation, reading.length());
        } catch (IOException failed) {
            handle.close();
            throw failed;
        }
    }

    long generation() {
        return generation;
    }

    long length() {
        return length;
    }

    boolean isBroken() {
        return broken;
    }

    /** Adds a record, not yet durably. */
    void add(LogRecord record) throws IOException {
        byte[] body = record.encode();
        byte[] framed = ByteBuffer.allocate(body.length + 8).putInt(body.length).put(body).putInt(Bytes.crc(body, 0, body.length)).array();
        orBreak(() -> handle.write(length, framed, 0, framed.length));
        length += framed.length;
    }

    /** All that was added before is durable. */
    void force() throws IOException {
        orBreak(force::force);
    }

    private void orBreak(SharedForce.Force step) throws IOException {
        if (broken) {
            throw new IOException("the log of generation " + generation + " failed before");
        }
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            broken |= !done;
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
