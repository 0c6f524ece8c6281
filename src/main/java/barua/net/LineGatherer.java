package barua.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** One line being gathered from pieces: takes CRLF as its end and nothing else, keeps at most {@code limit} bytes, and remembers what was wrong with it. */
final class LineGatherer {

    private static final int SKIP_FACTOR = 8;
    private static final int START = 100;

    private final int limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long seen;
    private boolean afterCr;
    private boolean bare;
    private boolean over;

    LineGatherer(int limit) {
        this.limit = limit;
    }

    /** Takes bytes up to the end of the line. Returns how many it took. */
    int take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !over) {
            byte b = bytes[at++];
            over = afterCr && b == '\n';
            bare |= afterCr ? b != '\n' : b == '\n';
            afterCr = b == '\r';
        }
        keep(bytes, from, at);
        seen += at - from;
        return at - from;
    }

    private void keep(byte[] bytes, int from, int to) {
        int wanted = Math.min(to - from, limit - line.size());
        if (wanted > 0) {
            line.write(bytes, from, wanted);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Whether so much came without an end that nothing of the rest can be trusted to be a line. */
    boolean isHopeless() {
        return !over && seen >= (long) SKIP_FACTOR * limit;
    }

    /** Without its CRLF. */
    byte[] result() throws IOException {
        if (!over || seen > limit) {
            throw new LineTooLongException("longer than " + limit + " bytes", Arrays.copyOf(line.toByteArray(), Math.min(line.size(), START)));
        }
        if (bare) {
            throw new BareLineEndException("CR or LF alone");   // RFC 5321 §2.3.8
        }
        return Arrays.copyOf(line.toByteArray(), line.size() - 2);
    }
}
