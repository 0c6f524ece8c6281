package barua.message;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts as searches compare them: case and compatibility forms are one (NFKC, as in i;unicode-casemap, RFC 5051 §2); accents count. */
public final class Folding {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    private Folding() {
    }

    public static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Of a folded text, without accents and vowel signs: as people type who look for it. */
    public static String withoutMarks(String folded) {
        return isAscii(folded) ? folded : MARKS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD)).replaceAll("");
    }

    public static boolean isAscii(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    public static boolean isAscii(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
