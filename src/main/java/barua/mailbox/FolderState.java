package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.SharedForce;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one folder is made of: its numbers, its messages while they are in memory, its locks, and the order in which changes become visible.
 *
 * <p>Locks, in this order: the account's names (read; RENAME and DELETE write), {@code changing} (one STORE, EXPUNGE, MOVE or scan at
 * a time, held over its force), {@code lock} (memory and the log's end, never held over a force but for reserving numbers).
 * Deliveries take only the first and the last.
 */
final class FolderState {

    private static final long READ_AGAIN_MS = 600_000;

    private final Folder door = new Folder(this);
    private final Mailbox mailbox;
    private final FolderFile header;
    private final SharedForce curForce;
    final ReentrantLock changing = new ReentrantLock();
    final ReentrantLock lock = new ReentrantLock();
    final Commits commits = new Commits(lock, this::closeLog);
    private final Set<View> views = ConcurrentHashMap.newKeySet();
    private volatile FolderName name;
    private volatile String directory;
    private volatile boolean gone;
    private volatile long usedAt;
    private volatile boolean doubtful;
    private final Set<Path> doubts = ConcurrentHashMap.newKeySet();

    // Guarded by lock.
    private Loaded loaded;
    /** What this folder's messages have added to the account's quota. */
    private long countedBytes;
    private long countedMessages;
    private long uidNext;
    private long modseq;
    private volatile long highest;
    /** Below it every message was told of when it came, or a crash came first; a folder that is read in tells of others alone. */
    private long toldUid;
    /** A force failed: what is on the disk is in doubt, and all of it is written anew before anything else. */
    private boolean suspect;

    private final ReentrantLock cacheLock = new ReentrantLock();
    /** Guarded by cacheLock, with all that is done with it; null until it is needed. */
    private CacheFile cache;

    FolderState(Mailbox mailbox, FolderName name, String directory, FolderFile header) {
        this.mailbox = mailbox;
        this.name = name;
        this.directory = directory;
        this.header = header;
        this.uidNext = header.uidFloor();
        this.modseq = header.modseqFloor() - 1;
        this.highest = modseq;
        this.toldUid = uidNext;
        this.curForce = new SharedForce(() -> files().forceDirectory(path().resolve("cur")));
    }

    /** What sessions hold. */
    Folder door() {
        return door;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    FolderName name() {
        return name;
    }

    String mailboxId() {
        return header.mailboxId();
    }

    long uidValidity() {
        return header.uidValidity();
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    @FunctionalInterface
    interface Reading<T> {
        T of(Loaded state) throws IOException;
    }

    /** Runs with the account's names held as they are. */
    <T> T staying(Work<T> work) throws IOException {
        mailbox.names().readLock().lock();
        try {
            if (gone) {
                throw new MailboxException(MailboxException.Reason.NONEXISTENT, "the folder was deleted");
            }
            return work.run();
        } catch (MailboxException refusal) {
            throw refusal;
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            mailbox.names().readLock().unlock();
            mailbox.tell();
        }
    }

    @FunctionalInterface
    interface Caching<T> {
        T with(CacheFile cache) throws IOException;
    }

    /** Runs as the only user of the folder's outlines on the disk. */
    <T> T caching(Caching<T> work) throws IOException {
        return staying(() -> {
            cacheLock.lock();
            try {
                if (cache == null) {
                    cache = CacheFile.open(this);
                    mailbox.store().opened(this);
                }
                return work.with(cache);
            } finally {
                cacheLock.unlock();
            }
        });
    }

    /** Whether outlines can be added at once, without reading a large file first. */
    boolean isCacheAtHand() throws IOException {
        return staying(() -> {
            cacheLock.lock();
            try {
                return cache != null || CacheFile.isSmall(this);
            } finally {
                cacheLock.unlock();
            }
        });
    }

    /** Writes outlines that wait. @param forget takes what is known of the file out of memory, too */
    void flushCache(boolean forget) {
        mailbox.names().readLock().lock();
        cacheLock.lock();
        try {
            if (cache != null && !gone) {
                cache.flush();
            }
        } catch (IOException noRoom) {
            // They are made again when somebody asks.
        } finally {
            cache = forget ? null : cache;
            cacheLock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    /** Runs as the only change of this folder. */
    <T> T changing(Work<T> work) throws IOException {
        return staying(() -> {
            changing.lock();
            try {
                return work.run();
            } finally {
                changing.unlock();
            }
        });
    }

    /** Runs under the lock with the folder in memory. @param fresh looks first whether other programs changed something, at most once a second */
    <T> T reading(boolean fresh, Reading<T> reading) throws IOException {
        return staying(() -> {
            usedAt = mailbox.store().ticks();
            if (fresh) {
                new Scan(this).ifDue();
            }
            lock.lock();
            try {
                return reading.of(state());
            } finally {
                lock.unlock();
            }
        });
    }

    /** What is in memory, read in where it is not; under the lock. */
    Loaded state() throws IOException {
        if (loaded == null) {
            loaded = new FolderOpening(this).load();
            highest = Math.max(highest, modseq);
            mailbox.store().opened(this);
        }
        return loaded;
    }

    /** The same for who is about to change something, holding {@code changing} too: after a failed force a new generation is written first. */
    Loaded sound() throws IOException {
        Loaded state = state();
        if (isSuspect()) {
            new FolderOpening(this).writeSnapshot(state);
            suspect = false;
            state.scannedAt = 0;
        }
        return state;
    }

    /** Null while not in memory; under the lock. */
    Loaded present() {
        return loaded;
    }

    FolderFile header() {
        return header;
    }

    FileLayer files() {
        return mailbox.store().files();
    }

    Path path() {
        return mailbox.maildir().resolve(directory);
    }

    String directory() {
        return directory;
    }

    boolean isGone() {
        return gone;
    }

    long highest() {
        return highest;
    }

    long usedAt() {
        return usedAt;
    }

    /** The next numbers, durably never used again; under the lock. */
    long takeUids(int count) throws IOException {
        if (uidNext + count > 0xFFFF_FFFFL) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "no UIDs are left");
        }
        header.reserve(uidNext + count, modseq + 1);
        mailbox.store().opened(this);
        long first = uidNext;
        uidNext += count;
        return first;
    }

    long takeModseq() throws IOException {
        header.reserve(uidNext, modseq + 2);
        return ++modseq;
    }

    long uidNext() {
        return uidNext;
    }

    long modseq() {
        return modseq;
    }

    /** Numbers go on from here at least; under the lock. */
    void raise(long atLeastUid, long atLeastModseq) throws IOException {
        uidNext = Math.max(uidNext, atLeastUid);
        modseq = Math.max(modseq, atLeastModseq);
        header.reserve(uidNext, modseq + 1);
    }

    /** A commit became visible; under the lock. */
    void reached(long reachedModseq) {
        highest = Math.max(highest, reachedModseq);
    }

    long visibleUidNext() {
        return commits.firstUid(uidNext);
    }

    void forceCur() throws IOException {
        curForce.force();
    }

    /** What was taken back in cur/ may come again after a crash: before anything else is promised here, that is made sure. */
    void doubt(List<Path> leftovers) {
        doubtLater(leftovers);
        try {
            sure();
        } catch (IOException later) {
            // Then nothing is promised until it succeeds.
        }
    }

    void doubtLater(List<Path> leftovers) {
        doubts.addAll(leftovers);
        doubtful = true;
    }

    void sure() throws IOException {
        if (doubtful) {
            for (Path leftover : List.copyOf(doubts)) {
                files().unlinkIfThere(leftover);
                doubts.remove(leftover);
            }
            forceCur();
            doubtful = false;
        }
    }

    /** Under the lock. */
    boolean isSuspect() {
        return suspect || loaded != null && loaded.log != null && loaded.log.isBroken();
    }

    void suspect() {
        lock.lock();
        try {
            suspect = true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds to the log what can be derived anew; under the lock. */
    void note(Loaded state, LogRecord record) {
        if (state == null || state.log == null || isSuspect()) {
            return;
        }
        try {
            state.log.add(record);
        } catch (IOException failed) {
            suspect = true;
        }
    }

    /** Takes the folder out of memory as it is; under the lock. */
    void closeLog() {
        if (loaded != null) {
            try {
                if (loaded.log != null) {
                    loaded.log.close();
                }
            } catch (IOException unimportant) {
                // Nothing was promised that was not forced.
            }
            loaded = null;
        }
    }

    /** Notes for listeners what has just become visible; under the lock. */
    void note(Listener.Event.Kind kind, long[] uids, long ofModseq) {
        mailbox.note(Listener.Event.of(this, kind, uids, ofModseq, Flags.NONE));
    }

    void noteFlags(long[] uids, long ofModseq, Flags changed) {
        mailbox.note(Listener.Event.of(this, Listener.Event.Kind.FLAGS, uids, ofModseq, changed));
    }

    /** Lets sessions look for what is durable and in memory. */
    void wake() {
        views.forEach(View::wake);
    }

    /** Messages came whose room was taken before; under the lock. */
    void arrived(long lastUid, long bytes, long messages) {
        toldUid = lastUid + 1;
        countedBytes += bytes;
        countedMessages += messages;
    }

    long toldUid() {
        return toldUid;
    }

    /** Brings the account's quota to what the folder holds; under the lock. */
    void recount(Loaded state) {
        MessageTable m = state.messages;
        mailbox.quota().add(m.bytes() - countedBytes, m.count() - countedMessages);
        countedBytes = m.bytes();
        countedMessages = m.count();
    }

    /** Counts from the header, or from the names of the files, without reading the index; while nothing changes in the account. */
    void count() throws IOException {
        lock.lock();
        try {
            if (loaded == null && header.counted().isPresent()) {
                countedBytes = header.counted().get().bytes();
                countedMessages = header.counted().get().messages();
            } else if (loaded == null) {
                countedBytes = 0;
                countedMessages = 0;
                for (String place : List.of("cur", "new")) {
                    for (String file : files().list(path().resolve(place))) {
                        long size = MessageName.parse(file).size();
                        countedBytes += size >= 0 ? size : files().stat(path().resolve(place).resolve(file)).map(FileLayer.Stat::size).orElse(0L);
                        countedMessages++;
                    }
                }
                header.counted(uidNext, modseq + 1, countedBytes, countedMessages);
            }
        } finally {
            lock.unlock();
        }
    }

    long countedBytes() {
        return countedBytes;
    }

    long countedMessages() {
        return countedMessages;
    }

    /** Forgets expunged messages of which every session was told. */
    void prune() {
        lock.lock();
        try {
            if (loaded != null && !loaded.ghosts.isEmpty()) {
                long told = views.stream().mapToLong(View::expungesTold).min().orElse(Long.MAX_VALUE);
                loaded.ghosts.values().removeIf(ghost -> ghost.buried() && ghost.modseq() <= told);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the folder out of memory unless it is in use. @param always even then: the store closes */
    boolean putAway(boolean always) {
        flushCache(true);
        mailbox.names().readLock().lock();
        try {
            if (gone) {
                return true;
            }
            if (always) {
                changing.lock();
            } else if (!changing.tryLock()) {
                return false;
            }
            lock.lock();
            try {
                if (!always && (!views.isEmpty() || !commits.isEmpty())) {
                    return false;
                }
                if (loaded != null) {
                    freeKeywords();
                    new FolderOpening(this).putAway(loaded);
                }
                header.settle(uidNext, modseq + 1);
                if (loaded != null) {
                    recount(loaded);
                }
                if (commits.isEmpty() && (loaded != null || mailbox.quota().isKnown())) {
                    header.counted(uidNext, modseq + 1, countedBytes, countedMessages);
                }
                closeLog();
                return true;
            } catch (IOException failed) {
                return false;
            } finally {
                lock.unlock();
                changing.unlock();
            }
        } finally {
            mailbox.names().readLock().unlock();
        }
    }

    private void freeKeywords() {
        try {
            new KeywordUse(this).free(loaded);
        } catch (IOException later) {
            // They stay known, which does no harm.
        }
    }

    /** In memory, with names to be brought up to date, and quiet for a moment. */
    boolean mayBeSettled() {
        lock.lock();
        try {
            return loaded != null && loaded.messages.unsettled() > loaded.unreadableUnsettled() && commits.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    Set<View> views() {
        return views;
    }

    void renamed(FolderName newName, String newDirectory) {
        name = newName;
        directory = newDirectory;
        header.moved(path());
    }

    void deleted() {
        gone = true;
        closeLog();
        views.forEach(View::wake);
    }

    MessageInfo info(MessageTable messages, int index) {
        return new MessageInfo(messages.uid(index), flags(messages.flags(index)), messages.modseq(index), Instant.ofEpochMilli(messages.received(index)),
                messages.shownSize(index));
    }

    MessageInfo info(MessageTable.Entry entry, long modseqOfEnd) {
        return new MessageInfo(entry.uid(), flags(entry.flags()), modseqOfEnd, Instant.ofEpochMilli(entry.received()), entry.wire());
    }

    /** From bits, with the keywords' names; under the lock. */
    Flags flags(int bits) {
        return header.keywords().flags(bits);
    }

    /**
     * The numbers of keywords; those not known yet are learnt durably, so that their letters keep their meaning, and one for which there is no
     * room is left out. Under the lock, which must not be given up before they are in an entered commit or in memory: what nothing uses may be freed.
     *
     * @param others keywords that are about to be used, too
     */
    BitSet learn(Flags flags, BitSet others) throws IOException {
        BitSet set = new BitSet();
        for (String keyword : flags.keywords()) {
            int number = header.learn(keyword);
            if (number < 0 || !header.keywords().hasRoomForSets()) {
                BitSet wanted = (BitSet) others.clone();
                wanted.or(set);
                number = new KeywordUse(this, wanted).free(state()) ? header.learn(keyword) : number;
            }
            if (number >= 0) {
                set.set(number);
            }
        }
        return set;
    }

    /** The numbers of those keywords that are known. */
    BitSet known(Flags flags) {
        BitSet set = new BitSet();
        flags.keywords().stream().mapToInt(header.keywords()::number).filter(number -> number >= 0).forEach(set::set);
        return set;
    }

    /** What {@code now} becomes; under the lock. @param keywords numbers of keywords that change */
    int changed(int now, FlagChange.How how, int system, BitSet keywords) throws IOException {
        if (how == FlagChange.How.SET) {
            return header.bits(system, keywords);
        }
        boolean add = how == FlagChange.How.ADD;
        if (Keywords.isPlain(now) && keywords.length() <= Keywords.LETTERS) {
            int change = Keywords.ofLetters(system, keywords);
            return add ? now | change : now & ~change;
        }
        BitSet set = header.keywords().set(now);
        if (add) {
            set.or(keywords);
        } else {
            set.andNot(keywords);
        }
        return header.bits(add ? Keywords.system(now) | system : Keywords.system(now) & ~system, set);
    }

    private int changed(int now, FlagChange.How how, int plain) throws IOException {
        return changed(now, how, Keywords.system(plain), header.keywords().set(plain));
    }

    /** What a message's flags become when those of its name change as another program wished; under the lock. */
    int renamed(int now, int nameBefore, int nameAfter) throws IOException {
        return changed(changed(now, FlagChange.How.REMOVE, nameBefore & ~nameAfter), FlagChange.How.ADD, nameAfter & ~nameBefore);
    }

    /** Of a message that is gone, while a session has not been told. */
    MessageInfo lastInfo(long uid) throws IOException {
        return reading(false, state -> {
            Loaded.Ghost ghost = state.ghosts.get(uid);
            if (ghost == null) {
                throw expunged(uid);
            }
            return info(ghost.entry(), ghost.entry().modseq());
        });
    }

    static MailboxException expunged(long uid) {
        return new MailboxException(MailboxException.Reason.EXPUNGED, "message " + uid + " is gone");
    }

    /** What a view's messages are like now; the array may hold more than {@code size} UIDs. */
    Table table(long[] uids, int size) throws IOException {
        boolean unknown = reading(false, state -> state.messages.hasUnmeasured());
        if (unknown) {
            measure(Arrays.copyOf(uids, size));
        }
        return reading(false, state -> Table.of(state, header.keywords().copy(), uids, size));
    }

    @FunctionalInterface
    private interface Unknown {
        boolean of(MessageTable messages, int index);
    }

    /** Reads those files of other programs that were never read. */
    void verify(long[] uids) throws IOException {
        measure(uids, (messages, index) -> !messages.is(index, MessageTable.VERIFIED));
    }

    /** Messages of other programs whose size on the wire nobody knows yet are read once. */
    void measure(long[] uids) throws IOException {
        measure(uids, (messages, index) -> messages.wire(index) < 0);
    }

    /** What cannot be read stays unknown, and is tried again after some minutes. */
    private void measure(long[] uids, Unknown which) throws IOException {
        long now = mailbox.store().ticks();
        long[] unknown = reading(false, state -> Arrays.stream(uids).filter(uid -> {
            int index = state.messages.indexOf(uid);
            return index >= 0 && which.of(state.messages, index) && now - state.unreadable.getOrDefault(uid, now - READ_AGAIN_MS) >= READ_AGAIN_MS;
        }).toArray());
        for (long uid : unknown) {
            try {
                new MessageReader(this).measure(uid);
            } catch (MailboxException lost) {
                if (lost.reason() == MailboxException.Reason.UNREADABLE) {
                    reading(false, state -> state.unreadable.put(uid, now));
                } else if (lost.reason() != MailboxException.Reason.EXPUNGED) {
                    throw lost;
                }
            }
        }
    }
}
