package barua.launch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A letter as SMTP's DATA brings it: ends at the line with a single dot, takes away stuffed dots (RFC 5321 §4.5.2). With {@code strict} lines end
 * in CRLF alone, and so does the letter; else LF ends them. An end of input before that is an error: half a letter is none.
 */
final class StuffedInput extends InputStream {

    private final InputStream in;
    private final boolean strict;
    private boolean lineStart = true;
    private boolean over;
    private int before;

    /** @param in knows marks */
    StuffedInput(InputStream in, boolean strict) {
        this.in = in;
        this.strict = strict;
    }

    @Override
    public int read() throws IOException {
        if (over) {
            return -1;
        }
        int b = in.read();
        if (lineStart && b == '.') {
            over = isEnd();
            b = over ? -1 : in.read();
        }
        if (b < 0 && !over) {
            throw new EOFException("the program hung up within a letter");
        }
        lineStart = b == '\n' && (!strict || before == '\r');
        before = b;
        return b;
    }

    /** After a dot at a line's start: whether the line ends here; takes its end if so. */
    private boolean isEnd() throws IOException {
        in.mark(2);
        int first = in.read();
        boolean end = first == '\r' ? in.read() == '\n' : first == '\n' && !strict;
        if (!end) {
            in.reset();
        }
        return end;
    }

    /** Reads what is left of it: its lines are no commands. */
    void finish() throws IOException {
        while (read() >= 0) {
            continue;
        }
    }
}
