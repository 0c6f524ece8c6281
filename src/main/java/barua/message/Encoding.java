package barua.message;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is another one, encoded as it is read. */
abstract class Encoding extends InputStream {

    private static final int ROOM = 256;    // what one step writes at most

    /** Where a step writes. */
    final class Out {

        private final byte[] bytes = new byte[ROOM];
        private int filled;
        private int given;

        void put(int b) {
            bytes[filled++] = (byte) b;
        }
    }

    private final InputStream in;
    private final Out out = new Out();

    Encoding(InputStream in) {
        this.in = in;
    }

    /** Reads a little and writes what becomes of it, perhaps nothing; false at the end, when all is written. */
    abstract boolean more(Out to) throws IOException;

    private boolean fill() throws IOException {
        boolean going = true;
        while (going && out.given == out.filled) {
            out.given = 0;
            out.filled = 0;
            going = more(out);
        }
        return out.given < out.filled;
    }

    @Override
    public int read() throws IOException {
        return fill() ? out.bytes[out.given++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = 0;
        while (n < length && fill()) {
            int some = Math.min(length - n, out.filled - out.given);
            System.arraycopy(out.bytes, out.given, into, offset + n, some);
            out.given += some;
            n += some;
        }
        return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
