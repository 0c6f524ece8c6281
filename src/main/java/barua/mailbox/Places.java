package barua.mailbox;

import java.util.Arrays;

/** Where in a file the record of a UID lies: open addressing over two arrays, 24 bytes a message at most where a map of objects takes 100. */
final class Places {

    private static final int LEAST = 64;

    // Position 0 means empty, -1 removed; a record never lies at 0.
    private int[] uids = new int[LEAST];
    private long[] positions = new long[LEAST];
    /** Slots that are not empty, removed ones too. */
    private int taken;

    /** -1 where there is none. */
    long get(long uid) {
        int slot = find((int) uid);
        return positions[slot] > 0 ? positions[slot] : -1;
    }

    void put(long uid, long position) {
        if ((taken + 1) * 2 > uids.length) {
            grow();
        }
        int slot = find((int) uid);
        taken += positions[slot] == 0 ? 1 : 0;
        uids[slot] = (int) uid;
        positions[slot] = position;
    }

    void remove(long uid) {
        int slot = find((int) uid);
        if (positions[slot] > 0) {
            positions[slot] = -1;
        }
    }

    void clear() {
        Arrays.fill(positions, 0);
        taken = 0;
    }

    private int find(int uid) {
        int slot = uid * 0x9E3779B9 >>> 8 & uids.length - 1;
        while (positions[slot] != 0 && uids[slot] != uid) {
            slot = slot + 1 & uids.length - 1;
        }
        return slot;
    }

    private void grow() {
        int[] oldUids = uids;
        long[] oldPositions = positions;
        uids = new int[oldUids.length * 2];
        positions = new long[uids.length];
        taken = 0;
        for (int i = 0; i < oldUids.length; i++) {
            if (oldPositions[i] > 0) {
                put(Integer.toUnsignedLong(oldUids[i]), oldPositions[i]);
            }
        }
    }
}
