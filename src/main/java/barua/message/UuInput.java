package barua.message;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;

/** What uuencode(1) made, undone as it arrives: the lines between "begin" and "end", each with its count in front. */
final class UuInput extends DecodingInput {

    private static final int LONGEST_LINE = 200;   // 61 is the most that a count can call for

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean inside;

    UuInput(InputStream in) {
        super(in);
    }

    @Override
    void take(int b) {
        if (b == '\n') {
            line();
        } else if (b != '\r' && line.size() < LONGEST_LINE) {
            line.write(b);
        }
    }

    @Override
    void end() {
        line();
    }

    private void line() {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (!inside) {
            inside = startsWith(bytes, "begin ");
        } else if (startsWith(bytes, "end")) {
            inside = false;
        } else if (bytes.length > 0) {
            decode(bytes);
        }
    }

    /** A blank may have been lost at the line's end, and stands for zero like a backquote. */
    private void decode(byte[] bytes) {
        int left = value(bytes, 0);
        for (int i = 1; left > 0 && i < bytes.length; i += 4) {
            int four = value(bytes, i) << 18 | value(bytes, i + 1) << 12 | value(bytes, i + 2) << 6 | value(bytes, i + 3);
            for (int shift = 16; shift >= 0 && left > 0; shift -= 8) {
                put(four >> shift);
                left--;
            }
        }
    }

    private static int value(byte[] bytes, int i) {
        return i < bytes.length ? bytes[i] - 32 & 0x3f : 0;
    }

    private static boolean startsWith(byte[] bytes, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (i >= bytes.length || bytes[i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
