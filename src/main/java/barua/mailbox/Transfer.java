package barua.mailbox;

import barua.mailbox.Listener.Event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/**
 * COPY links, MOVE renames; the target's directory is forced before its UIDs are seen. All or nothing: where a file is not found though nobody
 * of ours renamed it, everything is taken back, the source is compared with its files, and it begins anew with what is there.
 */
final class Transfer {

    private static final int ATTEMPTS = 4;

    private final FolderState source;
    private final FolderState target;

    Transfer(FolderState source, FolderState target) {
        this.source = source;
        this.target = target;
    }

    Folder.Copied copy(long[] uids) throws IOException {
        return withWhatIsThere(() -> prepared(uids, () -> {
            Taken taken = take(uids, false);
            charge(taken);
            arrive(taken, new Arrival(target, taken.items, false, Kind.COPIED));
            return taken.copied(target);
        }));
    }

    Folder.Copied move(long[] uids) throws IOException {
        if (source == target) {
            return new Folder.Copied(target.uidValidity(), new long[0], new long[0]);
        }
        return withWhatIsThere(() -> prepared(uids, () -> source.changing(() -> moveHolding(uids))));
    }

    /** The scan waits for other changes of the source, which may wait for our place in the target's order: so it comes when that was given up. */
    private Folder.Copied withWhatIsThere(FolderState.Work<Folder.Copied> work) throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                return work.run();
            } catch (MailboxException missing) {
                if (missing.reason() != MailboxException.Reason.EXPUNGED) {
                    throw missing;
                }
                if (attempt == ATTEMPTS) {
                    throw DiskTrouble.refusal(new IOException("files of " + source.path() + " change faster than they can be copied", missing));
                }
                source.changing(() -> {
                    new Scan(source).now();
                    return null;
                });
            }
        }
    }

    /** Files that nobody has read yet are read first: their new names say their true sizes. */
    private Folder.Copied prepared(long[] uids, FolderState.Work<Folder.Copied> work) throws IOException {
        source.verify(uids);
        target.mailbox().countQuota();
        List<Lock> locks = Stream.of(source.mailbox(), target.mailbox()).distinct()
                .sorted(java.util.Comparator.comparing(Mailbox::account)).<Lock>map(mailbox -> mailbox.names().readLock()).toList();
        locks.forEach(Lock::lock);
        try {
            return source.staying(() -> target.staying(work));
        } finally {
            locks.forEach(Lock::unlock);
            source.mailbox().tell();
            target.mailbox().tell();
        }
    }

    private static final class Taken {
        final List<Long> from = new ArrayList<>();
        final List<Arrival.Item> items = new ArrayList<>();
        long bytes;
        long[] to = new long[0];

        long[] fromUids() {
            return from.stream().mapToLong(Long::longValue).toArray();
        }

        Folder.Copied copied(FolderState target) {
            return new Folder.Copied(target.uidValidity(), fromUids(), to);
        }
    }

    private Taken take(long[] uids, boolean keepBase) throws IOException {
        Taken taken = new Taken();
        List<Flags> flags = new ArrayList<>();
        List<MessageTable.Entry> entries = new ArrayList<>();
        source.lock.lock();
        try {
            MessageTable messages = source.state().messages;
            for (long uid : uids) {
                int index = messages.indexOf(uid);
                if (index >= 0) {
                    entries.add(messages.entry(index));
                    flags.add(source.flags(messages.flags(index)));
                }
            }
        } finally {
            source.lock.unlock();
        }
        for (int i = 0; i < entries.size(); i++) {
            MessageTable.Entry entry = entries.get(i);
            MessageName old = MessageName.parse(entry.name());
            String base = keepBase ? old.base() : source.mailbox().store().freshBase("");
            String others = old.letters().replaceAll("[^A-Z]", "");
            taken.from.add(entry.uid());
            taken.bytes += entry.size();
            taken.items.add(new Arrival.Item(step -> new MessageReader(source).use(entry.uid(), step), base, entry.size(), entry.wire(),
                    flags.get(i), entry.received(), others));
        }
        return taken;
    }

    private void charge(Taken taken) throws MailboxException {
        Mailbox mailbox = target.mailbox();
        if (!mailbox.quota().take(taken.bytes, taken.items.size(), mailbox.store().policies().quota(mailbox.account()))) {
            throw new MailboxException(MailboxException.Reason.OVER_QUOTA, "the mailbox is full");
        }
    }

    private void arrive(Taken taken, Arrival arrival) throws IOException {
        if (taken.items.isEmpty()) {
            return;
        }
        try {
            arrival.reserve();
            arrival.place();
            arrival.force();
        } catch (IOException | RuntimeException failed) {
            arrival.undo();
            source.doubt(List.of());
            arrival.drop();
            target.mailbox().quota().add(-taken.bytes, -taken.items.size());
            throw failed;
        } catch (Error failed) {
            arrival.abandonUnlessOver();
            throw failed;
        }
        arrival.mark();
        arrival.await();
        target.wake();
        taken.to = arrival.uids();
        target.mailbox().store().outlining().copied(new Outlining.Copied(source, taken.fromUids(), target, taken.to));
    }

    /**
     * A rename takes the message out of one folder and puts it into the other at once. The source's log is forced after it, so that a
     * delivery record that a crash brings back does not deliver it here again.
     */
    private Folder.Copied moveHolding(long[] uids) throws IOException {
        Taken taken = take(uids, true);
        if (taken.items.isEmpty()) {
            return taken.copied(target);
        }
        boolean same = source.mailbox() == target.mailbox();
        if (same) {
            target.mailbox().quota().add(taken.bytes, taken.items.size());
        } else {
            charge(taken);
        }
        arrive(taken, new Arrival(target, taken.items, true, Kind.COPIED));
        leave(taken.fromUids());
        source.wake();
        return taken.copied(target);
    }

    /** The files have left, durably; if the log cannot say so, the next scan would. */
    private void leave(long[] from) throws IOException {
        Changes changes = new Changes(source);
        try {
            changes.commit(modseq -> new LogRecord.Expunged(modseq, LogRecord.Fate.GONE, from),
                    modseq -> changes.remove(source.present(), from, LogRecord.Fate.GONE, modseq));
        } catch (IOException notLogged) {
            source.lock.lock();
            try {
                changes.remove(source.present(), from, LogRecord.Fate.GONE, source.modseq());
                source.present().forgetExpunges(source.modseq());   // it has no number of its own, by which somebody could ask for it
            } finally {
                source.lock.unlock();
            }
            source.suspect();
            changes.mend();
        }
    }
}
