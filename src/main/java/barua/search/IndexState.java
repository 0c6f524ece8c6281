package barua.search;

/**
 * How far the index of an account is.
 *
 * @param known       messages that it knows
 * @param all         messages that there are
 * @param filesToRead messages whose files it is still to read
 * @param bytes       on the disk
 */
public record IndexState(long known, long all, int filesToRead, long bytes) {

    public int percent() {
        return all == 0 ? 100 : (int) (Math.min(known, all) * 100 / all);
    }

    public boolean isWhole() {
        return known >= all && filesToRead == 0;
    }
}
