package barua.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The messages of one folder: parallel arrays in the order of UIDs. Adding writes behind the end and never moves what a view may
 * be reading; removing makes a new array of UIDs, so that views keep theirs. Names lie in one arena of bytes.
 * Guarded by the folder's lock, but for {@link #uids()} up to a count that was read under it.
 */
final class MessageTable {

    /** The file was read and S and W in its name are true. */
    static final int VERIFIED = 1;
    /** The name on the disk does not say all that is known here. */
    static final int UNSETTLED = 2;

    /** One message's values. @param wire -1 while not known */
    record Entry(long uid, int flags, long modseq, long received, long size, long wire, int marks, String name) {
    }

    private int count;
    private long[] uids;
    private int[] flags;
    private long[] modseqs;
    private long[] received;
    private long[] sizes;
    private long[] wires;
    private byte[] marks;
    private int[] nameStarts;
    private short[] nameLengths;
    private byte[] names;
    private int namesEnd;
    // Sums, kept with each change.
    private int seen;
    private int deleted;
    private long bytes;
    private long wireBytes;
    private int unsettled;

    MessageTable(int capacity) {
        int room = Math.max(16, capacity);
        uids = new long[room];
        flags = new int[room];
        modseqs = new long[room];
        received = new long[room];
        sizes = new long[room];
        wires = new long[room];
        marks = new byte[room];
        nameStarts = new int[room];
        nameLengths = new short[room];
        names = new byte[room * 64];
    }

    int count() {
        return count;
    }

    /** The shared array; only its first {@link #count()} values mean something. */
    long[] uids() {
        return uids;
    }

    int unseen() {
        return count - seen;
    }

    int deleted() {
        return deleted;
    }

    /** What the messages take on the disk. */
    long bytes() {
        return bytes;
    }

    /** At least what they are on the wire: LF alone, which becomes CRLF, may be every byte of what nobody has measured. */
    long wireBytes() {
        return wireBytes;
    }

    private static long atMost(long size, long wire) {
        return wire >= 0 ? wire : 2 * size;
    }

    /** Names on the disk that do not say all. */
    int unsettled() {
        return unsettled;
    }

    long lastUid() {
        return count == 0 ? 0 : uids[count - 1];
    }

    /** On the wire, or in its file as long as nobody could measure that. */
    long shownSize(int index) {
        return wires[index] >= 0 ? wires[index] : sizes[index];
    }

    /** Negative where that UID is not there. */
    int indexOf(long uid) {
        return Arrays.binarySearch(uids, 0, count, uid);
    }

    long uid(int index) {
        return uids[index];
    }

    int flags(int index) {
        return flags[index];
    }

    long modseq(int index) {
        return modseqs[index];
    }

    long received(int index) {
        return received[index];
    }

    long size(int index) {
        return sizes[index];
    }

    long wire(int index) {
        return wires[index];
    }

    /** Whether there is a message whose size on the wire nobody knows yet. */
    boolean hasUnmeasured() {
        for (int i = 0; i < count; i++) {
            if (wires[i] < 0) {
                return true;
            }
        }
        return false;
    }

    boolean is(int index, int mark) {
        return (marks[index] & mark) != 0;
    }

    String name(int index) {
        return new String(names, nameStarts[index], nameLengths[index], StandardCharsets.UTF_8);
    }

    Entry entry(int index) {
        return new Entry(uids[index], flags[index], modseqs[index], received[index], sizes[index], wires[index], marks[index], name(index));
    }

    int marks(int index) {
        return marks[index];
    }

    /** Adds a message whose UID is above all others. */
    void add(Entry e) {
        byte[] name = e.name().getBytes(StandardCharsets.UTF_8);
        add(e.uid(), e.flags(), e.modseq(), e.received(), e.size(), e.wire(), e.marks(), name, 0, name.length);
    }

    /** The same without an object for each: 100,000 are read from a snapshot in some milliseconds. */
    void add(long uid, int bits, long modseq, long at, long size, long wire, int mark, byte[] nameBytes, int nameStart, int nameLength) {
        if (uid <= lastUid()) {
            throw new IllegalStateException("UID " + uid + " after " + lastUid());
        }
        if (count == uids.length) {
            grow();
        }
        int index = count;
        uids[index] = uid;
        flags[index] = bits;
        modseqs[index] = modseq;
        received[index] = at;
        sizes[index] = size;
        wires[index] = wire;
        marks[index] = (byte) mark;
        putName(index, nameBytes, nameStart, nameLength);
        seen += bits & Flags.SEEN;
        deleted += (bits & Flags.DELETED) != 0 ? 1 : 0;
        bytes += size;
        wireBytes += atMost(size, wire);
        unsettled += (mark & UNSETTLED) != 0 ? 1 : 0;
        count++;
    }

    void setFlags(int index, int bits, long modseq) {
        seen += (bits & Flags.SEEN) - (flags[index] & Flags.SEEN);
        deleted += ((bits & Flags.DELETED) != 0 ? 1 : 0) - ((flags[index] & Flags.DELETED) != 0 ? 1 : 0);
        flags[index] = bits;
        modseqs[index] = modseq;
    }

    void setSizes(int index, long size, long wire) {
        bytes += size - sizes[index];
        wireBytes += wire - atMost(sizes[index], wires[index]);
        sizes[index] = size;
        wires[index] = wire;
        mark(index, VERIFIED, true);
    }

    void mark(int index, int mark, boolean on) {
        boolean was = is(index, UNSETTLED);
        marks[index] = (byte) (on ? marks[index] | mark : marks[index] & ~mark);
        unsettled += (is(index, UNSETTLED) ? 1 : 0) - (was ? 1 : 0);
    }

    void rename(int index, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        putName(index, text, 0, text.length);
    }

    private void putName(int index, byte[] text, int start, int length) {
        if (namesEnd + length > names.length) {
            makeRoomForNames(length);
        }
        System.arraycopy(text, start, names, namesEnd, length);
        nameStarts[index] = namesEnd;
        nameLengths[index] = (short) length;
        namesEnd += length;
    }

    /** Old names leave holes: they are closed before the arena grows. */
    private void makeRoomForNames(int more) {
        int used = more;
        for (int i = 0; i < count; i++) {
            used += nameLengths[i];
        }
        byte[] fresh = new byte[Math.max(1024, used + used / 2)];
        int end = 0;
        for (int i = 0; i < count; i++) {
            System.arraycopy(names, nameStarts[i], fresh, end, nameLengths[i]);
            nameStarts[i] = end;
            end += nameLengths[i];
        }
        names = fresh;
        namesEnd = end;
    }

    private void grow() {
        int room = count + (count >> 1) + 16;
        uids = Arrays.copyOf(uids, room);
        flags = Arrays.copyOf(flags, room);
        modseqs = Arrays.copyOf(modseqs, room);
        received = Arrays.copyOf(received, room);
        sizes = Arrays.copyOf(sizes, room);
        wires = Arrays.copyOf(wires, room);
        marks = Arrays.copyOf(marks, room);
        nameStarts = Arrays.copyOf(nameStarts, room);
        nameLengths = Arrays.copyOf(nameLengths, room);
    }

    /** Removes those of the ascending UIDs that are there. */
    void remove(long[] gone) {
        long[] kept = new long[uids.length];
        int to = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            while (next < gone.length && gone[next] < uids[i]) {
                next++;
            }
            if (next < gone.length && gone[next] == uids[i]) {
                seen -= flags[i] & Flags.SEEN;
                deleted -= (flags[i] & Flags.DELETED) != 0 ? 1 : 0;
                bytes -= sizes[i];
                wireBytes -= atMost(sizes[i], wires[i]);
                unsettled -= is(i, UNSETTLED) ? 1 : 0;
                continue;
            }
            kept[to] = uids[i];
            shift(i, to++);
        }
        uids = kept;
        count = to;
    }

    private void shift(int from, int to) {
        flags[to] = flags[from];
        modseqs[to] = modseqs[from];
        received[to] = received[from];
        sizes[to] = sizes[from];
        wires[to] = wires[from];
        marks[to] = marks[from];
        nameStarts[to] = nameStarts[from];
        nameLengths[to] = nameLengths[from];
    }
}
