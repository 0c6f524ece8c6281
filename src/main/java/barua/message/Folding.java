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
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : caseless(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    /** As full case folding has it: up and down again, each letter by itself, so that ß is ss and a sigma at the end is one like any other. */
    private static String caseless(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        StringBuilder lower = new StringBuilder(upper.length());
        for (int i = 0; i < upper.length(); ) {
            int letter = upper.codePointAt(i);
            lower.appendCodePoint(Character.toLowerCase(letter));
            i += Character.charCount(letter);
        }
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    /** Of a folded text, without accents and vowel signs, Arabic letters that are written in several ways as one: as people type who look for it. */
    public static String withoutMarks(String folded) {
        return isAscii(folded) ? folded : MARKS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD)).replaceAll("").replace("\u0640", "")
                .replace('\u0649', '\u064a').replace('\u0629', '\u0647').replace('\u0671', '\u0627');   // tatweel; alef maksura, ta marbuta, alef wasla
    }

    /** Whether that sign stands upon the one before it. */
    public static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
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
