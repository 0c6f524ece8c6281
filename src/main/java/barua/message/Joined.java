package barua.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Contents one behind the other, each opened when it is its turn: nothing of them is held. */
record Joined(List<Content> parts) implements Content {

    Joined {
        parts = List.copyOf(parts);
    }

    @Override
    public long size() throws IOException {
        long size = 0;
        for (Content part : parts) {
            size += part.size();
        }
        return size;
    }

    @Override
    public InputStream open(long from) throws IOException {
        long left = from;
        int first = 0;
        while (first < parts.size() && left >= parts.get(first).size()) {
            left -= parts.get(first++).size();
        }
        if (left > 0 && first == parts.size()) {
            throw new EOFException();
        }
        return new Input(first, left);
    }

    private final class Input extends InputStream {

        private int next;
        private long skip;
        private InputStream in = InputStream.nullInputStream();

        Input(int next, long skip) {
            this.next = next;
            this.skip = skip;
        }

        private boolean more() throws IOException {
            if (next == parts.size()) {
                return false;
            }
            in.close();
            in = parts.get(next++).open(skip);
            skip = 0;
            return true;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            while (b < 0 && more()) {
                b = in.read();
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int n = in.read(bytes, offset, length);
            while (n < 0 && more()) {
                n = in.read(bytes, offset, length);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
