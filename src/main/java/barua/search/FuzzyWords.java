package barua.search;

import barua.message.Folding;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words of a text that somebody does not remember exactly: they may stand in any order, each may begin a longer word, accents do not count, and in a
 * longer word a letter or two may be wrong.
 */
public final class FuzzyWords {

    private static final int LONGEST = 1_000;   // chars of what is looked for
    private static final int MOST = 20;

    private final List<SoughtWord> words;

    private FuzzyWords(List<SoughtWord> words) {
        this.words = words;
    }

    /** What stands behind the first 1,000 characters, or the first 20 words, is passed over. */
    public static FuzzyWords of(String sought) {
        Set<String> words = wordsOf(sought.length() > LONGEST ? sought.substring(0, LONGEST) : sought, MOST);
        return new FuzzyWords(words.stream().map(SoughtWord::new).toList());
    }

    private static Set<String> wordsOf(String text, int most) {
        String folded = Folding.fold(text);
        Set<String> words = new LinkedHashSet<>();
        Tokens.of(folded, (from, to) -> {
            words.add(folded.substring(from, to));
            return words.size() < most;
        });
        return words;
    }

    /** Each once. */
    List<SoughtWord> words() {
        return words;
    }

    /** How well a text has all of them: 1 to 100; 0 where one is missing. */
    public int score(String text) {
        int[] best = new int[words.size()];
        for (String word : wordsOf(text, Integer.MAX_VALUE)) {
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], words.get(i).like(word).worth);
            }
        }
        return best.length == 0 || Arrays.stream(best).anyMatch(worth -> worth == 0) ? 0 : Arrays.stream(best).sum() / best.length;
    }
}
