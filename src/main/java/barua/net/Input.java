package barua.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that have arrived and were not read yet. Holds no buffer while there are none. */
final class Input {

    private ByteBuffer buffer;   // position at the first byte, limit after the last; null while empty

    int size() {
        return buffer == null ? 0 : buffer.remaining();
    }

    /** The bytes themselves; to be read from {@link #start()} to {@link #end()} and then {@link #skip(int) skipped}. */
    byte[] array() {
        return buffer.array();
    }

    int start() {
        return buffer.position();
    }

    int end() {
        return buffer.limit();
    }

    void skip(int bytes) {
        buffer.position(buffer.position() + bytes);
        if (!buffer.hasRemaining()) {
            clear();
        }
    }

    /** Takes what has arrived: 0 for nothing now, -1 for the end. Only while empty. */
    int fill(Wire wire) throws IOException {
        ByteBuffer fresh = Buffers.TEXT.take();
        int n = 0;
        try {
            n = wire.read(fresh);
        } finally {
            if (n > 0) {
                buffer = fresh.flip();
            } else {
                Buffers.TEXT.give(fresh);
            }
        }
        return n;
    }

    /** Puts bytes in front; more than a pooled buffer holds get one of their own. */
    void unread(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (buffer != null && buffer.position() >= length) {
            buffer.position(buffer.position() - length);
            buffer.put(buffer.position(), bytes, offset, length);
            return;
        }
        ByteBuffer joined = ByteBuffer.allocate(length + size());
        joined.put(bytes, offset, length);
        if (buffer != null) {
            joined.put(buffer);
        }
        clear();
        buffer = joined.flip();
    }

    void clear() {
        if (buffer != null && buffer.capacity() == Buffers.TEXT.size()) {
            Buffers.TEXT.give(buffer);
        }
        buffer = null;
    }
}
