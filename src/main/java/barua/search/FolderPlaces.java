package barua.search;

import java.util.BitSet;

/**
 * The messages of one folder that the index knows, by their UIDs in ascending order.
 *
 * @param contents the number of what each is
 * @param received in milliseconds since 1970
 * @param sizes    in bytes
 */
record FolderPlaces(long[] uids, int[] contents, long[] received, long[] sizes) {

    static final FolderPlaces NONE = new FolderPlaces(new long[0], new int[0], new long[0], new long[0]);

    /** Which of the first are among the second, by their numbers; both ascend. */
    static BitSet present(long[] uids, long[] there) {
        BitSet present = new BitSet(uids.length);
        int at = 0;
        for (int i = 0; i < uids.length; i++) {
            while (at < there.length && there[at] < uids[i]) {
                at++;
            }
            present.set(i, at < there.length && there[at] == uids[i]);
        }
        return present;
    }
}
