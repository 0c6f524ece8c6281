package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps indexes up to date: one thread, which takes one account after the other, each for a moment. What it has to do is which accounts and folders
 * changed, not how: that the mailbox says. So events may be many and are never lost, and what happened while nobody listened is found as well.
 */
final class Feed implements Listener, Closeable {

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());
    private static final long SLICE_MS = 200;
    private static final long COMMIT_MS = 5_000;
    private static final long PAUSE_MS = 30_000;
    private static final int MOST_PENDING = 100_000;
    private static final int TRIES = 3;
    /** Until what failed is tried again where somebody waits for it. */
    private static final long SOON_NS = 2_000_000_000;
    /** After a start: so that ten thousand accounts are not all in memory at once. */
    private static final long SWEEP_NS = 50_000_000;

    /** What is to be done for one account. */
    private static final class Pending {
        final long since = System.nanoTime();
        boolean all;
        boolean removed;
        final Set<FolderName> folders = new LinkedHashSet<>();
        final Set<String> deleted = new LinkedHashSet<>();
        final List<Address> formerly = new ArrayList<>();
    }

    private final MailStore store;
    private final Indexes indexes;
    private final Consumer<Address> files;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    /** Guarded by lock. */
    private final Map<Address, Pending> pending = new LinkedHashMap<>();
    private final Set<Address> unswept = new LinkedHashSet<>();
    private final Set<Address> written = new LinkedHashSet<>();
    private final Map<Address, Long> later = new HashMap<>();
    private boolean stopping;
    private boolean working;
    private long sweepAt = System.nanoTime();
    /** Of this thread alone: accounts all of whose folders were looked at since the start, and what is not committed yet. */
    private final Set<Address> known = new HashSet<>();
    private final Map<Address, Long> uncommitted = new LinkedHashMap<>();
    private final Map<Address, Integer> failures = new HashMap<>();
    /** What has to be done again besides looking at all folders. */
    private final Map<Address, Pending> kept = new HashMap<>();
    private Thread thread;

    /** @param files hears of accounts with files to be read */
    Feed(MailStore store, Indexes indexes, Consumer<Address> files) {
        this.store = store;
        this.files = files;
        this.indexes = indexes;
    }

    void start() throws IOException {
        List<Address> accounts = store.accounts();
        indexes.keepOnly(accounts);
        lock.lock();
        try {
            unswept.addAll(accounts);
        } finally {
            lock.unlock();
        }
        thread = Thread.ofPlatform().name("search").daemon().start(this::work);
    }

    @Override
    public void changed(Event event) {
        if (event.kind() == Event.Kind.FLAGS || event.kind() == Event.Kind.FOLDER_CHANGED) {
            return;   // the index knows neither
        }
        lock.lock();
        try {
            Pending of = pending.computeIfAbsent(event.account(), _ -> new Pending());
            switch (event.kind()) {
                case ACCOUNT_REMOVED -> {
                    of.removed = true;
                    of.all = false;
                    of.folders.clear();
                }
                case ACCOUNT_RENAMED -> {
                    Address.parse(event.before()).ifPresent(of.formerly::add);
                    of.all = true;
                }
                case ACCOUNT_CREATED -> of.all = true;
                case FOLDER_DELETED -> of.deleted.add(event.mailboxId());
                default -> of.folders.add(event.folder());
            }
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The index of an account is thrown away and made anew. */
    void anew(Address account) {
        lock.lock();
        try {
            Pending of = pending.computeIfAbsent(account, _ -> new Pending());
            of.removed = true;
            of.all = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An index was changed by another: it is to be written to the disk. */
    void changed(Address account) {
        lock.lock();
        try {
            written.add(account);
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @param lag of the oldest */
    record Waiting(int accounts, Duration lag) {
    }

    Waiting waiting() {
        lock.lock();
        try {
            Set<Address> all = new HashSet<>(pending.keySet());
            all.addAll(unswept);
            all.addAll(later.keySet());
            long oldest = pending.values().stream().mapToLong(one -> System.nanoTime() - one.since).max().orElse(0);
            return new Waiting(all.size(), Duration.ofNanos(oldest));
        } finally {
            lock.unlock();
        }
    }

    /** Its index does not have all that it should: it is gone over once more. */
    void behind(Address account) {
        lock.lock();
        try {
            if (later.computeIfPresent(account, (_, due) -> Math.min(due, System.nanoTime() + SOON_NS)) == null) {
                pending.computeIfAbsent(account, _ -> new Pending()).all = true;
            }
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** That account is asked about: whatever is not known of it comes before others. */
    void hurry(Address account) {
        lock.lock();
        try {
            if (unswept.contains(account)) {
                pending.computeIfAbsent(account, _ -> new Pending()).all = true;
                wake.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that is known now is in the indexes. @return whether that is so */
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

    private record Job(Address account, Pending pending) {
    }

    private void work() {
        while (true) {
            Job job = next();
            if (job == null) {
                return;
            }
            try {
                if (store.hasRoom()) {
                    take(job);
                    failures.remove(job.account);
                } else {
                    put(job.account, job.pending);
                    pause();
                }
            } catch (IOException | RuntimeException | Error failed) {
                trouble(job, failed);
            } finally {
                lock.lock();
                working = false;
                wake.signalAll();
                lock.unlock();
            }
        }
    }

    /** It is tried again, a few times; then when the account changes next, or at the next start. */
    private void trouble(Job job, Throwable why) {
        known.remove(job.account);
        uncommitted.remove(job.account);
        boolean gone = why instanceof MailboxException refused && refused.reason() == MailboxException.Reason.NONEXISTENT;
        lock.lock();
        try {
            if (stopping || gone) {
                return;
            }
        } finally {
            lock.unlock();
        }
        int times = failures.merge(job.account, 1, Integer::sum);
        LOG.log(System.Logger.Level.WARNING, "the index of " + job.account + " stays behind: " + why);
        if (times < TRIES) {
            if (job.pending.removed || !job.pending.formerly.isEmpty()) {
                job.pending.all = false;
                job.pending.folders.clear();
                kept.put(job.account, job.pending);
            }
            lock.lock();
            try {
                later.put(job.account, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
            } finally {
                lock.unlock();
            }
        } else {
            failures.remove(job.account);
        }
    }

    /** Under the lock: those whose time has come. */
    private void takeLater() {
        long now = System.nanoTime();
        later.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() <= now;
            if (due) {
                Pending again = pending.computeIfAbsent(entry.getKey(), _ -> new Pending());
                again.all = true;
                Optional.ofNullable(kept.remove(entry.getKey())).ifPresent(before -> {
                    again.removed |= before.removed;
                    again.formerly.addAll(0, before.formerly);
                });
            }
            return due;
        });
    }

    /** Null at the end. */
    private Job next() {
        lock.lock();
        try {
            while (!stopping) {
                takeLater();
                Iterator<Map.Entry<Address, Pending>> first = pending.entrySet().iterator();
                if (first.hasNext()) {
                    Map.Entry<Address, Pending> entry = first.next();
                    first.remove();
                    unswept.remove(entry.getKey());
                    working = true;
                    return new Job(entry.getKey(), entry.getValue());
                }
                Iterator<Address> left = unswept.iterator();
                if (left.hasNext() && System.nanoTime() >= sweepAt) {
                    sweepAt = System.nanoTime() + SWEEP_NS;
                    Address account = left.next();
                    left.remove();
                    working = true;
                    Pending all = new Pending();
                    all.all = true;
                    return new Job(account, all);
                }
                lock.unlock();
                try {
                    commit();
                    indexes.closeIdle(false);
                } catch (RuntimeException defect) {
                    LOG.log(System.Logger.Level.ERROR, "the search goes on without what failed", defect);
                } finally {
                    lock.lock();
                }
                if (pending.isEmpty() && !stopping) {
                    wake.await(!unswept.isEmpty() ? 20 : uncommitted.isEmpty() && later.isEmpty() ? 10_000 : 1_000, TimeUnit.MILLISECONDS);
                }
            }
            return null;
        } catch (InterruptedException stop) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
            while (!stopping && System.nanoTime() < until) {
                wake.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Again, behind the others. */
    private void put(Address account, Pending rest) {
        lock.lock();
        try {
            Pending now = pending.computeIfAbsent(account, _ -> new Pending());
            if (pending.size() <= MOST_PENDING) {
                now.removed |= rest.removed;
                now.formerly.addAll(0, rest.formerly);
                now.all |= rest.all;
                now.folders.addAll(rest.folders);
                now.deleted.addAll(rest.deleted);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(Job job) throws IOException {
        Pending what = job.pending;
        if (what.removed) {
            known.remove(job.account);
            uncommitted.remove(job.account);
            indexes.drop(job.account);
        }
        for (Address before : what.formerly) {
            known.remove(before);
            uncommitted.remove(before);
            indexes.rename(before, job.account);
        }
        if (!what.all && what.folders.isEmpty() && what.deleted.isEmpty() || !store.exists(job.account)) {
            return;
        }
        Mailbox mailbox = store.open(job.account);
        boolean all = what.all || !known.contains(job.account);
        if (all && !indexes.exists(job.account) && mailbox.usage().messages() == 0) {
            known.add(job.account);
            return;
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SLICE_MS);
        BooleanSupplier mayGoOn = () -> System.nanoTime() < until;
        boolean done = indexes.with(job.account, index -> {
            boolean followed = follow(index, mailbox, all, what, mayGoOn);
            if (index.takeFilesDue() || all && followed && index.unread(1, _ -> true).length > 0) {
                files.accept(job.account);
            }
            return followed;
        });
        uncommitted.putIfAbsent(job.account, System.nanoTime());
        if (done) {
            known.add(job.account);
        } else {
            Pending rest = new Pending();
            rest.all = all;
            rest.folders.addAll(what.folders);
            put(job.account, rest);
        }
        commit();
    }

    private static boolean follow(AccountIndex index, Mailbox mailbox, boolean all, Pending what, BooleanSupplier mayGoOn) throws IOException {
        for (String deleted : what.deleted) {
            index.removeFolder(deleted);
        }
        Set<FolderName> names = new LinkedHashSet<>(what.folders);
        if (all) {
            mailbox.list().stream().filter(Mailbox.Entry::exists).forEach(entry -> names.add(entry.name()));
        }
        Set<String> there = new HashSet<>();
        boolean done = true;
        for (FolderName name : names) {
            Folder folder;
            try {
                folder = mailbox.folder(name);
            } catch (MailboxException gone) {
                continue;
            }
            there.add(folder.mailboxId());
            done = new CatchingUp(index, folder).run(mayGoOn) && done;
        }
        if (all && done) {
            for (String former : index.folders()) {
                if (!there.contains(former)) {
                    index.removeFolder(former);
                }
            }
        }
        return done;
    }

    /** What was taken in some seconds ago. */
    private void commit() {
        long now = System.nanoTime();
        lock.lock();
        try {
            written.forEach(account -> uncommitted.putIfAbsent(account, now));
            written.clear();
        } finally {
            lock.unlock();
        }
        List<Address> due = uncommitted.entrySet().stream().filter(one -> now - one.getValue() > TimeUnit.MILLISECONDS.toNanos(COMMIT_MS))
                .map(Map.Entry::getKey).toList();
        for (Address account : due) {
            uncommitted.remove(account);
            try {
                indexes.with(account, index -> {
                    index.commit();
                    return null;
                });
            } catch (IOException | RuntimeException failed) {
                known.remove(account);
                LOG.log(System.Logger.Level.WARNING, "the index of " + account + " is not written: " + failed);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
