package barua.imap;

import barua.mailbox.Folder;
import barua.mailbox.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Which messages are recent in one session (RFC 3501 §2.3.2): those of which it is the first to be told, for as long as it has the folder
 * open. A folder opened for reading only leaves them to others; IMAP4rev2 knows no such thing.
 */
final class Recent {

    private record Range(long from, long to) {
    }

    private final View view;
    private final Folder folder;
    private final boolean claims;
    private final boolean known;
    private final List<Range> ranges = new ArrayList<>();
    private long last;

    /** @param claims whether the messages are recent to nobody else from now on @param known false where the client knows no such thing */
    Recent(View view, boolean claims, boolean known) {
        this.view = view;
        this.folder = view.folder();
        this.claims = claims;
        this.known = known;
    }

    /** Takes in what has come into the view. @return how many of its messages are recent now */
    int arrive() {
        long newest = view.size() == 0 ? 0 : view.uid(view.size());
        if (known && newest > last) {
            long from = Math.max(last + 1, claims ? folder.claimRecent(newest) : folder.recentFrom());
            if (from <= newest) {
                add(from, newest);
            }
            last = newest;
        }
        return count();
    }

    /** One range for all that came without others' messages in between, however long the session lasts. */
    private void add(long from, long to) {
        boolean goesOn = !ranges.isEmpty() && ranges.getLast().to == from - 1;
        ranges.add(new Range(goesOn ? ranges.removeLast().from : from, to));
    }

    private int count() {
        int count = 0;
        for (Range range : ranges) {
            count += view.firstFrom(range.to + 1) - view.firstFrom(range.from);
        }
        return count;
    }

    boolean has(long uid) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (uid >= range.from) {
                return uid <= range.to;
            }
        }
        return false;
    }
}
