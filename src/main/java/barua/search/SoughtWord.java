package barua.search;

import barua.message.Folding;
import org.apache.lucene.util.BytesRef;

/** A word that somebody does not remember exactly. Words are folded. */
final class SoughtWord {

    private static final int SHORTEST_FOR_ONE = 4;
    private static final int SHORTEST_FOR_TWO = 8;
    /** In place of the letters of a word that are not all ASCII. */
    private static final int OTHERS = -1;

    private final String word;
    private final String plain;
    private final int[] letters;
    private final int wrong;
    private final boolean goesOn;
    private final int set;
    private final int foreign;   // letters that are not ASCII, accents apart

    SoughtWord(String word) {
        this.word = word;
        this.plain = Folding.withoutMarks(word);
        this.letters = plain.codePoints().toArray();
        this.goesOn = !Tokens.isSingle(word.codePointAt(0));
        this.wrong = lettersWrong(word);
        this.set = letterSet(new BytesRef(plain));
        this.foreign = (int) plain.codePoints().filter(letter -> letter > 127).count();
    }

    String word() {
        return word;
    }

    /** Whether a longer word may begin with it; a sign of a script without spaces is whole. */
    boolean goesOn() {
        return goesOn;
    }

    boolean isCode() {
        return WordSet.isCode(word, 0, word.length());
    }

    /** How many letters may be wrong: none in a short word, nor where another digit makes another number. */
    private static int lettersWrong(String word) {
        int letters = word.codePointCount(0, word.length());
        boolean exact = letters < SHORTEST_FOR_ONE || letters > WordSet.LONGEST_WORD || word.codePoints().anyMatch(Character::isDigit);
        return exact ? 0 : letters < SHORTEST_FOR_TWO ? 1 : 2;
    }

    /** Never {@link Likeness#OTHERWISE}. */
    Likeness like(String other) {
        return other.equals(word) ? Likeness.SAME : like(Folding.withoutMarks(other), other);
    }

    private Likeness like(String other, String asItIs) {
        if (other.equals(plain)) {
            return Likeness.ACCENTS;
        }
        if (goesOn && other.startsWith(plain)) {
            return Likeness.LONGER;
        }
        if (wrong == 0 || Math.abs(asItIs.length() - word.length()) > 2 * wrong) {
            return Likeness.NONE;
        }
        int distance = distance(letters, other.codePoints().toArray());
        return distance > wrong ? Likeness.NONE : distance <= 1 ? Likeness.ONE_LETTER : Likeness.TWO_LETTERS;
    }

    /** Letters to be put in, left out, changed for another or for the one beside it (optimal string alignment). */
    private static int distance(int[] one, int[] other) {
        int[] before = new int[other.length + 1];
        int[] last = new int[other.length + 1];
        for (int j = 0; j <= other.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length; i++) {
            int[] row = new int[other.length + 1];
            row[0] = i;
            for (int j = 1; j <= other.length; j++) {
                int change = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[other.length];
    }

    /**
     * Whether it is worth while to look closer at a word: false only where that is surely not like it. Most words of a mailbox are passed over by this.
     *
     * @param other in UTF-8 @param otherSet what {@link #letterSet} says of it
     */
    boolean mayBeLike(BytesRef other, int otherSet) {
        if (otherSet != OTHERS && foreign > wrong) {
            return false;
        }
        if (set == OTHERS || otherSet == OTHERS) {
            return true;
        }
        int longer = other.length - plain.length();
        if (longer >= 0 && startsWithPlain(other)) {
            return true;
        }
        return Math.abs(longer) <= wrong && Integer.bitCount(set & ~otherSet) <= wrong && Integer.bitCount(otherSet & ~set) <= wrong;
    }

    private boolean startsWithPlain(BytesRef other) {
        for (int i = 0; i < plain.length(); i++) {
            if (other.bytes[other.offset + i] != plain.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Which letters are in it, a bit for each; all digits are one. */
    static int letterSet(BytesRef word) {
        int set = 0;
        for (int i = word.offset; i < word.offset + word.length; i++) {
            byte c = word.bytes[i];
            if (c < 0) {
                return OTHERS;
            }
            set |= 1 << (c >= 'a' && c <= 'z' ? c - 'a' : 26);
        }
        return set;
    }
}
