package barua.mailbox;

import barua.mailbox.Listener.Event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** STORE and EXPUNGE: one record in the log, one force, then memory, then sessions. Runs as the only change of its folder. */
final class Changes {

    private final FolderState folder;

    Changes(FolderState folder) {
        this.folder = folder;
    }

    long[] store(long[] uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        Plan plan;
        folder.sure();
        folder.lock.lock();
        try {
            plan = plan(uids, change, unchangedSince.orElse(Long.MAX_VALUE));
        } finally {
            folder.lock.unlock();
        }
        if (plan.uids.length > 0) {
            commit(modseq -> new LogRecord.Flagged(modseq, plan.uids, plan.flags), modseq -> {
                folder.noteFlags(plan.uids, modseq, plan.changed);
                apply(plan, modseq);
            });
            folder.wake();
        }
        return plan.left;
    }

    private record Plan(long[] uids, int[] flags, Flags changed, long[] left) {
    }

    private Plan plan(long[] uids, FlagChange change, long unchangedSince) throws IOException {
        MessageTable messages = folder.sound().messages;
        BitSet keywords = change.how() == FlagChange.How.REMOVE ? folder.known(change.flags()) : folder.learn(change.flags(), new BitSet());
        long[] changed = new long[uids.length];
        int[] flags = new int[uids.length];
        int count = 0;
        FlagDifference difference = new FlagDifference();
        List<Long> left = new ArrayList<>();
        for (long uid : uids) {
            int index = messages.indexOf(uid);
            if (index < 0) {
                continue;
            }
            if (messages.modseq(index) > unchangedSince) {
                left.add(uid);
                continue;
            }
            int now = folder.changed(messages.flags(index), change.how(), change.flags().system(), keywords);
            if (now != messages.flags(index)) {
                difference.add(messages.flags(index), now);
                changed[count] = uid;
                flags[count++] = now;
            }
        }
        return new Plan(Arrays.copyOf(changed, count), Arrays.copyOf(flags, count), difference.flags(folder),
                left.stream().mapToLong(Long::longValue).toArray());
    }

    private void apply(Plan plan, long modseq) {
        Loaded state = folder.present();
        for (int i = 0; i < plan.uids.length; i++) {
            int index = state.messages.indexOf(plan.uids[i]);
            if (index >= 0) {
                state.messages.setFlags(index, plan.flags[i], modseq);
                state.messages.mark(index, MessageTable.UNSETTLED, true);
            }
        }
    }

    long[] expunge(long[] uids, LogRecord.Fate fate) throws IOException {
        long[] there;
        folder.sure();
        folder.lock.lock();
        try {
            MessageTable messages = folder.sound().messages;
            there = Arrays.stream(uids).filter(uid -> messages.indexOf(uid) >= 0).toArray();
        } finally {
            folder.lock.unlock();
        }
        if (there.length > 0) {
            commit(modseq -> new LogRecord.Expunged(modseq, fate, there), modseq -> remove(folder.present(), there, fate, modseq));
            folder.wake();
            folder.mailbox().store().bury(folder);
        }
        return there;
    }

    /** Takes messages out of memory that are out of the folder, durably; under the lock. */
    void remove(Loaded state, long[] uids, LogRecord.Fate fate, long modseq) {
        folder.note(Kind.EXPUNGED, uids, modseq);
        for (long uid : uids) {
            int index = state.messages.indexOf(uid);
            if (index >= 0) {
                MessageTable.Entry entry = state.messages.entry(index);
                state.ghosts.put(uid, new Loaded.Ghost(entry, modseq, fate, entry.name(), fate == LogRecord.Fate.GONE));
            }
        }
        state.messages.remove(uids);
        Arrays.stream(uids).forEach(state.unreadable::remove);
        state.remember(uids, modseq);
        folder.recount(state);
    }

    @FunctionalInterface
    interface OfModseq<T> {
        T at(long modseq);
    }

    @FunctionalInterface
    interface Apply {
        void at(long modseq);
    }

    /** Logs and forces a record, then applies it in its turn. */
    void commit(OfModseq<LogRecord> record, Apply apply) throws IOException {
        long modseq;
        Commits.Commit commit;
        FolderLog log;
        folder.lock.lock();
        try {
            log = folder.sound().log;
            modseq = folder.takeModseq();
            commit = folder.commits.enter(0, 0);
            orDrop(commit, () -> log.add(record.at(modseq)));
        } finally {
            folder.lock.unlock();
        }
        try {
            orDrop(commit, log::force);
        } catch (IOException failed) {
            mend();
            throw failed;
        }
        folder.commits.mark(commit, () -> {
            apply.at(modseq);
            folder.reached(modseq);
        });
        folder.commits.await(commit);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** What cannot be logged, for whatever reason, has not happened, and nobody waits for it. */
    private void orDrop(Commits.Commit commit, Step step) throws IOException {
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            if (!done) {
                folder.suspect();
                folder.commits.drop(commit);
            }
        }
    }

    /** What the log's file shows may not be on the disk: a new generation is written now, if there is any way, else before the next change. */
    void mend() {
        folder.lock.lock();
        try {
            folder.sound();
        } catch (IOException stillBroken) {
            // Reading goes on from memory.
        } finally {
            folder.lock.unlock();
        }
    }
}
