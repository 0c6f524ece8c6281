package barua.mailbox;

import barua.disk.FileLayer;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code spool/files/<account>/<id>}: files that come in parts and wait for what they are wanted for. They pass a stop of the program and
 * go a day after their last byte came. Nothing of them is held in memory but their names.
 */
public final class SpoolFiles {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LONGEST_NAME = 240;

    private final MailStore store;
    private final Path folder;
    private final Map<Path, SpoolFile> known = new ConcurrentHashMap<>();

    SpoolFiles(MailStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * A new one; an older one of that id is forgotten.
     *
     * @param about what {@link SpoolFile#about} says, also after a restart
     * @throws MailboxException DISK_FULL before a byte is taken, LIMIT where the id is too long for a file's name
     */
    public synchronized SpoolFile begin(Address owner, String id, List<String> about) throws IOException {
        store.requireRoom();
        Path path = path(owner, id);
        if (isTooLong(path)) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "the id is too long");
        }
        try {
            store.files().makeFolders(path.getParent());
            SpoolFile fresh = SpoolFile.create(store, path, about);
            known.put(path, fresh);
            return fresh;
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        }
    }

    private static boolean isTooLong(Path path) {
        return path.getFileName().toString().length() > LONGEST_NAME;
    }

    public Optional<SpoolFile> find(Address owner, String id) throws IOException {
        Path path = path(owner, id);
        return isTooLong(path) ? Optional.empty() : find(path);
    }

    private synchronized Optional<SpoolFile> find(Path path) throws IOException {
        SpoolFile there = known.get(path);
        if (there != null) {
            return Optional.of(there);
        }
        if (!store.files().exists(path)) {
            return Optional.empty();
        }
        try {
            SpoolFile earlier = SpoolFile.read(store, path);
            known.put(path, earlier);
            return Optional.of(earlier);
        } catch (NoSuchFileException | RuntimeException unusable) {
            remove(path);   // a crash spoiled what was said of it: it is sent again
            return Optional.empty();
        }
    }

    /** All of one owner, in no order. */
    public List<SpoolFile> of(Address owner) throws IOException {
        List<SpoolFile> all = new ArrayList<>();
        for (Path path : paths(folder.resolve(FolderPaths.encode(owner.folded().toString())))) {
            find(path).ifPresent(all::add);
        }
        return all;
    }

    private List<Path> paths(Path owner) throws IOException {
        try {
            return store.files().list(owner).stream().filter(name -> !name.contains(SpoolFile.ABOUT)).map(owner::resolve).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** One that cannot be removed now goes in its time. */
    public void remove(Address owner, String id) {
        remove(path(owner, id));
    }

    private synchronized void remove(Path path) {
        SpoolFile there = known.remove(path);
        if (there != null) {
            there.remove();
        } else {
            store.forget(SpoolFile.notes(path));
            store.forget(path);
        }
    }

    private Path path(Address owner, String id) {
        return folder.resolve(FolderPaths.encode(owner.folded().toString())).resolve(FolderPaths.encode(id));
    }

    /** Removes those to which nothing was added for a day. */
    void purge() throws IOException {
        FileLayer files = store.files();
        if (!files.exists(folder)) {
            return;
        }
        long oldest = store.clock().instant().minus(KEPT).getEpochSecond() * 1_000_000_000L;
        for (String owner : files.list(folder)) {
            for (Path path : paths(folder.resolve(owner))) {
                if (files.stat(path).filter(stat -> stat.modified() < oldest).isPresent()) {
                    remove(path);
                }
            }
            removeIfEmpty(folder.resolve(owner));
        }
    }

    private synchronized void removeIfEmpty(Path owner) throws IOException {
        if (store.files().list(owner).isEmpty()) {
            store.files().rmdir(owner);
        }
    }
}
