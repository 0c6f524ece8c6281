package barua.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/** A bounded store of buffers of one size: a connection borrows one while bytes pass and gives it back before it waits. */
final class Buffers {

    /** For lines and replies. */
    static final Buffers TEXT = new Buffers(8 * 1024, 512);

    /** For one TLS record, sealed or open (RFC 8446 §5.2: 2^14 + 256 and its header). */
    static final Buffers RECORD = new Buffers(17 * 1024, 256);

    private final int size;
    private final ArrayBlockingQueue<ByteBuffer> spare;

    private Buffers(int size, int keep) {
        this.size = size;
        this.spare = new ArrayBlockingQueue<>(keep);
    }

    int size() {
        return size;
    }

    /** Empty: position 0, limit at its capacity. */
    ByteBuffer take() {
        ByteBuffer buffer = spare.poll();
        return buffer != null ? buffer.clear() : ByteBuffer.allocate(size);
    }

    void give(ByteBuffer buffer) {
        spare.offer(buffer);
    }
}
