package barua.search;

import java.util.Optional;

/**
 * How far the index of an account is.
 *
 * @param known       messages that it knows
 * @param all         messages that there are
 * @param filesToRead messages whose files it is still to read
 * @param bytes       on the disk
 * @param room        for what more there is room; empty where the search of the account's domain is switched off
 */
public record IndexState(long known, long all, int filesToRead, long bytes, Optional<Room> room) {

    public int percent() {
        return all == 0 ? 100 : (int) (Math.min(known, all) * 100 / all);
    }

    public boolean isWhole() {
        return known >= all && filesToRead == 0;
    }
}
