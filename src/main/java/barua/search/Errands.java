package barua.search;

import barua.mailbox.Listener.Event;
import barua.message.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which accounts wait for the feed, and when each comes: first those of which something was heard, in turns; then, slowly, those that were not looked at since
 * the start. What failed waits for its time, what has no room until there is room. Events may be many: an account waits once. Safe for many threads; one takes.
 */
final class Errands {

    private static final int MOST_PENDING = 100_000;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(30);
    /** Until what failed is tried again where somebody waits for it. */
    private static final long SOON_NS = TimeUnit.SECONDS.toNanos(2);
    /** After a start: so that ten thousand accounts are not all in memory at once. */
    private static final long SWEEP_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long IDLE_MS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    /** Guarded by lock, as all that follows. */
    private final Map<Address, Errand> pending = new LinkedHashMap<>();
    private final Set<Address> unswept = new LinkedHashSet<>();
    private final Map<Address, Long> later = new HashMap<>();
    /** What those that are tried later have to do besides going over everything. */
    private final Map<Address, Errand> kept = new HashMap<>();
    private final Set<Address> parked = new LinkedHashSet<>();
    private boolean stopping;
    private boolean working;
    private boolean nudged;
    private long sweepAt = System.nanoTime();

    /** An account's turn. */
    record Job(Address account, Errand errand) {
    }

    /** What the taker does when nobody is due. */
    @FunctionalInterface
    interface Idle {

        /** @return whether it has something to do soon */
        boolean rest();
    }

    /** @param parked accounts whose mail has no room in their indexes @param lag of the oldest that waits */
    record Waiting(int accounts, int parked, Duration lag) {
    }

    void hear(Event event) {
        if (Errand.tells(event)) {
            locked(() -> pending(event.account()).hear(event));
        }
    }

    /** They come one after the other, behind those of which something is heard. */
    void sweep(Collection<Address> accounts) {
        locked(() -> unswept.addAll(accounts));
    }

    /** The index of an account is thrown away and made anew. */
    void anew(Address account) {
        locked(() -> {
            Errand errand = pending(account);
            errand.throwAway();
            errand.goOverAll();
        });
    }

    /** The index of an account is thrown away. */
    void away(Address account) {
        locked(() -> pending(account).throwAway());
    }

    /** Its index does not have all that it should: it is gone over once more. */
    void behind(Address account) {
        locked(() -> {
            boolean waits = later.computeIfPresent(account, (_, due) -> Math.min(due, System.nanoTime() + SOON_NS)) != null || parked.contains(account);
            if (!waits) {
                pending(account).goOverAll();
            }
        });
    }

    /** That account is asked about: whatever is not known of it comes before others. */
    void hurry(Address account) {
        lock.lock();
        try {
            if (unswept.contains(account)) {
                pending(account).goOverAll();
                wake.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Again, behind the others of its kind. */
    void put(Address account, Errand rest) {
        lock.lock();
        try {
            if (rest.isSwept() && !pending.containsKey(account)) {
                unswept.add(account);
                return;
            }
            Errand now = pending(account);
            if (pending.size() <= MOST_PENDING) {
                now.add(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** It failed, and is tried again after a while. @param besides what is to be done besides going over everything */
    void later(Address account, Errand besides) {
        lock.lock();
        try {
            later.put(account, System.nanoTime() + PAUSE_NS);
            if (besides.isRemoved() || !besides.formerly().isEmpty()) {
                kept.put(account, besides);
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is no room for more of it: it waits for {@link #unpark}. */
    void park(Address account) {
        locked(() -> parked.add(account));
    }

    /** There is room again. */
    void unpark() {
        locked(() -> {
            parked.forEach(account -> pending(account).goOverAll());
            parked.clear();
        });
    }

    /** The next who is due, or empty at the end. @param idle is called without the lock when nobody is */
    Optional<Job> next(Idle idle) {
        lock.lock();
        try {
            while (!stopping) {
                takeLater();
                Optional<Job> due = due();
                if (due.isPresent()) {
                    working = true;
                    return due;
                }
                nudged = false;
                lock.unlock();
                boolean soon;
                try {
                    soon = idle.rest();
                } finally {
                    lock.lock();
                }
                if (pending.isEmpty() && !stopping && !nudged) {
                    wake.await(!unswept.isEmpty() ? 20 : soon || !later.isEmpty() || !parked.isEmpty() ? 1_000 : IDLE_MS, TimeUnit.MILLISECONDS);
                }
            }
            return Optional.empty();
        } catch (InterruptedException stop) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private Optional<Job> due() {
        Iterator<Map.Entry<Address, Errand>> first = pending.entrySet().iterator();
        if (first.hasNext()) {
            Map.Entry<Address, Errand> entry = first.next();
            first.remove();
            unswept.remove(entry.getKey());
            parked.remove(entry.getKey());
            return Optional.of(new Job(entry.getKey(), entry.getValue()));
        }
        Iterator<Address> left = unswept.iterator();
        if (left.hasNext() && System.nanoTime() >= sweepAt) {
            sweepAt = System.nanoTime() + SWEEP_NS;
            Address account = left.next();
            left.remove();
            return Optional.of(new Job(account, Errand.all()));
        }
        return Optional.empty();
    }

    /** Under the lock: those whose time has come. */
    private void takeLater() {
        long now = System.nanoTime();
        later.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() <= now;
            if (due) {
                Errand again = pending(entry.getKey());
                again.goOverAll();
                Optional.ofNullable(kept.remove(entry.getKey())).ifPresent(again::add);
            }
            return due;
        });
    }

    /** The job that was taken is done, or has failed. */
    void done() {
        locked(() -> working = false);
    }

    /** The taker looks around sooner than it would. */
    void nudge() {
        locked(() -> nudged = true);
    }

    Waiting waiting() {
        lock.lock();
        try {
            Set<Address> all = new HashSet<>(pending.keySet());
            all.addAll(unswept);
            all.addAll(later.keySet());
            long oldest = pending.values().stream().mapToLong(Errand::waited).max().orElse(0);
            return new Waiting(all.size(), parked.size(), Duration.ofNanos(oldest));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody waits, but for room. @return whether that is so */
    boolean await(long ms) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        lock.lock();
        try {
            while (working || !pending.isEmpty() || !unswept.isEmpty() || !later.isEmpty()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wake.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        locked(() -> stopping = true);
    }

    /** Under the lock. */
    private Errand pending(Address account) {
        return pending.computeIfAbsent(account, _ -> new Errand());
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
