package barua.imap;

import barua.message.Folding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text to be found anywhere in another, as {@link Folding} compares them (RFC 9051 §6.4.4); in text, or in ASCII bytes without decoding them. */
final class Needle {

    private final String folded;
    private final boolean ascii;
    private final byte[] bytes;
    private final int[] skip = new int[256];

    Needle(String text) {
        folded = Folding.fold(text);
        ascii = Folding.isAscii(folded);
        bytes = folded.getBytes(StandardCharsets.UTF_8);
        // Horspool: how far the window may move, by its last byte.
        Arrays.fill(skip, Math.max(1, bytes.length));
        for (int i = 0; i < bytes.length - 1; i++) {
            skip[bytes[i] & 0xFF] = bytes.length - 1 - i;
            skip[upper(bytes[i]) & 0xFF] = bytes.length - 1 - i;
        }
    }

    /** Whether {@link #in(byte[], int, int)} gives true answers. */
    boolean isAscii() {
        return ascii;
    }

    boolean hasBlank() {
        return folded.indexOf(' ') >= 0;
    }

    int length() {
        return bytes.length;
    }

    boolean in(String text) {
        if (folded.isEmpty()) {
            return true;
        }
        return Folding.isAscii(text) ? ascii && contains(text) : Folding.fold(text).contains(folded);
    }

    private boolean contains(String text) {
        int last = text.length() - folded.length();
        char lower = folded.charAt(0);
        char upper = Character.toUpperCase(lower);
        for (int i = 0; i <= last; i++) {
            char c = text.charAt(i);
            if ((c == lower || c == upper) && text.regionMatches(true, i, folded, 0, folded.length())) {
                return true;
            }
        }
        return false;
    }

    boolean in(byte[] text, int from, int to) {
        int length = bytes.length;
        if (length == 0) {
            return true;
        }
        for (int end = from + length - 1; end < to; end += skip[text[end] & 0xFF]) {
            int i = length - 1;
            int at = end;
            while (i >= 0 && lower(text[at]) == bytes[i]) {
                i--;
                at--;
            }
            if (i < 0) {
                return true;
            }
        }
        return false;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static byte upper(byte b) {
        return b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
    }
}
