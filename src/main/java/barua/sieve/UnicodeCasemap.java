package barua.sieve;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The comparator {@code i;unicode-casemap} (RFC 5051): each character in its title case, decomposed as Unicode's tables say (canonically and
 * for compatibility), and then compared as UTF-8. "Café" equals "CAFÉ" written with a combining accent.
 */
final class UnicodeCasemap implements Collation {

    static final UnicodeCasemap COLLATION = new UnicodeCasemap();

    private static final int SAME = 0x80;    // below, title case is all there is to it

    private UnicodeCasemap() {
    }

    @Override
    public String name() {
        return "i;unicode-casemap";
    }

    @Override
    public String fold(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            append(out, c);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    @Override
    public int[] origins(String text) {
        var out = new StringBuilder(text.length() + 8);
        int[] begin = new int[text.length() + 9];
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int from = out.length();
            append(out, c);
            begin = out.length() < begin.length ? begin : Arrays.copyOf(begin, 2 * out.length() + 1);
            Arrays.fill(begin, from, out.length(), i);
            i += Character.charCount(c);
        }
        begin[out.length()] = text.length();
        return Arrays.copyOf(begin, out.length() + 1);
    }

    private static void append(StringBuilder out, int c) {
        if (c < SAME) {
            out.append((char) (c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c));
            return;
        }
        String one = Character.toString(Character.toTitleCase(c));
        out.append(Normalizer.isNormalized(one, Normalizer.Form.NFKD) ? one : Normalizer.normalize(one, Normalizer.Form.NFKD));
    }
}
