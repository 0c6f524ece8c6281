package barua.imap;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers as a sequence-set (RFC 9051 §9): {@code 1:3,7}. */
final class NumberSet {

    private NumberSet() {
    }

    /** In the order given: only neighbours that ascend by one are drawn together. */
    static void write(ImapWriter out, long[] numbers) {
        out.text(text(numbers));
    }

    static String text(long[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; ) {
            int last = i;
            while (last + 1 < numbers.length && numbers[last + 1] == numbers[last] + 1) {
                last++;
            }
            text.append(i == 0 ? "" : ",").append(numbers[i]);
            if (last > i) {
                text.append(':').append(numbers[last]);
            }
            i = last + 1;
        }
        return text.toString();
    }

    static String text(List<MessageSet.Range> ranges) {
        return ranges.stream().map(range -> range.from() == range.to() ? "" + range.from() : range.from() + ":" + range.to()).collect(Collectors.joining(","));
    }
}
