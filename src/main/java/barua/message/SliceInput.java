package barua.message;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream. */
final class SliceInput extends InputStream {

    private final InputStream in;
    private long left;

    SliceInput(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        int b = left > 0 ? in.read() : -1;
        left -= b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = left > 0 ? in.read(bytes, offset, (int) Math.min(length, left)) : -1;
        left -= Math.max(n, 0);
        return n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
