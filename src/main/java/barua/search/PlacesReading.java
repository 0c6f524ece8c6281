package barua.search;

import java.util.Arrays;

/** Puts the messages of one folder in the order of their UIDs, without an object for each: there may be a million. */
final class PlacesReading {

    private static final int NUMBER_BITS = 31;   // UIDs have 32 (RFC 9051 §2.3.1.1), together a positive long
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;

    private long[] uids = new long[64];
    private int[] contents = new int[64];
    private long[] received = new long[64];
    private long[] sizes = new long[64];
    private int size;
    private boolean ordered = true;

    void add(long uid, int content, long at, long bytes) {
        if (size == uids.length) {
            int more = size + (size >> 1);
            uids = Arrays.copyOf(uids, more);
            contents = Arrays.copyOf(contents, more);
            received = Arrays.copyOf(received, more);
            sizes = Arrays.copyOf(sizes, more);
        }
        ordered &= size == 0 || uids[size - 1] < uid;
        uids[size] = uid;
        contents[size] = content;
        received[size] = at;
        sizes[size] = bytes;
        size++;
    }

    FolderPlaces places() {
        if (ordered) {
            return new FolderPlaces(Arrays.copyOf(uids, size), Arrays.copyOf(contents, size), Arrays.copyOf(received, size), Arrays.copyOf(sizes, size));
        }
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = uids[i] << NUMBER_BITS | i;
        }
        Arrays.sort(order);
        FolderPlaces places = new FolderPlaces(new long[size], new int[size], new long[size], new long[size]);
        for (int i = 0; i < size; i++) {
            int from = (int) (order[i] & NUMBER);
            places.uids()[i] = uids[from];
            places.contents()[i] = contents[from];
            places.received()[i] = received[from];
            places.sizes()[i] = sizes[from];
        }
        return places;
    }
}
