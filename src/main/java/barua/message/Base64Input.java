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
final class Base64Input extends InputStream {

    private static final byte[] VALUES = values();

    private final InputStream in;
    private final byte[] raw = new byte[8192];
    private final byte[] ready = new byte[6150];
    private int readyAt;
    private int readyEnd;
    private int held;
    private int digits;      // 0 to 3 in held
    private boolean over;

    Base64Input(InputStream in) {
        this.in = in;
    }

    /** The value of a digit, also of the URL-safe alphabet; -1 for anything else. */
    static int value(int c) {
        return c >= 0 && c < VALUES.length ? VALUES[c] : -1;
    }

    static byte[] decode(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        try (var in = new Base64Input(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[readyAt++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, readyEnd - readyAt);
        System.arraycopy(ready, readyAt, target, offset, count);
        readyAt += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        while (readyAt == readyEnd) {
            if (over) {
                return false;
            }
            readyAt = 0;
            readyEnd = 0;
            int count = in.read(raw);
            if (count < 0) {
                over = true;
                flush();
            } else {
                take(count);
            }
        }
        return true;
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            int c = raw[i] & 0xff;
            int value = VALUES[c & 0xff];
            if (value >= 0) {
                held = held << 6 | value;
                if (++digits == 4) {
                    ready[readyEnd++] = (byte) (held >> 16);
                    ready[readyEnd++] = (byte) (held >> 8);
                    ready[readyEnd++] = (byte) held;
                    digits = 0;
                    held = 0;
                }
            } else if (c == '=') {
                flush();
            }
        }
    }

    /** The end of a block: two digits are one byte, three are two, one alone is nothing. */
    private void flush() {
        if (digits == 2) {
            ready[readyEnd++] = (byte) (held >> 4);
        } else if (digits == 3) {
            ready[readyEnd++] = (byte) (held >> 10);
            ready[readyEnd++] = (byte) (held >> 2);
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
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
