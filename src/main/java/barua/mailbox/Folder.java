package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.SharedForce;
import barua.message.Content;
import barua.message.Outline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * One folder, shared by every session of every protocol. UIDs are 1 to 2^32-1; arrays of UIDs are ascending. A change is durable
 * when its method returns, and then sessions hear of it. UIDs that are not there (any more) are passed over. Safe for many threads.
 *
 * <p>Locks, in this order: the account's names (read; RENAME and DELETE write), {@code changing} (one STORE, EXPUNGE, MOVE or scan at
 * a time, held over its force), {@code lock} (memory and the log's end, never held over a force but for reserving numbers).
 * Deliveries take only the first and the last.
 */
public final class Folder {

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

    Folder(Mailbox mailbox, FolderName name, String directory, FolderFile header) {
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

    public Mailbox mailbox() {
        return mailbox;
    }

    /** Changes when it is renamed. */
    public FolderName name() {
        return name;
    }

    /** RFC 8474: 1 to 255 of [A-Za-z0-9_-], stays on RENAME. */
    public String mailboxId() {
        return header.mailboxId();
    }

    public long uidValidity() {
        return header.uidValidity();
    }

    /** Counters for STATUS and lists, from memory or the folder's header. */
    public record Counts(int messages, int unseen, int deleted, long uidNext, long highestModseq, long bytes) {
    }

    public Counts counts() throws IOException {
        return reading(true, state -> {
            Messages m = state.messages;
            return new Counts(m.count(), m.unseen(), m.deleted(), visibleUidNext(), highest, m.bytes());
        });
    }

    /** Keywords that this folder knows. Those that no message has any more are forgotten when the folder is put away, or room is needed. */
    public List<String> keywords() throws IOException {
        lock.lock();
        try {
            return header.keywords().known();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a keyword that it does not know yet would be kept; messages and other flags are taken in any case. */
    public boolean takesKeywords() throws IOException {
        return reading(false, state -> header.keywords().free() >= 0 || new KeywordUse(this).free(state) && header.keywords().free() >= 0);
    }

    /** A session's own numbering, as the folder is now. The caller closes it. */
    public View view() throws IOException {
        return reading(true, state -> {
            View view = new View(this, state.messages.uids(), state.messages.count(), highest);
            views.add(view);
            return view;
        });
    }

    /** Ascending UIDs of all messages as they are now. */
    public long[] uids() throws IOException {
        return reading(true, state -> Arrays.copyOf(state.messages.uids(), state.messages.count()));
    }

    /** @throws MailboxException EXPUNGED */
    public MessageInfo info(long uid) throws IOException {
        List<MessageInfo> infos = infos(new long[] {uid});
        if (infos.isEmpty()) {
            throw expunged(uid);
        }
        return infos.getFirst();
    }

    /** As {@link #info} for many: in the order of UIDs, missing ones left out. */
    public List<MessageInfo> infos(long[] uids) throws IOException {
        measure(uids);
        return reading(false, state -> {
            List<MessageInfo> infos = new ArrayList<>(uids.length);
            for (long uid : uids) {
                int index = state.messages.indexOf(uid);
                if (index >= 0) {
                    infos.add(info(state.messages, index));
                }
            }
            return infos;
        });
    }

    /** The bytes; readable also shortly after an EXPUNGE that a session has not been told of. @throws MailboxException EXPUNGED */
    public Content content(long uid) throws IOException {
        return new MessageReader(this).content(uid);
    }

    /** From the cache, or read and kept in it. @throws MailboxException EXPUNGED */
    public Outline outline(long uid) throws IOException {
        return mailbox.store().outlines().of(this, uid);
    }

    /**
     * Changes flags; one forced write for all.
     *
     * @param unchangedSince messages with a higher modseq are left alone and returned (RFC 7162 §3.1.3); empty: all are changed
     * @return UIDs left alone because of {@code unchangedSince}
     */
    public long[] store(long[] uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        Work<long[]> work = () -> new Changes(this).store(uids, change, unchangedSince);
        boolean deletes = change.how() != FlagChange.How.REMOVE && change.flags().has(Flags.DELETED);
        return deletes ? evenOnFullDisk(() -> changing(work)) : changing(work);
    }

    /** UIDs of originals and copies, pairwise, in ascending order of the originals (RFC 4315). */
    public record Copied(long uidValidity, long[] from, long[] to) {
    }

    /** All or nothing. @throws MailboxException OVER_QUOTA, NONEXISTENT */
    public Copied copy(long[] uids, Folder target) throws IOException {
        return new Transfer(this, target).copy(uids);
    }

    /** Each message is in one of the two folders at any time, whatever happens. */
    public Copied move(long[] uids, Folder target) throws IOException {
        return evenOnFullDisk(() -> new Transfer(this, target).move(uids));   // how the webmail deletes: to Trash
    }

    /** Expunges those UIDs whatever their flags. They are kept for the restore window. Returns those that were there. */
    public long[] expunge(long[] uids) throws IOException {
        return evenOnFullDisk(() -> changing(() -> new Changes(this).expunge(uids, LogRecord.Fate.KEEP)));
    }

    /** As {@link #expunge}, but nothing is kept: for drafts that a newer one replaces. */
    public long[] discard(long[] uids) throws IOException {
        return evenOnFullDisk(() -> changing(() -> new Changes(this).expunge(uids, LogRecord.Fate.DISCARD)));
    }

    /** On a full disk mail can still be deleted and moved: out of the reserve. */
    private <T> T evenOnFullDisk(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (MailboxException full) {
            if (full.reason() != MailboxException.Reason.DISK_FULL || !mailbox.store().reserve().release()) {
                throw full;
            }
            return work.run();
        }
    }

    /** Files one message here; see {@link MailStore#deliver}. Returns its UID. */
    public long append(Staged message, Flags flags, Instant received) throws IOException {
        return switch (mailbox.store().filer().append(message, this, flags, received)) {
            case MailStore.Filed.Done done -> done.uid();
            case MailStore.Filed.Refused refused -> throw refused.why();
        };
    }

    /** UIDs from here on no session has been told of as recent (RFC 3501 §2.3.2). */
    public long recentFrom() {
        lock.lock();
        try {
            return header.recent();
        } finally {
            lock.unlock();
        }
    }

    /** The session that asks is the first to be told of all up to that UID. @return the UID from which on that is true */
    public long claimRecent(long last) {
        lock.lock();
        try {
            long from = header.recent();
            header.recent(Math.max(from, last + 1));
            return from;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages no session has been told of. */
    public int recent() throws IOException {
        return reading(true, state -> {
            int index = state.messages.indexOf(header.recent());
            return state.messages.count() - (index < 0 ? -index - 1 : index);
        });
    }

    /** Expunged UIDs after that modseq, as long as the log remembers; empty where it has forgotten (RFC 7162 §3.2). */
    public Optional<long[]> vanishedSince(long since) throws IOException {
        return reading(true, state -> {
            if (since < state.rememberedFrom) {
                return Optional.empty();
            }
            TreeSet<Long> uids = new TreeSet<>();
            state.expunged.stream().filter(e -> e.modseq() > since).forEach(e -> uids.add(e.uid()));
            return Optional.of(uids.stream().mapToLong(Long::longValue).toArray());
        });
    }

    /**
     * How far somebody who follows this folder has come: to be kept by him, durably, with what he made of it. Any UID below {@code uidNext} is
     * known to him, or gone.
     */
    public record Position(long uidValidity, long uidNext, long modseq) {
    }

    /**
     * What a follower has to do to come from one position to the next. UIDs ascend; doing it twice does no harm.
     *
     * @param added    messages that he does not know
     * @param changed  messages that he knows, whose flags may be others
     * @param vanished messages that are gone, also some that he never knew
     */
    public record Since(Position now, long[] added, long[] changed, long[] vanished) {
    }

    /** Where a follower stands who lists all messages after this. */
    public Position position() throws IOException {
        return reading(true, _ -> new Position(uidValidity(), visibleUidNext(), highest));
    }

    /**
     * What happened since a position, also across a crash: what an index, a backup or a push needs to catch up. Empty where the folder does
     * not remember expunges for so long, or is another one of that name: then the follower takes a {@link #position} and lists everything.
     */
    public Optional<Since> changesSince(Position before) throws IOException {
        return reading(true, state -> {
            if (before.uidValidity() != uidValidity() || before.modseq() < state.rememberedFrom) {
                return Optional.empty();
            }
            Messages m = state.messages;
            LongStream.Builder added = LongStream.builder();
            LongStream.Builder changed = LongStream.builder();
            for (int i = 0; i < m.count(); i++) {
                if (m.uid(i) >= before.uidNext()) {
                    added.add(m.uid(i));
                } else if (m.modseq(i) > before.modseq()) {
                    changed.add(m.uid(i));
                }
            }
            long[] vanished = state.expunged.stream().filter(gone -> gone.modseq() > before.modseq())
                    .mapToLong(Snapshot.Expunge::uid).sorted().distinct().toArray();
            return Optional.of(new Since(new Position(uidValidity(), visibleUidNext(), highest), added.build().toArray(), changed.build().toArray(), vanished));
        });
    }

    // ---- for the package ----

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
            loaded = new Opening(this).load();
            highest = Math.max(highest, modseq);
            mailbox.store().opened(this);
        }
        return loaded;
    }

    /** The same for who is about to change something, holding {@code changing} too: after a failed force a new generation is written first. */
    Loaded sound() throws IOException {
        Loaded state = state();
        if (suspect) {
            new Opening(this).writeSnapshot(state);
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

    private long visibleUidNext() {
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

    boolean isSuspect() {
        return suspect;
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
        if (state == null || state.log == null || suspect) {
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
                loaded.log.close();
            } catch (IOException unimportant) {
                // Nothing was promised that was not forced.
            }
            loaded = null;
        }
    }

    /** Notes for listeners what has just become visible; under the lock. */
    void note(Listener.Event.Kind kind, long[] uids, long ofModseq) {
        mailbox.note(Listener.Event.of(this, kind, uids, ofModseq));
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
        Messages m = state.messages;
        mailbox.quota().add(m.bytes() - countedBytes, m.count() - countedMessages);
        countedBytes = m.bytes();
        countedMessages = m.count();
    }

    /** Counts from the names of the files, without reading the index; while nothing changes in the account. */
    void count() throws IOException {
        lock.lock();
        try {
            if (loaded == null) {
                countedBytes = 0;
                countedMessages = 0;
                for (String place : List.of("cur", "new")) {
                    for (String file : files().list(path().resolve(place))) {
                        long size = MessageName.parse(file).size();
                        countedBytes += size >= 0 ? size : files().stat(path().resolve(place).resolve(file)).map(FileLayer.Stat::size).orElse(0L);
                        countedMessages++;
                    }
                }
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
                    new Opening(this).putAway(loaded);
                }
                header.settle(uidNext, modseq + 1);
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
            return loaded != null && loaded.messages.unsettled() > 0 && commits.isEmpty();
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

    MessageInfo info(Messages messages, int index) {
        return new MessageInfo(messages.uid(index), flags(messages.flags(index)), messages.modseq(index), Instant.ofEpochMilli(messages.received(index)),
                messages.wire(index));
    }

    MessageInfo info(Messages.Entry entry, long modseqOfEnd) {
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

    /** Reads those files of other programs that were never read. */
    void verify(long[] uids) throws IOException {
        long[] unknown = reading(false, state -> Arrays.stream(uids).filter(uid -> {
            int index = state.messages.indexOf(uid);
            return index >= 0 && !state.messages.is(index, Messages.VERIFIED);
        }).toArray());
        measureAll(unknown);
    }

    private void measureAll(long[] uids) throws IOException {
        for (long uid : uids) {
            try {
                new MessageReader(this).measure(uid);
            } catch (MailboxException gone) {
                if (gone.reason() != MailboxException.Reason.EXPUNGED) {
                    throw gone;
                }
            }
        }
    }

    /** Messages of other programs whose size on the wire nobody knows yet are read once. */
    private void measure(long[] uids) throws IOException {
        long[] unknown = reading(false, state -> Arrays.stream(uids).filter(uid -> {
            int index = state.messages.indexOf(uid);
            return index >= 0 && state.messages.wire(index) < 0;
        }).toArray());
        measureAll(unknown);
    }
}
