package barua.search;

import barua.message.Domain;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What an operator says about the search.
 *
 * @param languages   tags of those whose forms of words are known: {@code en}, {@code sw}, both, or none
 * @param largestFile bytes, as it travels; of a larger file the name alone is found
 * @param longestText chars of one file's text that are found
 * @param mostOfOne   bytes that one account's index may take
 * @param mostOfAll   bytes that all of them may take
 * @param reserve     bytes that stay free on their disk; less where that is more than a twentieth of it
 * @param without     domains whose accounts have no index; asked again and again, and must not wait
 */
public record SearchOptions(Set<String> languages, long largestFile, int longestText, long mostOfOne, long mostOfAll, long reserve,
        Supplier<Set<Domain>> without) {

    public static final String ENGLISH = "en";
    public static final String KISWAHILI = "sw";
    /** More text of one file nobody reads. */
    public static final int LONGEST_TEXT = 1_000_000;

    private static final long RESERVE = 32L << 20;

    public SearchOptions {
        languages = Set.copyOf(languages);
    }

    /** Both languages, and as much of everything as there is room for. */
    public static SearchOptions usual() {
        return new SearchOptions(Set.of(ENGLISH, KISWAHILI), 40L << 20, LONGEST_TEXT, Long.MAX_VALUE, Long.MAX_VALUE, RESERVE, Set::of);
    }

    /** Whether the size of indexes matters. */
    boolean isCapped() {
        return mostOfOne < Long.MAX_VALUE || mostOfAll < Long.MAX_VALUE;
    }

    Languages spoken() {
        return new Languages(languages.contains(ENGLISH), languages.contains(KISWAHILI));
    }
}
