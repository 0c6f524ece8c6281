package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 undone as it arrives (RFC 2045 §6.8): whatever is no digit is passed over, a missing end gives the bytes that
 * are whole, and blocks that were encoded apart and put together are read one after the other. Mailing lists put a footer in plain
 * words behind it: a line that is no base64 ends it, once there was an end or where most of the line is no digit.
 */
final class Base64Input extends DecodingInput {

    private static final byte[] VALUES = values();
    private static final int JUDGED_LINE = 512;   // longer lines are no footer; RFC 2045 §6.8 has 76

    private final byte[] line = new byte[JUDGED_LINE];
    private int length;
    private boolean lineBegun;   // and its begin is decoded already: it was longer than what is judged
    private int held;
    private int digits;          // 0 to 3 in held
    private boolean something;   // was decoded
    private boolean padded;      // the last block came to its end
    private boolean over;

    Base64Input(InputStream in) {
        super(in);
    }

    /** For short texts, such as names in headers: large buffers would cost more than the decoding. */
    private Base64Input(InputStream in, int chunk) {
        super(in, chunk);
    }

    /** The value of a digit; -1 for anything else. */
    static int value(int c) {
        return c >= 0 && c < VALUES.length ? VALUES[c] : -1;
    }

    static byte[] decode(String text) {
        try (var in = new Base64Input(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), text.length())) {
            byte[] bytes = new byte[text.length() / 4 * 3 + 3];
            return Arrays.copyOf(bytes, in.readNBytes(bytes, 0, bytes.length));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    void take(int b) {
        if (over) {
            return;
        }
        if (b == '\n') {
            decodeLine();
            lineBegun = false;
        } else {
            if (length == JUDGED_LINE) {
                lineBegun = true;
                decodeLine();
            }
            line[length++] = (byte) b;
        }
    }

    /** The end of all: two digits are one byte, three are two, one alone is nothing. */
    @Override
    void end() {
        decodeLine();
        endBlock();
    }

    private void decodeLine() {
        if (over || !lineBegun && something && isFooter()) {
            over = true;
            length = 0;
            return;
        }
        for (int i = 0; i < length; i++) {
            int b = line[i] & 0xff;
            if (VALUES[b] >= 0) {
                digit(VALUES[b]);
            } else if (b == '=') {
                endBlock();
                padded = true;
            }
        }
        length = 0;
    }

    private boolean isFooter() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        int foreign = 0;
        int blanks = 0;
        boolean inner = false;   // a blank between words
        for (int i = 0; i < end; i++) {
            int b = line[i] & 0xff;
            if (b == ' ' || b == '\t') {
                blanks++;
            } else {
                inner |= blanks > 0 && i > blanks;
                foreign += VALUES[b] < 0 && b != '=' ? 1 : 0;
            }
        }
        return padded && (foreign > 0 || inner) || 2 * foreign > end - blanks;
    }

    private void digit(int value) {
        something = true;
        padded = false;
        held = held << 6 | value;
        if (++digits == 4) {
            put(held >> 16);
            put(held >> 8);
            put(held);
            digits = 0;
            held = 0;
        }
    }

    private void endBlock() {
        if (digits == 2) {
            put(held >> 4);
        } else if (digits == 3) {
            put(held >> 10);
            put(held >> 2);
        }
        digits = 0;
        held = 0;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        return values;
    }
}
