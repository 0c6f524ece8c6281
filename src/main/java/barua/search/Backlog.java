package barua.search;

import barua.mailbox.Folder;
import java.util.Arrays;

/**
 * Messages of a folder that an index has yet to take in.
 *
 * @param at   where the folder stood when it was found out
 * @param uids ascending; some may be gone meanwhile
 */
record Backlog(Folder.Position at, long[] uids) {

    /** With what came later. */
    Backlog and(Folder.Since meanwhile) {
        long[] added = meanwhile.added();
        long[] all = Arrays.copyOf(uids, uids.length + added.length);
        System.arraycopy(added, 0, all, uids.length, added.length);
        return new Backlog(meanwhile.now(), all);
    }
}
