package barua.search;

import java.time.Duration;

/**
 * How far the full-text search is, all accounts together.
 *
 * @param behind      accounts with mail that is yet to be taken in
 * @param lag         for how long the oldest of them has been waiting; none where nothing waits
 * @param filesBehind accounts with files that are yet to be read
 * @param bytes       of all indexes on the disk
 */
public record SearchState(int behind, Duration lag, int filesBehind, long bytes, Limits limits) {

    /**
     * What stops it.
     *
     * @param room   for what more there is room, all accounts together
     * @param disk   whether it is the disk that has none, and not the cap
     * @param parked accounts whose mail, or files, wait for room
     */
    public record Limits(Room room, boolean disk, int parked) {

        public static final Limits NONE = new Limits(Room.ALL, false, 0);
    }
}
