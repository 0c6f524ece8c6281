package barua.sieve;

import barua.message.Casemap;
import java.util.Arrays;

/**
 * The comparator {@code i;unicode-casemap} (RFC 5051): each character in its title case, decomposed as Unicode's tables say (canonically and
 * for compatibility), and then compared as UTF-8. "Café" equals "CAFÉ" written with a combining accent.
 */
final class UnicodeCasemap implements Collation {

    static final UnicodeCasemap COLLATION = new UnicodeCasemap();

    private UnicodeCasemap() {
    }

    @Override
    public String name() {
        return "i;unicode-casemap";
    }

    @Override
    public String fold(String text) {
        return Casemap.fold(text);
    }

    @Override
    public int[] origins(String text) {
        var out = new StringBuilder(text.length() + 8);
        int[] begin = new int[text.length() + 9];
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int from = out.length();
            Casemap.append(out, c);
            begin = out.length() < begin.length ? begin : Arrays.copyOf(begin, 2 * out.length() + 1);
            Arrays.fill(begin, from, out.length(), i);
            i += Character.charCount(c);
        }
        begin[out.length()] = text.length();
        return Arrays.copyOf(begin, out.length() + 1);
    }
}
