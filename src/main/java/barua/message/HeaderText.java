package barua.message;

/** Unstructured header text: folding and encoded words, both ways (RFC 5322 §2.2.3, RFC 2047, RFC 2231 §5). */
public final class HeaderText {

    private HeaderText() {
    }

    /** Without its line breaks and the white space around it; bytes held as ISO 8859-1 chars become the text they meant. */
    public static String unfold(String raw) {
        return Charsets.fromLatin1(withoutBreaks(raw).strip());
    }

    /** For people; never throws. */
    public static String decode(String raw) {
        return harmless(EncodedWords.decode(unfold(raw))).strip();
    }

    /** The same character by character as it was encoded, for programs that compare it; not to be shown to people. */
    public static String decodeExactly(String raw) {
        return EncodedWords.decode(unfold(raw));
    }

    /**
     * Text that cannot break a line, hide a letter or turn the direction of what stands beside it: line ends, tabs and
     * control characters become spaces; bidi embeddings, overrides and isolates are taken out; half a surrogate pair becomes U+FFFD.
     */
    static String harmless(String text) {
        int i = 0;
        while (i < text.length() && !suspicious(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length()).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                out.append('\ufffd');
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                out.append(' ');
            } else if (!turnsDirection(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Embeddings, overrides and isolates; the plain marks U+200E and U+200F stay, honest Arabic mail uses them. */
    static boolean turnsDirection(int c) {
        return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean suspicious(char c) {
        return c < 0x20 || c >= 0x7f && c < 0xa0 || c >= 0x2028 && c <= 0x2069 || Character.isSurrogate(c);
    }

    private static String withoutBreaks(String raw) {
        int first = raw.indexOf('\n');
        if (first < 0 && raw.indexOf('\r') < 0) {
            return raw;
        }
        var out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\r' && c != '\n') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
