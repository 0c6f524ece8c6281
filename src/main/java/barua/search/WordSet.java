package barua.search;

import java.util.HashSet;
import java.util.Set;

/**
 * The words of one kind of text of one message, each once. Long ones, and those of letters and digits mixed, are signatures, codes and numbers that hardly
 * ever come again: they are kept as their three-letter pieces, so that the list of all words of an account stays short enough to be walked through.
 */
final class WordSet {

    /** Stands for what could not be kept: whoever has it may hold any word. */
    static final String ANYTHING = "\u0001";
    /** A word is never longer than this, in chars. */
    static final int LONGEST_WORD = 16;
    private static final int LONGEST_CODE = 6;
    static final int GRAM = 3;
    private static final int MOST = 60_000;
    /** Chars of an address. */
    static final int LONGEST_WHOLE = 100;
    private static final WordSet NONE = new WordSet();

    private final Set<String> words = new HashSet<>();
    private final Set<String> grams = new HashSet<>();

    /** @param folded by {@link barua.message.Folding} */
    void add(CharSequence folded) {
        add(folded, NONE);
    }

    /** An address, in one piece. */
    void addWhole(String folded) {
        if (folded.length() <= LONGEST_WHOLE && words.size() < MOST) {
            words.add(folded);
        }
    }

    /** @param but words that are not wanted */
    void add(CharSequence folded, WordSet but) {
        Tokens.of(folded, (from, to) -> {
            if (words.size() + grams.size() >= MOST) {
                words.add(ANYTHING);
                return false;
            }
            if (isCode(folded, from, to)) {
                for (int i = from; i + GRAM <= to; i++) {
                    grams.add(folded.subSequence(i, i + GRAM).toString());
                }
            } else {
                String word = folded.subSequence(from, to).toString();
                if (!but.words.contains(word)) {
                    words.add(word);
                }
            }
            return true;
        });
    }

    /** Part of the text was not looked at. */
    void addAnything() {
        words.add(ANYTHING);
    }

    static boolean isCode(CharSequence text, int from, int to) {
        if (to - from > LONGEST_WORD) {
            return true;
        }
        boolean digit = false;
        boolean letter = false;
        for (int i = from; i < to; i++) {
            boolean here = Character.isDigit(text.charAt(i));
            digit |= here;
            letter |= !here;
        }
        return digit && letter && to - from > LONGEST_CODE;
    }

    Set<String> words() {
        return words;
    }

    Set<String> grams() {
        return grams;
    }
}
