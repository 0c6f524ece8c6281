package barua.search;

import barua.disk.DiskFullException;
import barua.mailbox.Listener;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps indexes up to date: one thread, which takes one account after the other, each for a moment. What it has to do is which accounts and folders
 * changed, not how: that the mailbox says. So events may be many and are never lost, and what happened while nobody listened is found as well.
 */
final class Feed implements Listener, Closeable {

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int TRIES = 3;

    private final MailStore store;
    private final Indexes indexes;
    private final IndexRoom room;
    private final IndexedDomains domains;
    private final Consumer<Address> files;
    private final Errands errands = new Errands();
    private final LateCommits commits;
    /** Of the feed's thread alone, as what follows: accounts all of whose folders were looked at since the start. */
    private final Set<Address> known = new HashSet<>();
    private final Map<Address, Integer> failures = new HashMap<>();
    private Thread thread;

    /** @param files hears of accounts with files to be read */
    Feed(MailStore store, Indexes indexes, IndexRoom room, IndexedDomains domains, Consumer<Address> files) {
        this.store = store;
        this.indexes = indexes;
        this.room = room;
        this.domains = domains;
        this.files = files;
        this.commits = new LateCommits(indexes);
    }

    void start() throws IOException {
        List<Address> accounts = store.accounts().stream().filter(domains::has).toList();
        indexes.folders().keepOnly(accounts);
        errands.sweep(accounts);
        thread = Thread.ofPlatform().name("search").daemon().start(this::work);
    }

    @Override
    public void changed(Event event) {
        errands.hear(event);
    }

    /** An index was changed by another: it is to be written to the disk. */
    void changed(Address account) {
        commits.note(account);
        errands.nudge();
    }

    /** Who is behind, who waits for room, who is asked about. */
    Errands errands() {
        return errands;
    }

    private void work() {
        measure();
        while (true) {
            Optional<Errands.Job> job = errands.next(this::rest);
            if (job.isEmpty()) {
                return;
            }
            try {
                lookAround();
                take(job.get());
                failures.remove(job.get().account());
            } catch (IOException | RuntimeException | Error failed) {
                trouble(job.get().account(), job.get().errand(), failed);
            } finally {
                errands.done();
            }
        }
    }

    /** What there is on the disk already counts. */
    private void measure() {
        try {
            for (Address account : store.accounts()) {
                room.takes(account, indexes.folders().bytes(account));
            }
        } catch (IOException unknown) {
            LOG.log(System.Logger.Level.WARNING, "how much room the indexes take is not known: " + unknown.getMessage());
        }
    }

    /** When nobody is due. */
    private boolean rest() {
        try {
            lookAround();
            commit();
            indexes.closeIdle(false);
        } catch (IOException | RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "the search goes on without what failed", defect);
        }
        return !commits.isEmpty();
    }

    /** Domains whose search was switched on or off; room that has come. */
    private void lookAround() throws IOException {
        IndexedDomains.Change change = domains.look();
        if (!change.isEmpty()) {
            List<Address> accounts = store.accounts();
            errands.sweep(accounts.stream().filter(account -> change.on().contains(account.domain())).toList());
            accounts.stream().filter(account -> change.off().contains(account.domain())).forEach(errands::away);
        }
        if (room.takeImproved()) {
            errands.unpark();
        }
    }

    private void take(Errands.Job job) throws IOException {
        Address account = job.account();
        Errand what = job.errand();
        if (what.isRemoved()) {
            drop(account);
        }
        for (Address former : what.formerly()) {
            forget(former);
            room.takes(former, 0);
            indexes.rename(former, account);
        }
        if (!domains.has(account)) {
            if (indexes.folders().exists(account)) {
                drop(account);
            }
            return;
        }
        if (!what.asksMailbox() || !store.exists(account)) {
            return;
        }
        Mailbox mailbox = store.open(account);
        boolean all = what.isAll() || !known.contains(account);
        boolean empty = mailbox.usage().messages() == 0;
        if (all && empty && !indexes.folders().exists(account)) {
            known.add(account);
            return;
        }
        if (room.isDiskFull() || room.of(account) == Room.NONE && !indexes.folders().exists(account)) {
            end(account, what, all, Following.End.NO_ROOM);   // what is there is searched as it is
            return;
        }
        follow(account, mailbox, what, all);
        commit();
    }

    private void follow(Address account, Mailbox mailbox, Errand what, boolean all) throws IOException {
        Slice slice = new Slice(SLICE_NS);
        commits.note(account);
        Following.End end = indexes.with(account, index -> {
            Following.End followed = new Following(index, mailbox, what, all).run(slice, room.of(account) != Room.NONE);
            boolean files = index.takeFilesDue() || all && followed == Following.End.DONE && index.unread(1, _ -> true).length > 0;
            if (files && room.of(account) == Room.ALL) {
                this.files.accept(account);
            } else if (files) {
                errands.park(account);
            }
            room.takes(account, index.size());
            return followed;
        });
        end(account, what, all, end);
    }

    private void end(Address account, Errand what, boolean all, Following.End end) {
        switch (end) {
            case DONE -> known.add(account);
            case TIME_OVER -> errands.put(account, what.rest(all));
            case NO_ROOM -> {
                known.remove(account);
                errands.park(account);
            }
        }
    }

    private void drop(Address account) throws IOException {
        forget(account);
        indexes.drop(account);
        room.takes(account, 0);
    }

    private void forget(Address account) {
        known.remove(account);
        commits.forget(account);
    }

    /** It is tried again, a few times; then when the account changes next, or at the next start. What met a full disk waits for room. */
    private void trouble(Address account, Errand errand, Throwable why) {
        forget(account);
        boolean gone = why instanceof MailboxException refused && refused.reason() == MailboxException.Reason.NONEXISTENT;
        if (errands.isStopping() || gone) {
            return;
        }
        if (DiskFullException.isCauseOf(why)) {
            room.full();
            if (errand.isRemoved() || !errand.formerly().isEmpty()) {
                errands.later(account, errand.ofAccount());
            } else {
                errands.park(account);
            }
            return;
        }
        int times = failures.merge(account, 1, Integer::sum);
        LOG.log(System.Logger.Level.WARNING, "the index of " + account + " stays behind: " + why);
        if (times < TRIES) {
            errands.later(account, errand.ofAccount());
        } else {
            failures.remove(account);
        }
    }

    /** What was taken in some seconds ago. */
    private void commit() {
        commits.commit(room, new LateCommits.Written() {
            @Override
            public void committed(Address account, long bytes) {
                room.takes(account, bytes);
            }

            @Override
            public void failed(Address account, Throwable why) {
                trouble(account, Errand.all(), why);
            }
        });
    }

    @Override
    public void close() {
        errands.stop();
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
