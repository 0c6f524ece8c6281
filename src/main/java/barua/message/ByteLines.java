package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a stream as places in one buffer: nothing is copied and no line is made a String. A line that is longer
 * than the buffer comes as several segments, of which only the first {@link #isStart() starts} a line.
 */
final class ByteLines {

    private static final int BUFFER = 64 * 1024;
    private static final int SMALLEST = 1024;
    private static final int LONGEST_NAME = 40;

    private final InputStream in;
    private final byte[] buffer;
    private long bufferOffset;    // of buffer[0] in the stream
    private int filled;
    private boolean ended;

    private int from;             // the current segment: content in from..to, then its line end
    private int to;
    private int next;
    private boolean start;
    private boolean terminated = true;
    private long previousEnd;     // where the content of the line before the current one ended
    private long breaks;          // line ends before the segment

    ByteLines(InputStream in) {
        this(in, BUFFER);
    }

    /** @param expected bytes that the stream has, where that is known: the buffer need not be larger */
    ByteLines(InputStream in, int expected) {
        this.in = in;
        this.buffer = new byte[Math.clamp(expected, SMALLEST, BUFFER)];
    }

    /** Goes to the next segment; false at the end of the stream, where {@link #offset} is the stream's length. */
    boolean advance() throws IOException {
        long endOfContent = bufferOffset + to;
        if (terminated && next > from) {
            breaks++;
            previousEnd = endOfContent;
        }
        from = next;
        int end = lineEnd(from);
        if (end < 0 && !ended) {
            fill();
            end = lineEnd(from);
        }
        if (from == filled) {
            start = terminated;
            to = from;
            terminated = false;
            return false;
        }
        start = terminated;
        settle(end);
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    /** End of the segment's content, its line end not counted. */
    int to() {
        return to;
    }

    /** Just past the line end. */
    int next() {
        return next;
    }

    boolean isStart() {
        return start;
    }

    boolean isEmptyLine() {
        return start && terminated && from == to;
    }

    /** The field name that the line below begins with, up to its colon; empty where it begins with none. Lines shorter than the buffer only. */
    String nextName() throws IOException {
        if (!terminated) {
            return "";
        }
        if (filled - next < LONGEST_NAME && !ended) {
            int content = to - from;
            int whole = next - from;
            fill();
            to = content;
            next = whole;
        }
        int end = next;
        while (end < filled && end - next < LONGEST_NAME && buffer[end] > ' ' && buffer[end] != ':') {
            end++;
        }
        return end < filled && buffer[end] == ':' ? new String(buffer, next, end - next, StandardCharsets.US_ASCII) : "";
    }

    /** Of the segment's first byte, from the start of the stream. */
    long offset() {
        return bufferOffset + from;
    }

    /** Where the content of the line before the current one ended, that is, where its line end stood. */
    long previousEnd() {
        return previousEnd;
    }

    /** Line ends before the current segment. */
    long breaks() {
        return breaks;
    }

    private int lineEnd(int begin) {
        byte[] bytes = buffer;
        int limit = filled;
        for (int i = begin; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void settle(int end) {
        terminated = end >= 0;
        if (terminated) {
            next = end + 1;
            to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        } else {
            // A CR at the buffer's end may be half of a line end: it is left for the next segment.
            boolean half = !ended && filled - from > 1 && buffer[filled - 1] == '\r';
            next = half ? filled - 1 : filled;
            to = next;
        }
    }

    /** Moves what is left to the front and reads until the buffer is full or a line end has come. */
    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        bufferOffset += from;
        filled -= from;
        from = 0;
        next = 0;
        while (!ended && filled < buffer.length) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                ended = true;
            } else {
                filled += count;
            }
        }
    }
}
