package barua.mailbox;

import barua.disk.FileLayer;
import barua.mailbox.Listener.Event.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares a folder's files with what is known of them: other programs put files into new/ and cur/, rename them to change flags,
 * and remove them. A file whose name carries this folder's id and a UID never seen yet keeps that UID; every other new one gets the next.
 */
final class Scan {

    /** A tag may leap so far and no farther, so that a damaged name cannot use up the UIDs. */
    private static final long LONGEST_LEAP = 1_000_000;
    /** A time of change may stand still for so long while files change, so a younger one proves nothing. */
    private static final long GRAIN_NANOS = 2_000_000_000L;
    private static final long ASK_EVERY_MS = 1_000;
    /** Where our own changes hide those of others. */
    private static final long SCAN_EVERY_MS = 30_000;
    /** A scan that takes long, of a million messages, may take one part of so many of the time. */
    private static final long SCAN_SHARE = 20;

    private final FolderState folder;
    private final FileLayer files;
    private final Path cur;
    private final Path fresh;

    Scan(FolderState folder) {
        this.folder = folder;
        this.files = folder.files();
        this.cur = folder.path().resolve("cur");
        this.fresh = folder.path().resolve("new");
    }

    static long time(FileLayer files, Path path) throws IOException {
        return files.stat(path).map(FileLayer.Stat::modified).orElse(0L);
    }

    /** Scans an open folder if its times have changed; asks at most once a second. Holds the account's names, no lock. */
    void ifDue() throws IOException {
        if (!isDue() || !folder.changing.tryLock()) {
            return;
        }
        try {
            now();
        } finally {
            folder.changing.unlock();
        }
    }

    private boolean isDue() throws IOException {
        folder.lock.lock();
        try {
            Loaded state = folder.present();
            long now = folder.mailbox().store().ticks();
            if (state == null || now - state.askedAt < ASK_EVERY_MS) {
                return false;
            }
            state.askedAt = now;
            long every = Math.max(SCAN_EVERY_MS, SCAN_SHARE * state.scanTook);
            boolean curChanged = time(files, cur) != state.curTime && (!state.touched || now - state.scannedAt > every);
            return curChanged || time(files, fresh) != state.newTime;
        } finally {
            folder.lock.unlock();
        }
    }

    /** Scans; holding {@code changing}. */
    void now() throws IOException {
        boolean found;
        folder.lock.lock();
        try {
            Loaded open = folder.sound();
            found = compare(open, true, Set.of());
            folder.recount(open);
        } finally {
            folder.lock.unlock();
        }
        if (found) {
            folder.wake();
        }
    }

    // While comparing.
    private Loaded state;
    private final List<Long> flagged = new ArrayList<>();
    private final FlagDifference difference = new FlagDifference();

    /**
     * Under the lock. True where other programs changed something.
     *
     * @param trusting flags in names that changed are another program's wish; not so after a crash, when the log is the later word
     * @param unburied expunged UIDs whose files may still be there
     */
    boolean compare(Loaded loaded, boolean trusting, Set<Long> unburied) throws IOException {
        state = loaded;
        long began = folder.mailbox().store().ticks();
        long wall = folder.mailbox().store().clock().millis() * 1_000_000L;
        long curTime = settled(time(files, cur), wall);
        long newTime = settled(time(files, fresh), wall);
        boolean moved = takeFromNew();
        List<String> names = files.list(cur);
        BitSet seen = new BitSet(state.messages.count());
        List<String> strangers = match(names, seen, trusting);
        long[] gone = missing(seen, trusting);
        long[] changed = flagged.stream().mapToLong(Long::longValue).sorted().toArray();
        if (changed.length > 0) {
            folder.noteFlags(changed, folder.modseq(), difference.flags(folder));
        }
        List<MessageTable.Entry> added = arrange(strangers, unburied);
        long[] uids = added.stream().mapToLong(MessageTable.Entry::uid).filter(uid -> uid >= folder.toldUid()).toArray();
        record(added, uids, gone);
        state.curTime = moved ? 0 : curTime;
        state.newTime = moved ? 0 : newTime;
        state.touched = false;
        state.renamed |= moved;
        state.scannedAt = folder.mailbox().store().ticks();
        state.scanTook = state.scannedAt - began;
        return added.size() + changed.length + gone.length > 0;
    }

    private static long settled(long time, long wall) {
        return wall - time >= GRAIN_NANOS ? time : 0;
    }

    /** Other programs deliver into new/; here all mail lies in cur/. */
    private boolean takeFromNew() throws IOException {
        boolean moved = false;
        for (String name : files.list(fresh)) {
            if (!name.startsWith(".")) {
                String wanted = name.contains(":2,") ? name : name + ":2,";
                if (!files.exists(cur.resolve(wanted))) {
                    moved |= take(fresh.resolve(name), cur.resolve(wanted));
                }
            }
        }
        return moved;
    }

    private boolean take(Path from, Path to) throws IOException {
        try {
            files.rename(from, to);
            return true;
        } catch (NoSuchFileException taken) {
            return false;   // by the program that put it there, or by another
        }
    }

    /** Finds known messages again, under their names or new ones, and returns the other names. */
    private List<String> match(List<String> names, BitSet seen, boolean trusting) throws IOException {
        MessageTable messages = state.messages;
        List<String> others = new ArrayList<>();
        for (String name : names) {
            int index = name.startsWith(".") ? -1 : messages.indexOf(tag(name));
            if (index >= 0 && !seen.get(index) && messages.name(index).equals(name)) {
                seen.set(index);
            } else if (!name.startsWith(".")) {
                others.add(name);
            }
        }
        if (others.isEmpty()) {
            return others;
        }
        return matchRenamed(matchExactly(others, seen), seen, trusting);
    }

    private List<String> matchExactly(List<String> others, BitSet seen) {
        Map<String, Integer> byName = unseen(seen, name -> name);
        List<String> left = new ArrayList<>();
        for (String name : others) {
            Integer index = byName.get(name);
            if (index != null && !seen.get(index)) {
                seen.set(index);
            } else {
                left.add(name);
            }
        }
        return left;
    }

    private List<String> matchRenamed(List<String> others, BitSet seen, boolean trusting) throws IOException {
        Map<String, Integer> byBase = unseen(seen, MessageName::baseOf);
        List<String> left = new ArrayList<>();
        for (String name : others) {
            int tagged = state.messages.indexOf(tag(name));
            Integer index = tagged >= 0 && !seen.get(tagged) ? Integer.valueOf(tagged) : byBase.get(MessageName.baseOf(name));
            if (index != null && !seen.get(index) && (index == tagged || mayBe(index, name))) {
                seen.set(index);
                renamed(index, name, trusting);
            } else {
                left.add(name);
            }
        }
        return left;
    }

    /**
     * Whether a file of that message's base is that message. A message that was moved away and came back keeps its base and carries another
     * UID: a crash may have taken the record of its leaving, and the old UID must not rise again in the place of the new one.
     */
    private boolean mayBe(int index, String name) {
        long tag = tag(name);
        return tag == 0 || tag == tag(state.messages.name(index));
    }

    private Map<String, Integer> unseen(BitSet seen, java.util.function.UnaryOperator<String> key) {
        Map<String, Integer> map = new HashMap<>();
        for (int i = seen.nextClearBit(0); i < state.messages.count(); i = seen.nextClearBit(i + 1)) {
            map.put(key.apply(state.messages.name(i)), i);
        }
        return map;
    }

    /** Both the name and memory may have changed since they last agreed: what changed in the name changes in memory. */
    private void renamed(int index, String name, boolean trusting) throws IOException {
        MessageTable messages = state.messages;
        Keywords keywords = folder.header().keywords();
        int before = keywords.ofName(MessageName.parse(messages.name(index)).letters());
        int after = keywords.ofName(MessageName.parse(name).letters());
        int now = messages.flags(index);
        int wanted = trusting ? folder.renamed(now, before, after) : now;
        messages.rename(index, name);
        boolean settled = keywords.inName(wanted) == after && tag(name) == messages.uid(index);
        folder.note(state, new LogRecord.Renamed(messages.uid(index), name, settled));
        if (wanted != now) {
            long modseq = folder.takeModseq();
            messages.setFlags(index, wanted, modseq);
            folder.note(state, new LogRecord.Flagged(modseq, new long[] {messages.uid(index)}, new int[] {wanted}));
            folder.reached(modseq);
            flagged.add(messages.uid(index));
            difference.add(now, wanted);
        }
        messages.mark(index, MessageTable.UNSETTLED, !settled);
    }

    /** The UID of a tag with this folder's id; 0 where there is none. */
    private long tag(String name) {
        String mark = ",B=" + folder.header().id() + ".";
        int at = name.indexOf(mark);
        if (at < 0) {
            return 0;
        }
        long uid = 0;
        int digits = 0;
        for (int i = at + mark.length(); i < name.length() && Character.digit(name.charAt(i), 10) >= 0 && digits < 11; i++, digits++) {
            uid = uid * 10 + name.charAt(i) - '0';
        }
        return uid;
    }

    /** Known messages without a file. Reading a directory may miss a file that is just being renamed, so it is asked for by name too. */
    private long[] missing(BitSet seen, boolean trusting) throws IOException {
        List<Integer> doubtful = new ArrayList<>();
        for (int i = seen.nextClearBit(0); i < state.messages.count(); i = seen.nextClearBit(i + 1)) {
            if (!files.exists(cur.resolve(state.messages.name(i)))) {
                doubtful.add(i);
            }
        }
        if (doubtful.isEmpty()) {
            return new long[0];
        }
        matchRenamed(files.list(cur), seen, trusting);
        return doubtful.stream().filter(i -> !seen.get(i)).mapToLong(i -> state.messages.uid(i)).toArray();
    }

    /** Gives every stranger its UID: those with a good tag first, then what Dovecot knew, then the newcomers by age. */
    private List<MessageTable.Entry> arrange(List<String> strangers, Set<Long> unburied) throws IOException {
        if (strangers.isEmpty()) {
            return List.of();
        }
        Map<String, Long> adopted = state.seenUidNext == 1 ? Adoption.uids(files, folder.path(), folder.uidValidity()) : Map.of();
        TreeMap<Long, String> known = new TreeMap<>();
        List<String> newcomers = new ArrayList<>();
        for (String name : strangers) {
            long uid = tag(name);
            if (folder.commits.holds(uid) || isUnburied(uid, name, unburied)) {
                continue;
            }
            long claimed = uid > 0 ? uid : adopted.getOrDefault(MessageName.baseOf(name), 0L);
            boolean good = claimed >= state.seenUidNext && claimed < folder.uidNext() + LONGEST_LEAP && claimed <= 0xFFFF_FFFEL;
            if (!good || known.putIfAbsent(claimed, name) != null) {
                newcomers.add(name);
            }
        }
        List<MessageTable.Entry> entries = new ArrayList<>();
        long modseq = folder.takeModseq();
        if (!known.isEmpty()) {
            folder.raise(known.lastKey() + 1, 0);
        }
        for (Map.Entry<Long, String> one : known.entrySet()) {
            entry(one.getKey(), one.getValue(), modseq).ifPresent(entries::add);
        }
        addNewcomers(newcomers, modseq, entries);
        folder.reached(modseq);
        return entries;
    }

    private boolean isUnburied(long uid, String name, Set<Long> unburied) {
        Loaded.Ghost ghost = uid == 0 ? null : state.ghosts.get(uid);
        boolean waits = ghost != null && !ghost.buried() || unburied.contains(uid);
        if (waits && ghost != null && !ghost.place().equals(name)) {
            state.ghosts.put(uid, new Loaded.Ghost(ghost.entry(), ghost.modseq(), ghost.fate(), name, false));
        }
        return waits;
    }

    private void addNewcomers(List<String> newcomers, long modseq, List<MessageTable.Entry> entries) throws IOException {
        if (newcomers.isEmpty()) {
            return;
        }
        newcomers.sort(Comparator.<String>comparingLong(name -> MessageName.seconds(MessageName.baseOf(name))).thenComparing(name -> name));
        long uid = folder.takeUids(newcomers.size());
        for (String name : newcomers) {
            entry(uid++, name, modseq).ifPresent(entries::add);
        }
    }

    private Optional<MessageTable.Entry> entry(long uid, String name, long modseq) throws IOException {
        Optional<FileLayer.Stat> stat = files.stat(cur.resolve(name));
        if (stat.isEmpty() || stat.get().directory()) {
            return Optional.empty();
        }
        MessageName parsed = MessageName.parse(name);
        long received = Instant.ofEpochSecond(0, stat.get().modified()).toEpochMilli();
        boolean own = !parsed.folderId().isEmpty() && parsed.size() == stat.get().size() && parsed.wire() >= 0;
        boolean sure = own || parsed.size() == stat.get().size() && parsed.wire() >= parsed.size();
        int flags = folder.header().keywords().ofName(parsed.letters());
        int marks = (own ? MessageTable.VERIFIED : 0) | (tag(name) == uid ? 0 : MessageTable.UNSETTLED);
        return Optional.of(new MessageTable.Entry(uid, flags, modseq, received, stat.get().size(), sure ? parsed.wire() : -1, marks, name));
    }

    /** Into memory and the log, in the order of modseqs; UIDs that no name carries are forced before anyone sees them. */
    private void record(List<MessageTable.Entry> added, long[] told, long[] gone) throws IOException {
        boolean force = false;
        for (MessageTable.Entry entry : added) {
            if (state.log != null) {
                state.log.add(new LogRecord.Added(entry));
            }
            force |= (entry.marks() & MessageTable.UNSETTLED) != 0;
        }
        if (force && state.log != null) {
            state.log.force();
        }
        for (MessageTable.Entry entry : added) {
            state.messages.add(entry);
            state.seenUidNext = Math.max(state.seenUidNext, entry.uid() + 1);
        }
        if (told.length > 0) {
            folder.note(Kind.DELIVERED, told, added.getFirst().modseq());
        }
        if (gone.length > 0) {
            long modseq = folder.takeModseq();
            folder.note(state, new LogRecord.Expunged(modseq, LogRecord.Fate.GONE, gone));
            new Changes(folder).remove(state, gone, LogRecord.Fate.GONE, modseq);
            folder.reached(modseq);
        }
    }
}
