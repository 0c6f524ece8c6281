package barua.message;

/** UTF-7 as some old mailers still send it (RFC 2152), read as well as it can be. */
final class Utf7 {

    private Utf7() {
    }

    static String decode(String text) {
        var out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '+') {
                out.append(c);
            } else if (i < text.length() && text.charAt(i) == '-') {
                out.append('+');
                i++;
            } else {
                i = shifted(text, i, out);
            }
        }
        return out.toString();
    }

    /** A run of base64 that holds UTF-16; returns where plain text goes on. */
    private static int shifted(String text, int from, StringBuilder out) {
        int bits = 0;
        int held = 0;
        int i = from;
        while (i < text.length()) {
            int value = Base64Input.value(text.charAt(i));
            if (value < 0) {
                break;
            }
            held = held << 6 | value;
            bits += 6;
            i++;
            if (bits >= 16) {
                bits -= 16;
                out.append((char) (held >>> bits));
                held &= (1 << bits) - 1;
            }
        }
        return i < text.length() && text.charAt(i) == '-' ? i + 1 : i;
    }
}
