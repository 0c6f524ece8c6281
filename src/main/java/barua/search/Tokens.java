package barua.search;

import barua.message.Folding;
import java.lang.Character.UnicodeScript;

/**
 * Cuts a folded text into words: longest runs of letters, of marks upon them, and digits; each sign of a script without spaces (Han, Hiragana, Katakana)
 * is one of its own. A text that stands within another has the same words, but for those at its ends, which may go on there: that is what {@link
 * Fragment} builds on.
 */
final class Tokens {

    /** Takes one word. */
    @FunctionalInterface
    interface Taker {
        /** Chars {@code from} (inclusive) to {@code to} of the text. @return whether more is wanted */
        boolean take(int from, int to);
    }

    private Tokens() {
    }

    static void of(CharSequence text, Taker taker) {
        int from = -1;
        int i = 0;
        while (i < text.length()) {
            int point = Character.codePointAt(text, i);
            int next = i + Character.charCount(point);
            boolean single = isSingle(point);
            boolean within = !single && (Character.isLetterOrDigit(point) || point > 127 && Folding.isMark(point));
            if (!within && from >= 0) {
                if (!taker.take(from, i)) {
                    return;
                }
                from = -1;
            }
            if (single && !taker.take(i, next)) {
                return;
            }
            if (within && from < 0) {
                from = i;
            }
            i = next;
        }
        if (from >= 0) {
            taker.take(from, text.length());
        }
    }

    /** Whether that sign is a word. */
    static boolean isSingle(int point) {
        if (point < 0x2E80) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(point);
        return (script == UnicodeScript.HAN || script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA) && Character.isLetterOrDigit(point);
    }
}
