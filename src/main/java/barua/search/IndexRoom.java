package barua.search;

import barua.message.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much more each index may take in: by the caps, of which files leave a part to letters, and by what the disk has. What stopped goes on when there is
 * clearly more room, so that it does not go to and fro; each turn is logged once. Safe for many threads.
 */
final class IndexRoom {

    private static final System.Logger LOG = System.getLogger(IndexRoom.class.getName());
    /** In hundredths of a cap: where files, and letters, stop and go on. */
    private static final int FILES_STOP = 80;
    private static final int FILES_GO_ON = 75;
    private static final int STOP = 100;
    private static final int GO_ON = 95;
    /** For so long a disk counts as full on which something could not be written, whatever it says. */
    private static final long FULL_NS = TimeUnit.SECONDS.toNanos(30);

    private final SearchOptions options;
    private final BooleanSupplier diskHasRoom;
    private final LongSupplier nanos;
    /** Guarded by this, as all that follows. */
    private final Map<Address, Long> sizes = new HashMap<>();
    private final Map<Address, Room> accounts = new HashMap<>();
    private long sum;
    private Room all = Room.ALL;
    private boolean full;
    private long fullSince;
    private boolean failed;
    private boolean improved;

    IndexRoom(SearchOptions options, BooleanSupplier diskHasRoom, LongSupplier nanos) {
        this.options = options;
        this.diskHasRoom = diskHasRoom;
        this.nanos = nanos;
    }

    /** So much an account's index takes now. */
    synchronized void takes(Address account, long bytes) {
        if (!options.isCapped()) {
            return;
        }
        sum += bytes - (bytes == 0 ? removed(account) : put(account, bytes));
        Room before = all;
        all = next(before, sum, options.mostOfAll());
        tell(before, all, "all indexes", "barua.search.disk-total");
        Room own = accounts.getOrDefault(account, Room.ALL);
        Room now = next(own, bytes, options.mostOfOne());
        tell(own, now, "the index of " + account, "barua.search.disk-per-account");
        if (now == Room.ALL) {
            accounts.remove(account);
        } else {
            accounts.put(account, now);
        }
    }

    private long put(Address account, long bytes) {
        Long before = sizes.put(account, bytes);
        return before == null ? 0 : before;
    }

    private long removed(Address account) {
        Long before = sizes.remove(account);
        return before == null ? 0 : before;
    }

    private static Room next(Room before, long bytes, long cap) {
        if (cap == Long.MAX_VALUE) {
            return Room.ALL;
        }
        double share = 100.0 * bytes / Math.max(1, cap);
        if (share >= (before == Room.NONE ? GO_ON : STOP)) {
            return Room.NONE;
        }
        return share >= (before == Room.ALL ? FILES_STOP : FILES_GO_ON) ? Room.LETTERS : Room.ALL;
    }

    private void tell(Room before, Room now, String what, String key) {
        if (now == before) {
            return;
        }
        improved |= now.compareTo(before) < 0;
        LOG.log(now.compareTo(before) > 0 ? System.Logger.Level.WARNING : System.Logger.Level.INFO, what + switch (now) {
            case ALL -> ": there is room for everything again (" + key + ")";
            case LETTERS -> ": of what comes from now on files are not read, there is room for letters alone (" + key + ")";
            case NONE -> ": what comes from now on is not taken in, searches look through it (" + key + ")";
        });
    }

    /** Something could not be written. */
    synchronized void full() {
        failed = true;
        fullSince = nanos.getAsLong();
    }

    /** Of an account. */
    synchronized Room of(Address account) {
        return all().orLess(accounts.getOrDefault(account, Room.ALL));
    }

    /** Of all together. */
    synchronized Room all() {
        failed = failed && nanos.getAsLong() - fullSince < FULL_NS;
        boolean now = failed || !diskHasRoom.getAsBoolean();
        if (now != full) {
            full = now;
            improved |= !now;
            LOG.log(now ? System.Logger.Level.WARNING : System.Logger.Level.INFO, now
                    ? "the disk is nearly full: what comes from now on is not taken into indexes, searches look through it"
                    : "the disk has room again: indexes go on");
        }
        return full ? Room.NONE : all;
    }

    /** Whether the disk, and not a cap, is what stops it. */
    synchronized boolean isDiskFull() {
        return all() == Room.NONE && full;
    }

    /** Whether something has more room than it had; asked once. */
    synchronized boolean takeImproved() {
        all();
        boolean now = improved;
        improved = false;
        return now;
    }
}
