package barua.imap;

import barua.message.Casemap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * ComparedTexts of many messages as SORT and THREAD compare them ({@link Casemap}, RFC 5256 §7), each kept once and known by its number. Bounded: of a
 * long text the beginning counts, and when all together are too many, less of each further one.
 */
final class ComparedTexts {

    /** The number of the empty text. */
    static final int EMPTY = 0;

    private static final int LONGEST = 1_000;
    private static final int LONGEST_WHEN_FULL = 64;
    private static final int ROOM = 32 * 1024 * 1024;

    private final Map<String, Integer> numbers = new HashMap<>();
    private int left = ROOM;

    ComparedTexts() {
        numbers.put("", EMPTY);
    }

    /** From 0, in the order in which they came. */
    int number(String text) {
        int most = left > 0 ? LONGEST : LONGEST_WHEN_FULL;
        String folded = Casemap.fold(text.length() > most ? text.substring(0, most) : text);
        Integer known = numbers.putIfAbsent(folded, numbers.size());
        if (known != null) {
            return known;
        }
        left -= Math.min(left, folded.length());
        return numbers.size() - 1;
    }

    /** By number, the place of each in their order. */
    int[] ranks() {
        String[] sorted = numbers.keySet().toArray(new String[0]);
        Arrays.sort(sorted, Casemap::compare);
        int[] ranks = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            ranks[numbers.get(sorted[i])] = i;
        }
        return ranks;
    }
}
