package barua.search;

import barua.mailbox.FolderName;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** What was found in an index, the newest first: numbers alone, of which a hit is made when somebody asks for it. Cannot be changed. */
final class Hits extends AbstractList<Found.Hit> implements RandomAccess {

    private static final int NUMBER_BITS = 29;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;
    private static final long LAST_SECOND = (1L << 63 - NUMBER_BITS) - 1;   // the year 2514

    private record In(FolderName name, FolderPlaces places) {
    }

    /** Takes hits in any order, folder by folder. */
    static final class Builder {

        private final List<In> folders = new ArrayList<>();
        private int[] folder = new int[64];
        private int[] at = new int[64];
        private long[] order = new long[64];
        private int size;

        void folder(FolderName name, FolderPlaces places) {
            folders.add(new In(name, places));
        }

        /** @param i the number of a message in the places of the last folder */
        void add(int i) {
            if (size == order.length) {
                int more = Math.multiplyExact(size, 2);
                folder = Arrays.copyOf(folder, more);
                at = Arrays.copyOf(at, more);
                order = Arrays.copyOf(order, more);
            }
            long second = Math.clamp(Math.floorDiv(folders.getLast().places.received()[i], 1000L), 0L, LAST_SECOND);
            folder[size] = folders.size() - 1;
            at[size] = i;
            order[size] = second << NUMBER_BITS | size;
            size++;
        }

        int size() {
            return size;
        }

        Hits build() {
            long[] sorted = Arrays.copyOf(order, size);
            Arrays.sort(sorted);
            return new Hits(List.copyOf(folders), folder, at, sorted);
        }
    }

    private final List<In> folders;
    private final int[] folder;
    private final int[] at;
    /** The second of arrival, then the number in the other two; the oldest first. */
    private final long[] order;

    private Hits(List<In> folders, int[] folder, int[] at, long[] order) {
        this.folders = folders;
        this.folder = folder;
        this.at = at;
        this.order = order;
    }

    @Override
    public Found.Hit get(int index) {
        int number = (int) (order[order.length - 1 - index] & NUMBER);
        In in = folders.get(folder[number]);
        FolderPlaces places = in.places;
        int i = at[number];
        return new Found.Hit(in.name, places.uids()[i], Instant.ofEpochMilli(places.received()[i]), places.sizes()[i], places.contents()[i]);
    }

    @Override
    public int size() {
        return order.length;
    }
}
