package barua.imap;

import barua.mailbox.Folder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** VANISHED (EARLIER): which of the UIDs that a client knows are gone (RFC 7162 §3.2.10.1). */
final class Vanished {

    private final Folder folder;

    Vanished(Folder folder) {
        this.folder = folder;
    }

    /** Says nothing where nothing has gone. */
    void write(ImapWriter out, long since, MessageSet known) throws IOException {
        List<MessageSet.Range> ranges = known instanceof MessageSet.Ranges(var all) ? all : List.of();
        Optional<long[]> remembered = folder.vanishedSince(since);
        long[] gone = remembered.isPresent() ? within(remembered.get(), ranges) : missing(ranges);
        if (gone.length > 0) {
            NumberSet.write(out.text("* VANISHED (EARLIER) "), gone);
            out.end();
        }
    }

    private static long[] within(long[] uids, List<MessageSet.Range> ranges) {
        return Arrays.stream(uids).sorted().filter(uid -> ranges.stream().anyMatch(range -> range.from() <= uid && uid <= range.to())).toArray();
    }

    /** The log has forgotten: every known UID that is not there now (RFC 7162 §3.2.5.1 allows to say more than went since). */
    private long[] missing(List<MessageSet.Range> ranges) throws IOException {
        long[] present = folder.uids();
        long next = folder.counts().uidNext();
        return ranges.stream()
                .flatMapToLong(range -> LongStream.range(range.from(), Math.min(range.to(), next - 1) + 1))
                .filter(uid -> Arrays.binarySearch(present, uid) < 0).sorted().distinct().toArray();
    }
}
