package barua.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that were written and not handed over yet. Holds no buffer while there are none. */
final class Output {

    private ByteBuffer buffer;   // position after the last; null while empty

    void write(Wire wire, byte[] bytes, int offset, int length) throws IOException {
        if (buffer != null && buffer.remaining() < length) {
            flush(wire);
        }
        if (length >= Buffers.TEXT.size()) {
            wire.write(ByteBuffer.wrap(bytes, offset, length));
            return;
        }
        if (buffer == null) {
            buffer = Buffers.TEXT.take();
        }
        buffer.put(bytes, offset, length);
    }

    void flush(Wire wire) throws IOException {
        if (buffer == null) {
            return;
        }
        ByteBuffer full = buffer;
        buffer = null;
        try {
            wire.write(full.flip());
        } finally {
            Buffers.TEXT.give(full);
        }
    }
}
