package barua.mailbox;

import barua.disk.FileLayer;
import barua.message.Headers;
import barua.message.Outline;
import barua.message.OutlineCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * {@code barua-cache}: outlines of a folder's messages, added when they come or are first asked for; derived, never forced. After 16 bytes
 * of head (magic, UIDVALIDITY) records of UID (4), length (4), CRC-32C of UID and outline (4), and the outline. What does not check is not used.
 *
 * <p>What is added waits in memory until there is enough for one write, or until {@link #flush}; what is read is read in pieces that hold
 * the next messages too. So a list of thousands opens the file some tens of times, not once or twice for each message.
 */
final class CacheFile {

    static final String NAME = "barua-cache";

    private static final long MAGIC = 0x42415255_43414331L;   // BARUCAC1
    private static final int HEAD = 16;
    private static final int RECORD_HEAD = 12;
    private static final int LONGEST = 1 << 20;
    private static final int CHUNK = 1 << 20;
    private static final int WINDOW = 64 * 1024;
    /** So much waits in memory before it is written. */
    private static final int TAIL = 64 * 1024;
    private static final long SMALL = 8 << 20;
    /** Beyond it the file is begun anew: outlines of expunged messages are never taken out one by one. */
    private static final long LARGEST = 2L << 30;

    private final FileLayer files;
    private final FolderState folder;
    // Guarded by the folder's own lock for it.
    private final Places places = new Places();
    /** What the file holds that is good. */
    private long written;
    /** What follows it and is not written yet. */
    private byte[] tail = new byte[1024];
    private int tailLength;
    private byte[] window = new byte[0];
    private long windowAt;

    private CacheFile(FolderState folder) {
        this.files = folder.files();
        this.folder = folder;
    }

    static CacheFile open(FolderState folder) throws IOException {
        CacheFile cache = new CacheFile(folder);
        try (FileLayer.Handle handle = cache.files.open(cache.file())) {
            cache.index(handle);
        } catch (NoSuchFileException none) {
            cache.written = 0;
        }
        return cache;
    }

    /** Whether reading where everything lies is soon done; 0.5 s for a gigabyte that is in the page cache. */
    static boolean isSmall(FolderState folder) throws IOException {
        return folder.files().stat(folder.path().resolve(NAME)).map(FileLayer.Stat::size).orElse(0L) <= SMALL;
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
        written = at;
    }

    Optional<Outline> find(long uid) throws IOException {
        return find(uid, OutlineCodec::decode);
    }

    Optional<Headers> findHeaders(long uid) throws IOException {
        return find(uid, OutlineCodec::decodeHeaders);
    }

    private <T> Optional<T> find(long uid, Function<byte[], T> decode) throws IOException {
        Optional<byte[]> bytes = encoded(uid);
        try {
            return bytes.map(decode);
        } catch (IllegalArgumentException otherVersion) {
            places.remove(uid);
            return Optional.empty();
        }
    }

    /** An outline as it is kept, for another folder's cache. */
    Optional<byte[]> encoded(long uid) throws IOException {
        long at = places.get(uid);
        if (at < 0) {
            return Optional.empty();
        }
        try {
            ByteBuffer head = ByteBuffer.wrap(bytes(at, RECORD_HEAD));
            byte[] bytes = head.remaining() == RECORD_HEAD && head.getInt(4) > 0 && head.getInt(4) <= LONGEST ? bytes(at + RECORD_HEAD, head.getInt(4))
                    : new byte[0];
            if (bytes.length == 0 || head.getInt(0) != (int) uid || head.getInt(8) != crc(uid, bytes)) {
                places.remove(uid);
                return Optional.empty();
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException gone) {
            forget();
            return Optional.empty();
        }
    }

    private byte[] bytes(long at, int length) throws IOException {
        if (at >= written) {
            int from = (int) (at - written);
            return Arrays.copyOfRange(tail, from, Math.min(tailLength, from + length));
        }
        if (at < windowAt || at + length > windowAt + window.length) {
            try (FileLayer.Handle handle = files.open(file())) {
                window = handle.read(at, Math.max(WINDOW, length));
                windowAt = at;
            }
        }
        int from = (int) (at - windowAt);
        return Arrays.copyOfRange(window, from, Math.min(window.length, from + length));
    }

    private void forget() {
        places.clear();
        written = 0;
        tailLength = 0;
        window = new byte[0];
    }

    /** Adds what is not there yet. */
    void add(long uid, byte[] encoded) throws IOException {
        long end = Math.max(HEAD, written) + tailLength;
        if (places.get(uid) >= 0 || encoded.length > LONGEST || end + encoded.length > LARGEST) {
            return;
        }
        if (written == 0) {
            begin();
        }
        ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD + encoded.length).putInt((int) uid).putInt(encoded.length).putInt(crc(uid, encoded)).put(encoded);
        if (tailLength + record.capacity() > tail.length) {
            tail = Arrays.copyOf(tail, Math.max(2 * tail.length, tailLength + record.capacity()));
        }
        System.arraycopy(record.array(), 0, tail, tailLength, record.capacity());
        places.put(uid, written + tailLength);
        tailLength += record.capacity();
        if (tailLength >= TAIL) {
            flush();
        }
    }

    private void begin() throws IOException {
        files.unlinkIfThere(file());
        try (FileLayer.Handle handle = files.create(file(), false)) {
            handle.write(0, ByteBuffer.allocate(HEAD).putLong(MAGIC).putLong(folder.uidValidity()).array(), 0, HEAD);
        } catch (FileAlreadyExistsException raced) {
            throw new IOException("another program made " + file(), raced);
        }
        written = HEAD;
    }

    /** Writes what waits. What cannot be written is forgotten: it can be derived anew. */
    void flush() throws IOException {
        if (tailLength == 0) {
            return;
        }
        try (FileLayer.Handle handle = files.open(file())) {
            handle.write(written, tail, 0, tailLength);
            written += tailLength;
            tailLength = 0;
            tail = tail.length > 4 * TAIL ? new byte[TAIL] : tail;
        } catch (IOException failed) {
            forget();
            throw failed;
        }
    }

    private static int crc(long uid, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, uid).array());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
