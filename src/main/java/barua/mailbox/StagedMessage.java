package barua.mailbox;

import barua.disk.FileLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message on its way in: in memory up to 256 KB, beyond in a file of the spool that is not forced. The file that mailboxes
 * link to is written and forced once, at the first filing. Bytes are kept as they are given: who takes in text that ends its lines otherwise mends
 * it at his door.
 */
final class StagedMessage extends Staged {

    static final int IN_MEMORY = 256 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final MailStore store;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(4096);
    private FileLayer.Handle spill;
    private Path spillFile;
    private long written;
    private byte[] front = new byte[0];
    /** All of a message that is in memory, once it was put together for the disk. */
    private byte[] whole = new byte[0];
    private final Map<Long, Path> sealed = new HashMap<>();

    StagedMessage(MailStore store) {
        this.store = store;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireUnsealed();
        put(bytes, offset, length);
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        try {
            if (spill == null && written + length > IN_MEMORY) {
                spillFile = store.spoolFile();
                spill = store.files().create(spillFile, true);
                spill.write(0, memory.toByteArray(), 0, memory.size());
                memory = null;
            }
            if (spill != null) {
                spill.write(written, bytes, offset, length);
            } else {
                memory.write(bytes, offset, length);
            }
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        }
        written += length;
    }

    @Override
    public void prepend(byte[] fields) {
        requireUnsealed();
        byte[] longer = new byte[fields.length + front.length];
        System.arraycopy(fields, 0, longer, 0, fields.length);
        System.arraycopy(front, 0, longer, fields.length, front.length);
        front = longer;
    }

    private void requireUnsealed() {
        if (!sealed.isEmpty()) {
            throw new IllegalStateException("it was filed already");
        }
    }

    @Override
    public long size() {
        return front.length + written;
    }

    @Override
    public InputStream open(long from) throws IOException {
        InputStream body = openBody(Math.max(0, from - front.length));
        return from >= front.length ? body : new SequenceInputStream(new ByteArrayInputStream(front, (int) from, front.length - (int) from), body);
    }

    private InputStream openBody(long from) throws IOException {
        if (spill == null) {
            return new ByteArrayInputStream(memory.toByteArray(), (int) from, memory.size() - (int) from);
        }
        return store.files().stream(spillFile, from);
    }

    /** The forced file to link to, with that time of receipt; not yet with a durable name. */
    Path seal(Instant received) throws IOException {
        Path known = sealed.get(received.toEpochMilli());
        if (known != null) {
            return known;
        }
        Path file = store.spoolFile();
        boolean done = false;
        try (FileLayer.Handle handle = store.files().create(file, true)) {
            writeAll(handle);
            store.files().touch(file, received);
            handle.force();
            done = true;
        } finally {
            if (!done) {
                store.forget(file);
            }
        }
        sealed.put(received.toEpochMilli(), file);
        return file;
    }

    private void writeAll(FileLayer.Handle handle) throws IOException {
        if (spill == null) {
            whole = new byte[Math.toIntExact(size())];
            System.arraycopy(front, 0, whole, 0, front.length);
            System.arraycopy(memory.toByteArray(), 0, whole, front.length, memory.size());
            handle.write(0, whole, 0, whole.length);
            return;
        }
        copy(this, handle);
    }

    /** Empty where it was too large for memory, or was not filed. */
    Optional<byte[]> whole() {
        return Optional.of(whole).filter(bytes -> bytes.length > 0);
    }

    /** All bytes of a content into a new file. */
    static void copy(barua.message.Content from, FileLayer.Handle to) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long at = 0;
        try (InputStream in = from.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                to.write(at, buffer, 0, n);
                at += n;
            }
        }
    }

    @Override
    public void close() {
        memory = null;
        if (spill != null) {
            try {
                spill.close();
            } catch (IOException unimportant) {
                // Nobody relies on the spool's file: what was filed has names of its own.
            }
            store.forget(spillFile);
        }
        sealed.values().forEach(store::forget);
        sealed.clear();
        spill = null;
    }
}
