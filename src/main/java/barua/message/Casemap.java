package barua.message;

import java.text.Normalizer;

/**
 * The collation {@code i;unicode-casemap} (RFC 5051 §2): each character in its title case, decomposed as Unicode's tables say (canonically and
 * for compatibility). What comes out is compared octet by octet as UTF-8, which is the order of {@link #compare}.
 */
public final class Casemap {

    private static final int SAME = 0x80;    // below, title case is all there is to it

    private Casemap() {
    }

    public static String fold(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            append(out, point);
            i += Character.charCount(point);
        }
        return out.toString();
    }

    /** What one character becomes. */
    public static void append(StringBuilder out, int point) {
        if (point < SAME) {
            out.append((char) (point >= 'a' && point <= 'z' ? point - ('a' - 'A') : point));
            return;
        }
        String one = Character.toString(Character.toTitleCase(point));
        out.append(Normalizer.isNormalized(one, Normalizer.Form.NFKD) ? one : Normalizer.normalize(one, Normalizer.Form.NFKD));
    }

    /** Of two folded texts, in the order of their octets as UTF-8: that of code points, which {@link String#compareTo} does not have. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean high = Character.isSurrogate(a) != Character.isSurrogate(b) && a >= Character.MIN_SURROGATE && b >= Character.MIN_SURROGATE;
                return high ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return one.length() - other.length();
    }
}
