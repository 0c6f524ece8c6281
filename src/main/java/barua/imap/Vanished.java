package barua.imap;

import barua.mailbox.Folder;
import barua.mailbox.View;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * VANISHED (EARLIER): which of the UIDs that a client knows are gone (RFC 7162 §3.2.10.1). What still has a number in the session's view
 * is not among them: its going is told when the number goes.
 */
final class Vanished {

    private final View view;
    private final Folder folder;

    Vanished(View view) {
        this.view = view;
        this.folder = view.folder();
    }

    /** Says nothing where nothing has gone. */
    void write(ImapWriter out, long since, MessageSet known) throws IOException {
        List<MessageSet.Range> ranges = known instanceof MessageSet.Ranges(var all) ? all : List.of();
        Optional<long[]> remembered = folder.vanishedSince(since);
        LongStream candidates = remembered.isPresent() ? within(remembered.get(), ranges) : missing(ranges);
        long[] gone = candidates.filter(uid -> view.sequence(uid) == 0).toArray();
        if (gone.length > 0) {
            NumberSet.write(out.text("* VANISHED (EARLIER) "), gone);
            out.end();
        }
    }

    private static LongStream within(long[] uids, List<MessageSet.Range> ranges) {
        return Arrays.stream(uids).sorted().filter(uid -> ranges.stream().anyMatch(range -> range.from() <= uid && uid <= range.to()));
    }

    /** The log has forgotten: every known UID that is not there now (RFC 7162 §3.2.5.1 allows to say more than went since). */
    private LongStream missing(List<MessageSet.Range> ranges) throws IOException {
        long[] present = folder.uids();
        long next = folder.counts().uidNext();
        return ranges.stream()
                .flatMapToLong(range -> LongStream.range(range.from(), Math.min(range.to(), next - 1) + 1))
                .filter(uid -> Arrays.binarySearch(present, uid) < 0).sorted().distinct();
    }
}
