package barua.imap;

import barua.mailbox.Folder;
import barua.mailbox.View;
import java.io.Closeable;
import java.util.Arrays;
import java.util.List;

/** The folder that a conversation has selected: its own numbering, and what the last SEARCH saved. */
final class Selected implements Closeable {

    private final View view;
    private final boolean readOnly;
    private final Recent recent;
    private long[] saved = {};

    /** @param rev2 whether the client speaks IMAP4rev2, which has no \\Recent */
    Selected(View view, boolean readOnly, boolean rev2) {
        this.view = view;
        this.readOnly = readOnly;
        this.recent = new Recent(view, !readOnly, !rev2);
    }

    Recent recent() {
        return recent;
    }

    View view() {
        return view;
    }

    Folder folder() {
        return view.folder();
    }

    boolean readOnly() {
        return readOnly;
    }

    /** For one walk through the folder. */
    Infos infos() {
        return new Infos(view);
    }

    /** RFC 5182 §2.1: UIDs for {@code $}. */
    void save(long[] uids) {
        saved = uids;
    }

    /** Ascending sequence numbers of those messages; UIDs that are not there are passed over (RFC 9051 §6.4.9). */
    int[] sequences(MessageSet set, boolean byUid) throws SyntaxException {
        // RFC 9051 §9 seq-number: a number above those in use is an error.
        if (!byUid && set instanceof MessageSet.Ranges(var ranges)
                && ranges.stream().anyMatch(range -> range.to() != MessageSet.LAST && range.to() > view.size())) {
            throw new SyntaxException("there are only " + view.size() + " messages");
        }
        return sequencesWithin(set, byUid);
    }

    /** The same for a search, which passes over numbers that are not there as well (RFC 7377 §2). */
    int[] sequencesWithin(MessageSet set, boolean byUid) {
        return switch (set) {
            case MessageSet.Saved() -> Arrays.stream(saved).mapToInt(view::sequence).filter(sequence -> sequence > 0).toArray();
            case MessageSet.Ranges(var ranges) -> expand(byUid ? spansOfUids(ranges) : spansOfNumbers(ranges));
        };
    }

    /** One after the other, first and last sequence number of each range; first above last where it is empty. */
    private int[][] spansOfNumbers(List<MessageSet.Range> ranges) {
        int size = view.size();
        int[][] spans = new int[ranges.size()][];
        for (int i = 0; i < spans.length; i++) {
            MessageSet.Range range = ranges.get(i);
            boolean open = range.to() == MessageSet.LAST;
            // RFC 9051 §9: * is the last message, on whichever side of the colon it stands.
            long first = open ? Math.min(range.from(), size) : range.from();
            spans[i] = new int[] {(int) Math.min(first, size + 1L), (int) Math.min(range.to(), size)};
        }
        return spans;
    }

    private int[][] spansOfUids(List<MessageSet.Range> ranges) {
        int size = view.size();
        int[][] spans = new int[ranges.size()][];
        for (int i = 0; i < spans.length; i++) {
            MessageSet.Range range = ranges.get(i);
            boolean open = range.to() == MessageSet.LAST;
            int first = range.from() == MessageSet.LAST ? size : view.firstFrom(range.from());
            // RFC 9051 §9: * is the last message, on whichever side of the colon it stands.
            spans[i] = new int[] {open ? Math.min(first, size) : first, open ? size : view.firstFrom(range.to() + 1) - 1};
        }
        return spans;
    }

    private static int[] expand(int[][] spans) {
        Arrays.sort(spans, (one, other) -> Integer.compare(one[0], other[0]));
        int count = 0;
        int last = 0;
        for (int[] span : spans) {
            span[0] = Math.max(span[0], last + 1);   // what overlaps is taken once
            count += Math.max(0, span[1] - span[0] + 1);
            last = Math.max(last, span[1]);
        }
        int[] sequences = new int[count];
        int at = 0;
        for (int[] span : spans) {
            for (int sequence = span[0]; sequence <= span[1]; sequence++) {
                sequences[at++] = sequence;
            }
        }
        return sequences;
    }

    long[] uids(int[] sequences) {
        return Arrays.stream(sequences).mapToLong(view::uid).toArray();
    }

    @Override
    public void close() {
        view.close();
    }
}
