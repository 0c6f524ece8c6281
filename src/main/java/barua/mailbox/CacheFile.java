package barua.mailbox;

import barua.message.Outline;
import barua.message.OutlineCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * {@code barua-cache}: outlines of a folder's messages, added as they are asked for; derived, never forced. After 16 bytes of head
 * (magic, UIDVALIDITY) records of UID (4), length (4), CRC-32C of UID and outline (4), and the outline. What does not check is not used.
 */
final class CacheFile {

    static final String NAME = "barua-cache";

    private static final long MAGIC = 0x42415255_43414331L;   // BARUCAC1
    private static final int HEAD = 16;
    private static final int RECORD_HEAD = 12;
    private static final int LONGEST = 1 << 20;
    private static final int CHUNK = 1 << 20;
    /** Beyond it the file is begun anew: outlines of expunged messages are never taken out one by one. */
    private static final long LARGEST = 2L << 30;

    private final FileLayer files;
    private final Folder folder;
    // Guarded by this.
    private final Map<Long, Long> places = new HashMap<>();
    private long length;

    private CacheFile(Folder folder) {
        this.files = folder.files();
        this.folder = folder;
    }

    static CacheFile open(Folder folder) throws IOException {
        CacheFile cache = new CacheFile(folder);
        try (FileLayer.Handle handle = cache.files.open(cache.file())) {
            cache.index(handle);
        } catch (NoSuchFileException none) {
            cache.length = 0;
        }
        return cache;
    }

    private Path file() {
        return folder.path().resolve(NAME);
    }

    private void index(FileLayer.Handle handle) throws IOException {
        long size = handle.size();
        ByteBuffer head = ByteBuffer.wrap(handle.read(0, HEAD));
        if (head.remaining() < HEAD || head.getLong() != MAGIC || head.getLong() != folder.uidValidity() || size > LARGEST) {
            return;
        }
        long at = HEAD;
        long chunkAt = 0;
        ByteBuffer chunk = ByteBuffer.allocate(0);
        while (at + RECORD_HEAD <= size) {
            if (at < chunkAt || at + RECORD_HEAD > chunkAt + chunk.capacity()) {
                chunk = ByteBuffer.wrap(handle.read(at, CHUNK));
                chunkAt = at;
            }
            long uid = Integer.toUnsignedLong(chunk.getInt((int) (at - chunkAt)));
            int bytes = chunk.getInt((int) (at - chunkAt) + 4);
            if (bytes <= 0 || bytes > LONGEST || at + RECORD_HEAD + bytes > size) {
                break;
            }
            places.put(uid, at);
            at += RECORD_HEAD + bytes;
        }
        length = at;
    }

    synchronized Optional<Outline> find(long uid) throws IOException {
        Long at = places.get(uid);
        if (at == null) {
            return Optional.empty();
        }
        try (FileLayer.Handle handle = files.open(file())) {
            ByteBuffer head = ByteBuffer.wrap(handle.read(at, RECORD_HEAD));
            byte[] bytes = handle.read(at + RECORD_HEAD, head.getInt(4));
            if (head.getInt(8) != crc(uid, bytes)) {
                places.remove(uid);
                return Optional.empty();
            }
            return Optional.of(OutlineCodec.decode(bytes));
        } catch (IllegalArgumentException otherVersion) {
            places.remove(uid);
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            places.clear();
            return Optional.empty();
        }
    }

    synchronized void add(long uid, Outline outline) throws IOException {
        byte[] bytes = OutlineCodec.encode(outline);
        if (bytes.length > LONGEST || length + bytes.length > LARGEST) {
            return;
        }
        try (FileLayer.Handle handle = opened()) {
            ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD + bytes.length).putInt((int) uid).putInt(bytes.length).putInt(crc(uid, bytes)).put(bytes);
            handle.write(length, record.array(), 0, record.capacity());
            places.put(uid, length);
            length += record.capacity();
        }
    }

    private FileLayer.Handle opened() throws IOException {
        if (length > 0) {
            return files.open(file());
        }
        files.unlinkIfThere(file());
        FileLayer.Handle handle;
        try {
            handle = files.create(file(), false);
        } catch (FileAlreadyExistsException raced) {
            handle = files.open(file());
        }
        handle.write(0, ByteBuffer.allocate(HEAD).putLong(MAGIC).putLong(folder.uidValidity()).array(), 0, HEAD);
        length = HEAD;
        return handle;
    }

    private static int crc(long uid, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, uid).array());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
