package barua.search;

import barua.message.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One account's searches do not slow another's. One processor is left free, the others run a search each, two of an account at most; when one ends, the turn
 * is that of the account that has searched least lately. Whoever has searched little need not even wait for that: some seats are theirs alone.
 */
final class SearchTurns {

    private static final int OF_ACCOUNT = 2;
    /** Seats for those who have searched little. */
    private static final int FOR_LIGHT = 3;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    /** What somebody has used counts half after this. */
    private static final double HALF_NS = TimeUnit.SECONDS.toNanos(30);
    /** Who has used no more than this lately has searched little; or no more than half of what others have on average. */
    private static final double LIGHT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final double FORGOTTEN_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MANY = 1_000;

    private final int seats;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock, as what follows; an account is there while one of its searches runs, or it has searched lately. */
    private final Map<Address, Use> uses = new HashMap<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private int running;

    SearchTurns(int seats, LongSupplier nanos) {
        this.seats = seats;
        this.nanos = nanos;
    }

    static SearchTurns of(int processors) {
        return new SearchTurns(Math.max(1, processors - 1), System::nanoTime);
    }

    /** What an account does, and has done lately. */
    private static final class Use {

        int running;
        double used;
        long at;

        double used(long now) {
            return used * Math.pow(2, -(now - at) / HALF_NS);
        }

        void add(double more, long now) {
            used = used(now) + more;
            at = now;
        }
    }

    private static final class Waiter {

        final Address account;
        final Condition turn;
        boolean granted;

        Waiter(Address account, Condition turn) {
            this.account = account;
            this.turn = turn;
        }
    }

    /** What is done when the turn has come. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** @throws IOException where the turn does not come in time */
    <T> T take(Address account, Work<T> work) throws IOException {
        begin(account);
        long began = nanos.getAsLong();
        try {
            return work.run();
        } finally {
            end(account, nanos.getAsLong() - began);
        }
    }

    private void begin(Address account) throws IOException {
        long left = PATIENCE_NS;
        lock.lock();
        Waiter waiter = new Waiter(account, lock.newCondition());
        try {
            waiting.add(waiter);
            grant();
            while (!waiter.granted) {
                if (left <= 0) {
                    throw new IOException("too many searches at once, or of " + account);
                }
                left = waiter.turn.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            giveBack(waiter);
            throw new IOException("the search was broken off", stop);
        } finally {
            waiting.remove(waiter);
            lock.unlock();
        }
    }

    /** Under the lock: the turn may have come at the moment when it was not wanted any more. */
    private void giveBack(Waiter waiter) {
        if (waiter.granted) {
            leave(waiter.account, 0);
        }
    }

    private void end(Address account, long took) {
        lock.lock();
        try {
            leave(account, took);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void leave(Address account, long took) {
        long now = nanos.getAsLong();
        Use use = uses.get(account);
        use.running--;
        use.add(took, now);
        running--;
        if (uses.size() > MANY) {
            uses.values().removeIf(one -> one.running == 0 && one.used(now) < FORGOTTEN_NS);
        }
        grant();
    }

    /** Under the lock: whoever may begin does. */
    private void grant() {
        long now = nanos.getAsLong();
        for (Optional<Waiter> next = next(now); next.isPresent(); next = next(now)) {
            Waiter waiter = next.get();
            waiter.granted = true;
            waiting.remove(waiter);
            waiter.turn.signal();
            uses.computeIfAbsent(waiter.account, _ -> new Use()).running++;
            running++;
        }
    }

    /** Of those who may begin, the one who has used least; of two the one who came first. */
    private Optional<Waiter> next(long now) {
        double average = uses.values().stream().mapToDouble(use -> use.used(now)).filter(used -> used >= FORGOTTEN_NS).average().orElse(0);
        double little = Math.max(LIGHT_NS, average / 2);
        return running >= seats + FOR_LIGHT ? Optional.empty()
                : waiting.stream().filter(waiter -> mayBegin(waiter.account, little, now)).min(Comparator.comparingDouble(waiter -> used(waiter.account, now)));
    }

    private boolean mayBegin(Address account, double little, long now) {
        Use use = uses.get(account);
        boolean own = use == null || use.running < OF_ACCOUNT;
        return own && (running < seats || used(account, now) <= little);
    }

    private double used(Address account, long now) {
        Use use = uses.get(account);
        return use == null ? 0 : use.used(now) + use.running;   // beside another one of the same account, who has none comes first
    }
}
