package barua.launch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends at a line that holds a single dot, as mailers have always done at a terminal. */
final class UntilDot extends InputStream {

    private final InputStream in;
    private boolean lineStart = true;
    private boolean over;

    UntilDot(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    @Override
    public int read() throws IOException {
        if (over) {
            return -1;
        }
        int b = in.read();
        if (lineStart && b == '.') {
            in.mark(2);
            int next = in.read();
            if (next == '\r') {
                next = in.read();
            }
            if (next == '\n' || next < 0) {
                over = true;
                return -1;
            }
            in.reset();
        }
        lineStart = b == '\n';
        return b;
    }
}
