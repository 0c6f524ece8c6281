package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class LikenessTest {

    @Test
    void how_a_word_is_like_another() {
        assertEquals(Likeness.SAME, like("barua", "barua"));
        assertEquals(Likeness.ACCENTS, like("cafe", "caf\u00e9"));
        assertEquals(Likeness.ACCENTS, like("caf\u00e9", "cafe"));
        assertEquals(Likeness.LONGER, like("bar", "barua"));
        assertEquals(Likeness.LONGER, like("cafe", "caf\u00e9s"));
        assertEquals(Likeness.ONE_LETTER, like("helo", "hello"));
        assertEquals(Likeness.ONE_LETTER, like("helo", "help"));
        assertEquals(Likeness.ONE_LETTER, like("mavnuo", "mavuno"), "two neighbours changed places");
        assertEquals(Likeness.ONE_LETTER, like("kitabu", "vitabu"));
        assertEquals(Likeness.ONE_LETTER, like("mkutano", "mkutamo"));
        assertEquals(Likeness.TWO_LETTERS, like("mwanafunzi", "wanafunzo"));
        assertEquals(Likeness.TWO_LETTERS, like("accomodate", "acommodate"));
    }

    @Test
    void what_is_another_word() {
        assertEquals(Likeness.NONE, like("cat", "car"), "too short");
        assertEquals(Likeness.NONE, like("kitabu", "vitanu"), "two letters need eight");
        assertEquals(Likeness.NONE, like("mwanafunzi", "wanafunze1"), "three letters");
        assertEquals(Likeness.NONE, like("20262026", "20262025"), "another number");
        assertEquals(Likeness.NONE, like("barua", "bar"));
        assertEquals(Likeness.NONE, like("\u4e2d", "\u6587"));
        assertEquals(Likeness.NONE, like("word", "w".repeat(100_000)));
    }

    @Test
    void a_text_has_all_the_words_or_no_score() {
        FuzzyWords words = FuzzyWords.of("Ripoti ya mavuno");
        assertEquals(100, words.score("Mavuno: ripoti ya 2026"));
        assertEquals(0, words.score("Mavuno ya 2026"));
        int longer = words.score("Ripoti yao ya mavunoni");
        int wrong = words.score("Ripoto yake: mavumo");
        assertTrue(longer > wrong && wrong > 0, longer + " " + wrong);
        assertEquals(0, FuzzyWords.of("--").score("--"), "no words");
        assertEquals(20, FuzzyWords.of(IntStream.range(0, 90).mapToObj(i -> "w" + i).collect(Collectors.joining(" "))).words().size());
    }

    /** Random words of few letters, some with accents, so that many are near each other. */
    @Test
    void no_word_is_passed_over_that_is_like_one() {
        long seed = barua.Seed.next();
        Random dice = new Random(seed);
        int[] seen = new int[Likeness.values().length];
        for (int i = 0; i < 100_000; i++) {
            String sought = word(dice);
            String word = dice.nextInt(3) == 0 ? word(dice) : changed(sought, dice);
            Likeness likeness = like(sought, word);
            BytesRef term = new BytesRef(word);
            assertTrue(likeness == Likeness.NONE || new SoughtWord(sought).mayBeLike(term, SoughtWord.letterSet(term)),
                    () -> "seed " + seed + ": " + sought + " " + word + " " + likeness);
            seen[likeness.ordinal()]++;
        }
        assertTrue(seen[Likeness.ONE_LETTER.ordinal()] > 1_000 && seen[Likeness.TWO_LETTERS.ordinal()] > 1_000, Arrays.toString(seen));
    }

    private static Likeness like(String sought, String word) {
        return new SoughtWord(sought).like(word);
    }

    private static String word(Random dice) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + dice.nextInt(12); i > 0; i--) {
            word.append("abc12\u00e0\u00e7\u0436".charAt(dice.nextInt(dice.nextInt(4) == 0 ? 8 : 3)));
        }
        return word.toString();
    }

    private static String changed(String word, Random dice) {
        StringBuilder other = new StringBuilder(word);
        for (int i = dice.nextInt(4); i > 0 && other.length() > 1; i--) {
            int at = dice.nextInt(other.length() - 1);
            switch (dice.nextInt(4)) {
                case 0 -> other.deleteCharAt(at);
                case 1 -> other.insert(at, 'x');
                case 2 -> other.setCharAt(at, 'b');
                default -> other.insert(at, other.charAt(at + 1)).deleteCharAt(at + 2);
            }
        }
        return other.toString();
    }
}
