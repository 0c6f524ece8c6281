package barua.mailbox;

import barua.disk.DiskFullException;
import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads a folder into memory and puts it away: snapshot, then every following generation of the log, then, where the last record is
 * not an orderly end or the folders' times have changed, a scan of the files. Under the folder's lock.
 */
final class FolderOpening {

    private static final int LOG_AT_LEAST = 256 * 1024;
    private static final int MOST_LOST = 4_096;

    private final FolderState folder;
    private final FileLayer files;
    private final Path path;
    // While reading.
    private long loggedUidNext = 1;
    private long loggedModseq;
    private long logEpoch;
    private LogRecord last;
    private final Set<Long> unburied = new HashSet<>();

    FolderOpening(FolderState folder) {
        this.folder = folder;
        this.files = folder.files();
        this.path = folder.path();
    }

    Loaded load() throws IOException {
        Optional<FolderSnapshot> snapshot = FolderSnapshot.read(files, path, folder.uidValidity());
        Loaded state = new Loaded(snapshot.map(FolderSnapshot::messages).orElseGet(() -> new MessageTable(64)));
        snapshot.ifPresent(s -> take(s, state));
        try {
            complete(state, replay(state, snapshot.map(FolderSnapshot::generation).orElse(0L)));
        } catch (IOException | RuntimeException failed) {
            if (state.log != null) {
                state.log.close();   // who asks next begins anew
            }
            throw failed;
        }
        return state;
    }

    /** @param clean whether the log ended in good order */
    private void complete(Loaded state, boolean clean) throws IOException {
        folder.raise(Math.max(loggedUidNext, folder.uidNext()), Math.max(loggedModseq, folder.modseq()) + (clean ? 0 : 1));
        state.seenUidNext = loggedUidNext;
        long firstUnknown = loggedUidNext;
        long given = folder.uidNext();
        if (loggedModseq == 0) {
            state.rememberedFrom = folder.modseq();   // nothing is known of what was before
        }
        if (!clean || !timesHold(state)) {
            if (new Scan(folder).compare(state, clean, unburied)) {
                folder.wake();
            }
        }
        if (loggedModseq > 0) {
            rememberLost(state, firstUnknown, given);
        }
        if (state.log == null || logEpoch < folder.mailbox().store().epoch()) {
            beginGeneration(state, folder.uidNext() == given);   // what a former owner still adds to its log counts no more
        }
        folder.recount(state);
        state.askedAt = folder.mailbox().store().ticks();
    }

    /**
     * On a full disk the folder can be read all the same, without a log: whoever changes something writes the generation first. But what has
     * got its UIDs just now, and bears them nowhere, is shown to nobody before they are on the disk.
     */
    private void beginGeneration(Loaded state, boolean numbered) throws IOException {
        try {
            writeSnapshot(state);
        } catch (IOException full) {
            if (!numbered || !DiskFullException.isCauseOf(full)) {
                throw full;
            }
            folder.suspect();
        }
    }

    /**
     * UIDs that were given and perhaps seen, of which neither a file nor the log tells: a delivery's record is not forced, and a crash may have
     * come when the file had left already. Whoever saw them must hear that they are gone.
     */
    private void rememberLost(Loaded state, long from, long to) throws IOException {
        if (to - from > MOST_LOST) {
            state.rememberedFrom = folder.modseq();
            return;
        }
        long[] lost = LongStream.range(from, to).filter(uid -> state.messages.indexOf(uid) < 0 && !folder.commits.holds(uid)).toArray();
        if (lost.length > 0) {
            long modseq = folder.takeModseq();
            folder.note(state, new LogRecord.Expunged(modseq, LogRecord.Fate.GONE, lost));
            state.remember(lost, modseq);
            folder.reached(modseq);
        }
        if (folder.commits.isEmpty()) {
            state.seenUidNext = Math.max(state.seenUidNext, to);
        }
    }

    /** Above every UID that snapshot and log know, whatever files there are. */
    static long seenUidNext(FileLayer files, Path path, long uidValidity) throws IOException {
        Optional<FolderSnapshot> snapshot = FolderSnapshot.read(files, path, uidValidity);
        long next = snapshot.map(FolderSnapshot::uidNext).orElse(1L);
        long generation = snapshot.map(FolderSnapshot::generation).orElse(0L);
        for (FolderLog.Reading log = FolderLog.read(files, path, generation); log.length() > 0; log = FolderLog.read(files, path, ++generation)) {
            for (LogRecord entry : log.records()) {
                next = Math.max(next, entry.highestUid() + 1);
            }
        }
        return next;
    }

    private void take(FolderSnapshot snapshot, Loaded state) {
        state.expunged.addAll(snapshot.expunged());
        state.rememberedFrom = snapshot.rememberedFrom();
        loggedUidNext = snapshot.uidNext();
        loggedModseq = snapshot.modseq();
    }

    /** Replays generation by generation, opens the last one for adding; true where it ended in good order. */
    private boolean replay(Loaded state, long generation) throws IOException {
        long next = generation;
        FolderLog.Reading reading = FolderLog.read(files, path, next);
        FolderLog.Reading newest = reading;
        while (reading.length() > 0) {
            requireOwn(reading);
            reading.records().forEach(entry -> apply(entry, state));
            newest = reading;
            reading = FolderLog.read(files, path, ++next);
        }
        boolean clean = newest.length() > 0 && !newest.torn() && last instanceof LogRecord.Closed;
        if (newest.length() > 0) {
            state.log = FolderLog.reopen(files, path, next - 1, newest);
        }
        if (clean) {
            LogRecord.Closed closed = (LogRecord.Closed) last;
            loggedUidNext = Math.max(loggedUidNext, closed.uidNext());
            loggedModseq = Math.max(loggedModseq, closed.modseq());
            state.curTime = closed.curTime();
            state.newTime = closed.newTime();
        }
        return clean;
    }

    private void requireOwn(FolderLog.Reading log) throws MailboxException {
        if (log.epoch() > folder.mailbox().store().epoch()) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, path + " was taken over by owner " + log.epoch());
        }
        logEpoch = log.epoch();
    }

    private void apply(LogRecord entry, Loaded state) {
        last = entry;
        MessageTable messages = state.messages;
        switch (entry) {
            case LogRecord.Added(var added) -> {
                if (added.uid() > messages.lastUid()) {
                    messages.add(added);
                }
                saw(added.uid(), added.modseq());
            }
            case LogRecord.Flagged(var modseq, var uids, var flags) -> {
                for (int i = 0; i < uids.length; i++) {
                    int index = messages.indexOf(uids[i]);
                    if (index >= 0) {
                        messages.setFlags(index, flags[i], modseq);
                        messages.mark(index, MessageTable.UNSETTLED, true);
                    }
                }
                saw(0, modseq);
            }
            case LogRecord.Expunged(var modseq, var fate, var uids) -> expunge(state, modseq, fate, uids);
            case LogRecord.Buried(var uids) -> {
                for (long uid : uids) {
                    unburied.remove(uid);
                    state.ghosts.remove(uid);
                }
            }
            case LogRecord.Renamed(var uid, var name, var settled) -> {
                int index = messages.indexOf(uid);
                if (index >= 0) {
                    messages.rename(index, name);
                    messages.mark(index, MessageTable.UNSETTLED, !settled);
                }
            }
            case LogRecord.Measured(var uid, var size, var wire) -> {
                int index = messages.indexOf(uid);
                if (index >= 0) {
                    messages.setSizes(index, size, wire);
                }
            }
            case LogRecord.Closed(var uidNext, var modseq, var cur, var fresh) -> saw(uidNext - 1, modseq);
        }
    }

    private void expunge(Loaded state, long modseq, LogRecord.Fate fate, long[] uids) {
        List<Long> there = new ArrayList<>();
        for (long uid : uids) {
            int index = state.messages.indexOf(uid);
            if (index >= 0) {
                there.add(uid);
                if (fate != LogRecord.Fate.GONE) {
                    MessageTable.Entry gone = state.messages.entry(index);
                    state.ghosts.put(uid, new Loaded.Ghost(gone, modseq, fate, gone.name(), false));
                    unburied.add(uid);
                }
            }
            saw(uid, modseq);
        }
        state.messages.remove(there.stream().mapToLong(Long::longValue).toArray());
        state.remember(uids, modseq);
    }

    private void saw(long uid, long modseq) {
        loggedUidNext = Math.max(loggedUidNext, uid + 1);
        loggedModseq = Math.max(loggedModseq, modseq);
    }

    private boolean timesHold(Loaded state) throws IOException {
        return state.curTime > 0 && state.curTime == Scan.time(files, path.resolve("cur")) && state.newTime == Scan.time(files, path.resolve("new"));
    }

    /**
     * Begins a new generation: its log, then the snapshot that stands before it, then the old log goes. A crash in between leaves the old
     * snapshot with a chain of logs that says the same.
     */
    void writeSnapshot(Loaded state) throws IOException {
        new Burial(folder).finish(state);
        long generation = newGeneration(state);
        FolderLog old = state.log;
        if (old != null && !folder.isSuspect()) {
            old.force();
        }
        FolderSnapshot snapshot = new FolderSnapshot(generation, folder.uidValidity(), state.seenUidNext, folder.modseq(), state.rememberedFrom, state.messages,
                List.copyOf(state.expunged));
        try {
            if (folder.isSuspect() || old == null) {
                files.replace(path.resolve(FolderSnapshot.NAME), snapshot.encode());
                state.log = FolderLog.create(files, path, generation, folder.mailbox().store().epoch());
            } else {
                state.log = FolderLog.create(files, path, generation, folder.mailbox().store().epoch());
                files.replace(path.resolve(FolderSnapshot.NAME), snapshot.encode());
            }
        } finally {
            if (old != null && old != state.log) {
                old.close();
            }
        }
        removeOldLogs(generation);
    }

    private long newGeneration(Loaded state) throws IOException {
        long newest = state.log == null ? 0 : state.log.generation();
        for (String name : files.list(path)) {
            if (name.startsWith(FolderLog.PREFIX) && name.substring(FolderLog.PREFIX.length()).matches("\\d{1,18}")) {
                newest = Math.max(newest, Long.parseLong(name.substring(FolderLog.PREFIX.length())));
            }
        }
        return newest + 1;
    }

    private void removeOldLogs(long generation) throws IOException {
        for (String name : files.list(path)) {
            if (name.startsWith(FolderLog.PREFIX) && !name.equals(FolderLog.PREFIX + generation)) {
                files.unlinkIfThere(path.resolve(name));
            }
        }
    }

    /** Ends the log in good order. */
    void putAway(Loaded state) throws IOException {
        new Burial(folder).finish(state);
        if (folder.isSuspect() || state.log.length() > Math.max(LOG_AT_LEAST, state.messages.count() * 50L)) {
            writeSnapshot(state);
        }
        if (state.renamed) {
            files.forceDirectory(path.resolve("cur"));
            state.renamed = false;
        }
        long cur = Scan.time(files, path.resolve("cur"));
        long fresh = Scan.time(files, path.resolve("new"));
        boolean trusted = cur == state.curTime && fresh == state.newTime;
        state.log.add(new LogRecord.Closed(folder.uidNext(), folder.modseq(), trusted ? cur : 0, trusted ? fresh : 0));
    }
}
