package barua.mailbox;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order in which changes of one folder become visible: the order in which they took their UIDs and modseqs, each only when
 * its force has ended. So a UID or modseq never appears after a higher one. Whoever has several commits (in several folders)
 * marks all of them before waiting for one, so nobody waits in a circle.
 */
final class Commits {

    /** One change on its way. Guarded by the folder's lock. */
    static final class Commit {
        private final long firstUid;
        private final int uids;
        private Runnable apply;
        private boolean marked;
        private boolean over;

        private Commit(long firstUid, int uids) {
            this.firstUid = firstUid;
            this.uids = uids;
        }
    }

    private static final System.Logger LOG = System.getLogger(Commits.class.getName());

    private final ReentrantLock lock;
    private final Condition moved;
    private final Runnable reread;
    private final ArrayDeque<Commit> waiting = new ArrayDeque<>();

    /** @param reread makes memory follow the disk again; under the lock */
    Commits(ReentrantLock lock, Runnable reread) {
        this.lock = lock;
        this.reread = reread;
        this.moved = lock.newCondition();
    }

    /** Takes the next place in the order; under the lock. */
    Commit enter(long firstUid, int uids) {
        Commit commit = new Commit(firstUid, uids);
        waiting.add(commit);
        return commit;
    }

    /** Whether a file with that UID is on its way and not yet to be found. */
    boolean holds(long uid) {
        return waiting.stream().anyMatch(commit -> uid >= commit.firstUid && uid < commit.firstUid + commit.uids);
    }

    /** The first UID that is not visible yet, or the given next one: UIDNEXT as sessions may know it. */
    long firstUid(long next) {
        return waiting.stream().filter(commit -> commit.uids > 0).mapToLong(commit -> commit.firstUid).min().orElse(next);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * It is durable: {@code apply} runs, under the lock, when its turn comes. Where that goes wrong the change is no less durable: memory is
     * read anew from the disk, and whoever waits goes on.
     */
    void mark(Commit commit, Runnable apply) {
        lock.lock();
        try {
            commit.apply = apply;
            commit.marked = true;
            applyAllThatMayBe();
        } finally {
            moved.signalAll();
            lock.unlock();
        }
    }

    private void applyAllThatMayBe() {
        while (!waiting.isEmpty() && waiting.peek().marked) {
            Commit next = waiting.poll();
            try {
                next.apply.run();
            } catch (RuntimeException bug) {
                LOG.log(System.Logger.Level.ERROR, "a durable change could not be shown from memory: the folder is read anew", bug);
                reread.run();
            } catch (Error worse) {
                reread.run();
                applyAllThatMayBe();
                throw worse;
            } finally {
                next.over = true;
            }
        }
    }

    /** It came to nothing. */
    void drop(Commit commit) {
        mark(commit, () -> {
        });
    }

    /** Returns when the marked commit has been applied. */
    void await(Commit commit) {
        lock.lock();
        try {
            while (!commit.over) {
                moved.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
