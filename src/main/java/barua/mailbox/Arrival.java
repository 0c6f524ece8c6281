package barua.mailbox;

import barua.disk.DiskFullException;
import barua.disk.FileLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Messages on their way into one folder: take UIDs, link or rename files to names with these, force the directory, mark, await.
 * A UID is seen by nobody before the force has ended. The caller holds the account's names.
 */
final class Arrival {

    /** One message to come. */
    record Item(Source source, String base, long size, long wire, Flags flags, long received, String otherLetters) {
    }

    @FunctionalInterface
    interface Step {
        void with(Path file) throws IOException;
    }

    /** A forced file that is linked to, or moved. Where its name may change any time it is looked up when it is needed, and again when it has gone. */
    @FunctionalInterface
    interface Source {
        void use(Step step) throws IOException;
    }

    private final FolderState folder;
    private final List<Item> items;
    private final boolean moves;
    private final Listener.Event.Kind kind;
    /** Where those came from that were moved already. */
    private final List<Path> origins = new ArrayList<>();
    private final List<MessageTable.Entry> entries = new ArrayList<>();
    private Commits.Commit commit;
    private boolean over;
    private long modseq;
    private boolean saysMoreThanNames;

    Arrival(FolderState folder, List<Item> items, boolean moves, Listener.Event.Kind kind) {
        this.folder = folder;
        this.items = items;
        this.moves = moves;
        this.kind = kind;
    }

    FolderState folder() {
        return folder;
    }

    /** Takes UIDs and a place in the order of commits. Must be followed by {@link #mark} or {@link #drop}. */
    void reserve() throws IOException {
        folder.sure();
        folder.lock.lock();
        try {
            int[] flags = flags();
            long uid = folder.takeUids(items.size());
            modseq = folder.takeModseq();
            commit = folder.commits.enter(uid, items.size());
            for (int i = 0; i < flags.length; i++) {
                Item item = items.get(i);
                String letters = MessageName.letters(folder.header().keywords().inName(flags[i]), item.otherLetters());
                String name = new MessageName(item.base(), item.size(), item.wire(), folder.header().id(), uid, letters).text();
                entries.add(new MessageTable.Entry(uid++, flags[i], modseq, item.received(), item.size(), item.wire(), item.wire() >= 0 ? MessageTable.VERIFIED
                        : 0, name));
            }
        } finally {
            folder.lock.unlock();
        }
    }

    private int[] flags() throws IOException {
        List<BitSet> keywords = new ArrayList<>(items.size());
        BitSet all = new BitSet();
        for (Item item : items) {
            keywords.add(folder.learn(item.flags(), all));
            all.or(keywords.getLast());
        }
        int[] flags = new int[items.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = folder.header().bits(items.get(i).flags().system(), keywords.get(i));
            saysMoreThanNames |= !Keywords.isPlain(flags[i]);
        }
        if (saysMoreThanNames) {
            folder.state();   // only the log can tell these flags after a crash
        }
        return flags;
    }

    long firstUid() {
        return entries.getFirst().uid();
    }

    long[] uids() {
        return entries.stream().mapToLong(MessageTable.Entry::uid).toArray();
    }

    Path path(int item) {
        return folder.path().resolve("cur").resolve(entries.get(item).name());
    }

    /** Puts item after item in place; after an exception {@link #undo} takes them back. */
    void place() throws IOException {
        FileLayer files = folder.files();
        for (int i = 0; i < items.size(); i++) {
            Path to = path(i);
            items.get(i).source().use(file -> {
                if (moves) {
                    files.rename(file, to);
                    origins.add(file);
                } else {
                    linkOrCopy(files, file, to);
                }
            });
        }
    }

    /** A link, or a forced copy where the disk cannot link: too many links, another file system, no right to (storage.md). */
    static void linkOrCopy(FileLayer files, Path file, Path to) throws IOException {
        try {
            files.link(file, to);
        } catch (NoSuchFileException | FileAlreadyExistsException wrong) {
            throw wrong;
        } catch (FileSystemException | UnsupportedOperationException cannotLink) {
            copy(files, file, to);
        }
    }

    private static void copy(FileLayer files, Path file, Path to) throws IOException {
        Path copy = to.getParent().resolveSibling("tmp").resolve(to.getFileName());
        long modified = files.stat(file).map(FileLayer.Stat::modified).orElse(0L);
        files.unlinkIfThere(copy);
        try (FileLayer.Handle handle = files.create(copy, true)) {
            StagedMessage.copy(new FileContent(files, file), handle);
            files.touch(copy, Instant.ofEpochSecond(0, modified));
            handle.force();
        } catch (IOException failed) {
            files.unlinkIfThere(copy);
            throw failed;
        }
        files.rename(copy, to);
    }

    private record FileContent(FileLayer files, Path file) implements barua.message.Content {
        @Override
        public long size() throws IOException {
            return files.stat(file).map(FileLayer.Stat::size).orElse(0L);
        }

        @Override
        public InputStream open(long from) throws IOException {
            return files.stream(file, from);
        }
    }

    void force() throws IOException {
        folder.forceCur();
    }

    /** Takes back what {@link #place} did, durably. Before {@link #drop}, so that no later UID is seen while an earlier one may still come. */
    void undo() {
        List<Path> leftovers = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!moves) {
                leftovers.add(path(i));
            } else if (i < origins.size()) {
                moveBack(i);
            }
        }
        folder.doubt(leftovers);
    }

    private void moveBack(int item) {
        try {
            if (folder.files().exists(path(item))) {
                folder.files().rename(path(item), origins.get(item));
            }
        } catch (IOException stays) {
            // The message is here, then: the next scan finds it.
            folder.suspect();
        }
    }

    /** It is durable and becomes visible in its turn. */
    void mark() {
        over = true;
        folder.commits.mark(commit, this::apply);
    }

    void drop() {
        over = true;
        if (commit != null) {
            folder.commits.drop(commit);
        }
    }

    /**
     * For the end of all attempts: what was neither marked nor dropped, because something unforeseen went wrong, is dropped without asking
     * the disk, and the folder makes sure of it later.
     */
    void abandonUnlessOver() {
        if (!over) {
            folder.doubtLater(moves ? List.of() : IntStream.range(0, entries.size()).mapToObj(this::path).toList());
            drop();
        }
    }

    /** Returns when it is visible. */
    void await() {
        folder.commits.await(commit);
        if (saysMoreThanNames) {
            forceLog();
        }
    }

    /** The message is there and stays, whatever becomes of its keywords. */
    private void forceLog() {
        try {
            soundLog().force();
        } catch (IOException failed) {
            folder.suspect();
            Troubles.tell("keywords of new mail in " + folder.path() + " are not on the disk yet: " + failed);
        }
    }

    /** A log in doubt is written anew, but not under somebody whose change is on its way through it. Nobody waits for him here: he may wait for us. */
    private FolderLog soundLog() throws IOException {
        boolean alone = folder.changing.tryLock();
        try {
            folder.lock.lock();
            try {
                FolderLog log = alone ? folder.sound().log : folder.state().log;
                if (log == null) {
                    throw new DiskFullException("there was no room for a log", null);
                }
                return log;
            } finally {
                folder.lock.unlock();
            }
        } finally {
            if (alone) {
                folder.changing.unlock();
            }
        }
    }

    private void apply() {
        folder.note(kind, uids(), modseq);
        Loaded state = folder.present();
        long bytes = 0;
        for (MessageTable.Entry entry : entries) {
            bytes += entry.size();
            // A folder that is not in memory finds them by the tags in their names.
            if (state != null && entry.uid() > state.messages.lastUid()) {
                state.messages.add(entry);
                state.seenUidNext = Math.max(state.seenUidNext, entry.uid() + 1);
                state.touched = true;
                folder.note(state, new LogRecord.Added(entry));
            }
        }
        folder.arrived(entries.getLast().uid(), bytes, entries.size());
        folder.reached(modseq);
    }
}
