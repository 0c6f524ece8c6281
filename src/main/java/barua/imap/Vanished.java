package barua.imap;

import barua.imap.MessageSet.Range;
import barua.mailbox.Folder;
import barua.mailbox.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
        List<Range> ranges = known instanceof MessageSet.Ranges(var all) ? merged(all) : List.of();
        Optional<long[]> remembered = folder.vanishedSince(since);
        String gone = remembered.isPresent() ? NumberSet.text(within(remembered.get(), ranges)) : NumberSet.text(missing(ranges));
        if (!gone.isEmpty()) {
            out.text("* VANISHED (EARLIER) ").text(gone).end();
        }
    }

    /** Ascending, none touching another, whatever the client wrote. */
    static List<Range> merged(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
            boolean touches = !merged.isEmpty() && (range.from() <= merged.getLast().to() || range.from() == merged.getLast().to() + 1);
            merged.add(touches ? new Range(merged.getLast().from(), Math.max(merged.removeLast().to(), range.to())) : range);
        }
        return merged;
    }

    private long[] within(long[] uids, List<Range> ranges) {
        List<Long> within = new ArrayList<>();
        int at = 0;
        for (long uid : uids) {
            while (at < ranges.size() && ranges.get(at).to() < uid) {
                at++;
            }
            if (at < ranges.size() && ranges.get(at).from() <= uid && view.sequence(uid) == 0) {
                within.add(uid);
            }
        }
        return within.stream().mapToLong(Long::longValue).toArray();
    }

    /** The log has forgotten: every known UID that is not there now (RFC 7162 §3.2.5.1 allows to say more than went since). */
    private List<Range> missing(List<Range> ranges) throws IOException {
        long next = folder.counts().uidNext();   // before the UIDs: what comes in between has not gone
        LongStream seen = IntStream.rangeClosed(1, view.size()).mapToLong(view::uid);
        return gaps(ranges, LongStream.concat(seen, Arrays.stream(folder.uids())).sorted().toArray(), next);
    }

    /** What of the ranges lies below {@code next} and is not taken: as ranges too, for UIDs may be far apart. @param taken ascending */
    static List<Range> gaps(List<Range> ranges, long[] taken, long next) {
        List<Range> gaps = new ArrayList<>();
        for (Range range : ranges) {
            long from = range.from();
            long to = Math.min(range.to(), next - 1);
            int first = Arrays.binarySearch(taken, from);
            for (int i = first < 0 ? -first - 1 : first; i < taken.length && taken[i] <= to; i++) {
                if (taken[i] > from) {
                    gaps.add(new Range(from, taken[i] - 1));
                }
                from = taken[i] + 1;
            }
            if (from <= to) {
                gaps.add(new Range(from, to));
            }
        }
        return gaps;
    }
}
