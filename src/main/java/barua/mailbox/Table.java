package barua.mailbox;

/**
 * What the index says of all messages of a {@link View} at one moment, as arrays: for walks over thousands that ask for flags, sizes and
 * dates, without an object for each and without holding the folder. By sequence number, 1 to the size of the view. Used by one thread.
 */
public final class Table {

    private static final long DAY_MS = 86_400_000;

    private final Keywords keywords;
    // The keyword asked for last.
    private String asked = "";
    private int askedNumber;
    private int askedBits;
    private boolean askedHas;
    private final int[] flags;
    private final long[] modseqs;
    private final long[] received;
    private final long[] sizes;

    /** A size of -1: nothing is known of that message any more. */
    private Table(Keywords keywords, int size) {
        this.keywords = keywords;
        this.flags = new int[size];
        this.modseqs = new long[size];
        this.received = new long[size];
        this.sizes = new long[size];
    }

    /** Under the folder's lock; both arrays of UIDs ascend. */
    static Table of(Loaded state, Keywords keywords, long[] uids, int size) {
        Table table = new Table(keywords, size);
        MessageTable m = state.messages;
        int at = 0;
        for (int i = 0; i < size; i++) {
            while (at < m.count() && m.uid(at) < uids[i]) {
                at++;
            }
            if (at < m.count() && m.uid(at) == uids[i]) {
                table.set(i, m.flags(at), m.modseq(at), m.received(at), m.shownSize(at));
            } else if (state.ghosts.get(uids[i]) instanceof Loaded.Ghost ghost) {
                table.set(i, ghost.entry().flags(), ghost.entry().modseq(), ghost.entry().received(), Math.max(0, ghost.entry().wire()));
            } else {
                table.sizes[i] = -1;
            }
        }
        return table;
    }

    private void set(int index, int bits, long modseq, long at, long size) {
        flags[index] = bits;
        modseqs[index] = modseq;
        received[index] = at;
        sizes[index] = size;
    }

    /** False for a message that was expunged meanwhile and forgotten. */
    public boolean isKnown(int sequence) {
        return sizes[sequence - 1] >= 0;
    }

    /** @param flag one of {@link Flags}' */
    public boolean has(int sequence, int flag) {
        return (flags[sequence - 1] & flag) != 0;
    }

    /** False where this folder does not know the keyword. */
    public boolean has(int sequence, String keyword) {
        int bits = flags[sequence - 1];
        if (!keyword.equals(asked)) {
            asked = keyword;
            askedNumber = keywords.number(keyword);
            askedBits = 0;
            askedHas = false;
        }
        if (bits != askedBits) {
            // Most messages have the same flags as the one before.
            askedBits = bits;
            askedHas = askedNumber >= 0 && keywords.has(bits, askedNumber);
        }
        return askedHas;
    }

    public long modseq(int sequence) {
        return modseqs[sequence - 1];
    }

    /** Milliseconds since 1970. */
    public long received(int sequence) {
        return received[sequence - 1];
    }

    /** The day of receipt in UTC, counted from 1970-01-01. */
    public long day(int sequence) {
        return Math.floorDiv(received[sequence - 1], DAY_MS);
    }

    /** In bytes on the wire. */
    public long size(int sequence) {
        return sizes[sequence - 1];
    }
}
