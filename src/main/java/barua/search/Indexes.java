package barua.search;

import barua.disk.DiskFullException;
import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.store.LockObtainFailedException;

/** The indexes that are open: those used last, a bounded number, each for as long as it is used. */
final class Indexes implements Closeable {

    private static final System.Logger LOG = System.getLogger(Indexes.class.getName());
    private static final int MOST_OPEN = 32;
    private static final long IDLE_MS = 60_000;

    private final IndexFolders folders;
    private final SearchOptions options;
    private final IndexDisk disk;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock; the one used last at the end. */
    private final Map<Address, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    Indexes(Path root, SearchOptions options, IndexDisk disk) {
        this.folders = new IndexFolders(root);
        this.options = options;
        this.disk = disk;
    }

    /** Where they lie. */
    IndexFolders folders() {
        return folders;
    }

    /** What is done with an open index. */
    @FunctionalInterface
    interface Work<T> {
        T run(AccountIndex index) throws IOException;
    }

    private static final class Slot {
        /** Held while the index is opened, closed, moved or deleted: so no two of one folder are ever open. */
        final ReentrantLock opening = new ReentrantLock();
        /** Guarded by opening. */
        AccountIndex index;
        /** Guarded by the map's lock, as what follows. A slot stays in the map while it is used, or its index is open. */
        int users;
        long usedAt;
    }

    /** @throws IOException where it cannot be opened, not even anew */
    <T> T with(Address account, Work<T> work) throws IOException {
        Slot slot = take(account);
        try {
            AccountIndex index = opened(account, slot);
            try {
                return work.run(index);
            } finally {
                if (!index.isOpen()) {
                    shut(slot);   // on a full disk, say: it is opened again by whoever comes next
                }
            }
        } finally {
            give(slot);
            closeIdle(false);
        }
    }

    private Slot take(Address account) {
        lock.lock();
        try {
            Slot slot = slots.computeIfAbsent(account, _ -> new Slot());
            slot.users++;
            return slot;
        } finally {
            lock.unlock();
        }
    }

    private void give(Slot slot) {
        lock.lock();
        try {
            slot.users--;
            slot.usedAt = System.nanoTime() / 1_000_000;
        } finally {
            lock.unlock();
        }
    }

    private AccountIndex opened(Address account, Slot slot) throws IOException {
        slot.opening.lock();
        try {
            if (slot.index != null && !folders.exists(account)) {
                giveUp(account, slot);
            }
            if (slot.index == null) {
                slot.index = open(folders.of(account));
            }
            return slot.index;
        } finally {
            slot.opening.unlock();
        }
    }

    /** Somebody has deleted it: what it still knows cannot be kept. */
    private static void giveUp(Address account, Slot slot) {
        try {
            shut(slot);
        } catch (IOException | RuntimeException gone) {
            LOG.log(System.Logger.Level.WARNING, "the index of " + account + " is gone, and is made anew: " + gone.getMessage());
        }
    }

    /** One that cannot be read is set aside and made anew: it is only made of what lies in the mailbox. One that the system does not let us open stays. */
    private AccountIndex open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            return AccountIndex.open(disk.open(folder), options);
        } catch (IOException damaged) {
            if (isOfSystem(damaged)) {
                throw damaged;
            }
            LOG.log(System.Logger.Level.WARNING, "the index " + folder + " is made anew: " + damaged.getMessage());
            IndexFolders.delete(IndexFolders.aside(folder));
            Files.move(folder, IndexFolders.aside(folder), StandardCopyOption.ATOMIC_MOVE);
            Files.createDirectories(folder);
            return AccountIndex.open(disk.open(folder), options);
        }
    }

    /** No room, too many open files, no right: the index itself may be whole. */
    private static boolean isOfSystem(IOException why) {
        boolean file = why instanceof FileSystemException && !(why instanceof NoSuchFileException) && !(why instanceof NotDirectoryException);
        return file || why instanceof LockObtainFailedException || DiskFullException.isCauseOf(why);
    }

    /** Deletes what is known of an account. */
    void drop(Address account) throws IOException {
        Slot slot = take(account);
        slot.opening.lock();
        try {
            shut(slot);
            IndexFolders.delete(folders.of(account));
            IndexFolders.delete(IndexFolders.aside(folders.of(account)));
        } finally {
            slot.opening.unlock();
            give(slot);
        }
    }

    void rename(Address from, Address to) throws IOException {
        Slot former = take(from);
        Slot slot = take(to);
        former.opening.lock();
        slot.opening.lock();
        try {
            shut(former);
            shut(slot);
            IndexFolders.delete(folders.of(to));
            IndexFolders.delete(IndexFolders.aside(folders.of(from)));
            if (folders.exists(from)) {
                Files.createDirectories(folders.of(to).getParent());
                Files.move(folders.of(from), folders.of(to), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            slot.opening.unlock();
            former.opening.unlock();
            give(slot);
            give(former);
        }
    }

    /** @param all whether also those that were used lately; never those that are used now */
    void closeIdle(boolean all) {
        List<Map.Entry<Address, Slot>> idle = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime() / 1_000_000;
            int over = slots.size() - MOST_OPEN;
            for (Map.Entry<Address, Slot> entry : slots.entrySet()) {
                Slot slot = entry.getValue();
                if (slot.users == 0 && (all || over > 0 || now - slot.usedAt > IDLE_MS)) {
                    idle.add(Map.entry(entry.getKey(), slot));
                    over--;
                }
            }
        } finally {
            lock.unlock();
        }
        idle.forEach(entry -> closeIdle(entry.getKey(), entry.getValue()));
    }

    private void closeIdle(Address account, Slot slot) {
        if (!slot.opening.tryLock()) {
            return;   // somebody is about to use it, or closes it
        }
        try {
            if (isUnused(slot)) {
                shut(slot);
            }
        } catch (IOException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "an index was not written to its end: " + failed.getMessage());
        } finally {
            forget(account, slot);
            slot.opening.unlock();
        }
    }

    private boolean isUnused(Slot slot) {
        lock.lock();
        try {
            return slot.users == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Under its opening lock. */
    private void forget(Address account, Slot slot) {
        lock.lock();
        try {
            if (slot.users == 0 && slot.index == null) {
                slots.remove(account, slot);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void shut(Slot slot) throws IOException {
        slot.opening.lock();
        try {
            if (slot.index != null) {
                AccountIndex index = slot.index;
                slot.index = null;
                index.close();
            }
        } finally {
            slot.opening.unlock();
        }
    }

    @Override
    public void close() {
        closeIdle(true);
    }
}
