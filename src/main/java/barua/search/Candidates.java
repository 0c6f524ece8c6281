package barua.search;

import java.util.Arrays;
import org.apache.lucene.util.FixedBitSet;

/** Which messages of a folder have to be looked at for a text: those that may hold it, and those that the index does not know yet. */
public final class Candidates {

    private final long[] uids;
    private final int[] contents;
    private final FixedBitSet found;

    /** @param uids those the index knows, ascending @param contents what each is @param found contents that may hold the text */
    Candidates(long[] uids, int[] contents, FixedBitSet found) {
        this.uids = uids;
        this.contents = contents;
        this.found = found;
    }

    /** False only where the text is surely not in that message. */
    public boolean maybe(long uid) {
        int at = Arrays.binarySearch(uids, uid);
        return at < 0 || contents[at] >= found.length() || found.get(contents[at]);
    }

    /** How many of its messages the index knows. */
    public int known() {
        return uids.length;
    }
}
