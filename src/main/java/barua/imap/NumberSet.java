package barua.imap;

/** Numbers as a sequence-set (RFC 9051 §9): {@code 1:3,7}. */
final class NumberSet {

    private NumberSet() {
    }

    /** In the order given: only neighbours that ascend by one are drawn together. */
    static void write(ImapWriter out, long[] numbers) {
        for (int i = 0; i < numbers.length; ) {
            int last = i;
            while (last + 1 < numbers.length && numbers[last + 1] == numbers[last] + 1) {
                last++;
            }
            out.text(i == 0 ? "" : ",").number(numbers[i]);
            if (last > i) {
                out.character(':').number(numbers[last]);
            }
            i = last + 1;
        }
    }
}
