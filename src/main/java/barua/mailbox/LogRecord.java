package barua.mailbox;

import java.nio.ByteBuffer;

/** One change of a folder, as {@link FolderLog} keeps it. Records are replayed in their order; a UID that is not there is passed over. */
sealed interface LogRecord {

    /** A message came, by delivery or found on the disk. */
    record Added(MessageTable.Entry entry) implements LogRecord {
    }

    /** Flags as they are afterwards, pairwise. */
    record Flagged(long modseq, long[] uids, int[] flags) implements LogRecord {
    }

    /** @param keep what is to become of the files: kept for the restore window, thrown away, or gone already */
    record Expunged(long modseq, Fate keep, long[] uids) implements LogRecord {
    }

    /** The files of these expunged messages are where they belong, durably. */
    record Buried(long[] uids) implements LogRecord {
    }

    record Renamed(long uid, String name, boolean settled) implements LogRecord {
    }

    /** The file was read and these are its true sizes. */
    record Measured(long uid, long size, long wire) implements LogRecord {
    }

    /** Put away in good order; true only as the last record. Times of the folders for which no scan is needed, 0 for never. */
    record Closed(long uidNext, long modseq, long curTime, long newTime) implements LogRecord {
    }

    enum Fate { KEEP, DISCARD, GONE }

    /** The highest UID that must have been seen for this record to be; 0 for none. */
    default long highestUid() {
        return switch (this) {
            case Added(var entry) -> entry.uid();
            case Flagged(var modseq, var uids, var flags) -> highest(uids);
            case Expunged(var modseq, var fate, var uids) -> highest(uids);
            case Buried(var uids) -> highest(uids);
            case Renamed(var uid, var name, var settled) -> uid;
            case Measured(var uid, var size, var wire) -> uid;
            case Closed(var uidNext, var modseq, var cur, var fresh) -> uidNext - 1;
        };
    }

    private static long highest(long[] uids) {
        return java.util.Arrays.stream(uids).max().orElse(0);
    }

    default byte[] encode() {
        return switch (this) {
            case Added(var e) -> new Bytes(64 + e.name().length()).put8(1).put32((int) e.uid()).put32(e.flags()).put64(e.modseq()).put64(e.received())
                    .put64(e.size()).put64(e.wire()).put8(e.marks()).putText(e.name()).array();
            case Flagged(var modseq, var uids, var flags) -> {
                Bytes bytes = new Bytes(16 + 8 * uids.length).put8(2).put64(modseq).putUids(uids);
                for (int value : flags) {
                    bytes.put32(value);
                }
                yield bytes.array();
            }
            case Expunged(var modseq, var keep, var uids) -> new Bytes(16 + 4 * uids.length).put8(3).put64(modseq).put8(keep.ordinal()).putUids(uids).array();
            case Buried(var uids) -> new Bytes(8 + 4 * uids.length).put8(4).putUids(uids).array();
            case Renamed(var uid, var name, var settled) -> new Bytes(16 + name.length()).put8(5).put32((int) uid).put8(settled ? 1 : 0).putText(name).array();
            case Measured(var uid, var size, var wire) -> new Bytes(24).put8(6).put32((int) uid).put64(size).put64(wire).array();
            case Closed(var uidNext, var modseq, var cur, var fresh) -> new Bytes(40).put8(7).put64(uidNext).put64(modseq).put64(cur).put64(fresh).array();
        };
    }

    /** @throws RuntimeException where it is none: the checksum was right, so a newer program wrote it */
    static LogRecord decode(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case 1 -> {
                long uid = Bytes.uid(in);
                yield new Added(new MessageTable.Entry(uid, in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.get(), Bytes.text(in)));
            }
            case 2 -> {
                long modseq = in.getLong();
                long[] uids = Bytes.uids(in);
                int[] flags = new int[uids.length];
                for (int i = 0; i < flags.length; i++) {
                    flags[i] = in.getInt();
                }
                yield new Flagged(modseq, uids, flags);
            }
            case 3 -> new Expunged(in.getLong(), Fate.values()[in.get()], Bytes.uids(in));
            case 4 -> new Buried(Bytes.uids(in));
            case 5 -> {
                long uid = Bytes.uid(in);
                boolean settled = in.get() != 0;
                yield new Renamed(uid, Bytes.text(in), settled);
            }
            case 6 -> new Measured(Bytes.uid(in), in.getLong(), in.getLong());
            case 7 -> new Closed(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            default -> throw new IllegalArgumentException("log record of kind " + kind);
        };
    }
}
