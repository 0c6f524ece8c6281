package barua.search;

import barua.message.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What was taken in is written to the disk some seconds later, all of an account at once: a crash before costs taking it in again. Safe for many threads. */
final class LateCommits {

    private static final long AFTER_NS = TimeUnit.SECONDS.toNanos(5);

    private final Indexes indexes;
    /** Guarded by this: since when. */
    private final Map<Address, Long> uncommitted = new LinkedHashMap<>();

    LateCommits(Indexes indexes) {
        this.indexes = indexes;
    }

    synchronized void note(Address account) {
        uncommitted.putIfAbsent(account, System.nanoTime());
    }

    synchronized void forget(Address account) {
        uncommitted.remove(account);
    }

    synchronized boolean isEmpty() {
        return uncommitted.isEmpty();
    }

    /** Hears how writing went. */
    interface Written {
        void committed(Address account, long bytes);

        void failed(Address account, Throwable why);
    }

    /** Writes what is due, not while the disk is full. Where there is little room what was taken out gives its room back at once. */
    void commit(IndexRoom room, Written told) {
        if (room.isDiskFull()) {
            return;
        }
        for (Address account : due()) {
            try {
                told.committed(account, indexes.with(account, index -> {
                    index.commit();
                    if (room.of(account) != Room.ALL) {
                        index.shrink();
                    }
                    return index.size();
                }));
            } catch (IOException | RuntimeException failed) {
                told.failed(account, failed);
            }
        }
    }

    private synchronized List<Address> due() {
        long now = System.nanoTime();
        List<Address> due = new ArrayList<>();
        uncommitted.entrySet().removeIf(one -> now - one.getValue() > AFTER_NS && due.add(one.getKey()));
        return due;
    }
}
