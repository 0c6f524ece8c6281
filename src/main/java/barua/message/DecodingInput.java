package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A transfer encoding undone chunk by chunk: a kind of encoding says what bytes a chunk gives, this keeps them till they are read. */
abstract class DecodingInput extends InputStream {

    private static final int CHUNK = 8192;

    private final InputStream in;
    private final byte[] raw;
    private byte[] ready;
    private int readyAt;
    private int readyEnd;
    private boolean over;

    DecodingInput(InputStream in) {
        this(in, CHUNK);
    }

    DecodingInput(InputStream in, int chunk) {
        this.in = in;
        this.raw = new byte[Math.clamp(chunk, 1, CHUNK)];
        this.ready = new byte[raw.length + 64];
    }

    /** Takes one byte as it came, and {@link #put}s what it completes. */
    abstract void take(int b);

    /** The encoded bytes are over: what is held back is put. */
    abstract void end();

    final void put(int b) {
        if (readyEnd == ready.length) {
            ready = Arrays.copyOf(ready, 2 * ready.length);
        }
        ready[readyEnd++] = (byte) b;
    }

    @Override
    public final int read() throws IOException {
        return fill() ? ready[readyAt++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, readyEnd - readyAt);
        System.arraycopy(ready, readyAt, target, offset, count);
        readyAt += count;
        return count;
    }

    @Override
    public final void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        while (readyAt == readyEnd && !over) {
            readyAt = 0;
            readyEnd = 0;
            int count = in.read(raw);
            for (int i = 0; i < count; i++) {
                take(raw[i] & 0xff);
            }
            if (count < 0) {
                over = true;
                end();
            }
        }
        return readyAt < readyEnd;
    }
}
