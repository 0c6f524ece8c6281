package barua.search;

import java.util.Arrays;
import org.apache.lucene.util.FixedBitSet;

/** Which messages of a folder have to be looked at for a text: those that may hold it, and those that the index does not know yet. */
public final class Candidates {

    private final long[] uids;
    private final int[] contents;
    private final FixedBitSet found;
    private final FixedBitSet sure;

    /**
     * @param uids     those the index knows, ascending
     * @param contents what each is
     * @param found    contents that may hold the text
     * @param sure     those among them that do
     */
    Candidates(long[] uids, int[] contents, FixedBitSet found, FixedBitSet sure) {
        this.uids = uids;
        this.contents = contents;
        this.found = found;
        this.sure = sure;
    }

    /** What is known of a message. */
    public enum Answer { NO, MAYBE, YES }

    public Answer of(long uid) {
        int at = Arrays.binarySearch(uids, uid);
        if (at < 0 || contents[at] >= found.length()) {
            return Answer.MAYBE;
        }
        return !found.get(contents[at]) ? Answer.NO : contents[at] < sure.length() && sure.get(contents[at]) ? Answer.YES : Answer.MAYBE;
    }

    /** False only where the text is surely not in that message. */
    public boolean maybe(long uid) {
        return of(uid) != Answer.NO;
    }

    /** How many of its messages the index knows. */
    public int known() {
        return uids.length;
    }
}
