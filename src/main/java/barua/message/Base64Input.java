package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 undone as it arrives (RFC 2045 §6.8): whatever is no digit is passed over, a missing end gives the bytes that
 * are whole, and blocks that were encoded apart and put together are read one after the other.
 */
final class Base64Input extends DecodingInput {

    private static final byte[] VALUES = values();

    private int held;
    private int digits;      // 0 to 3 in held

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
        int value = VALUES[b];
        if (value >= 0) {
            held = held << 6 | value;
            if (++digits == 4) {
                put(held >> 16);
                put(held >> 8);
                put(held);
                digits = 0;
                held = 0;
            }
        } else if (b == '=') {
            end();
        }
    }

    /** The end of a block: two digits are one byte, three are two, one alone is nothing. */
    @Override
    void end() {
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
