package barua.search;

import barua.extract.Extractor;
import barua.mailbox.Folder;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.message.Content;
import barua.message.MimeParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Reads the files of messages behind {@link Feed}: one thread, one account after the other, a few messages each. Which are to be read the index says
 * itself, so nothing is missed after a crash; a file that ended its reader is not read again.
 */
final class FileFeed implements Closeable {

    private static final System.Logger LOG = System.getLogger(FileFeed.class.getName());
    private static final int AT_ONCE = 5;
    private static final long PAUSE_MS = 30_000;

    private final MailStore store;
    private final Indexes indexes;
    private final Extractor extractor;
    private final Path scratch;
    private final Consumer<Address> taken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    /** Guarded by lock. */
    private final Set<Address> due = new LinkedHashSet<>();
    private boolean stopping;
    private boolean working;
    /** Of this thread alone: contents that could not be read. A mailbox is one object for as long as its account is there. */
    private final Map<Mailbox, Set<Integer>> passed = new WeakHashMap<>();
    private Thread thread;

    /** @param scratch a folder for files while they are read @param taken hears of accounts whose index has changed */
    FileFeed(MailStore store, Indexes indexes, Extractor extractor, Path scratch, Consumer<Address> taken) {
        this.store = store;
        this.indexes = indexes;
        this.extractor = extractor;
        this.scratch = scratch;
        this.taken = taken;
    }

    void start() throws IOException {
        Files.createDirectories(scratch);
        thread = Thread.ofPlatform().name("search files").daemon().start(this::work);
    }

    /** There may be files to be read. */
    void look(Address account) {
        lock.lock();
        try {
            due.add(account);
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(long ms) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        lock.lock();
        try {
            while (working || !due.isEmpty()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wake.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (true) {
            Address account = next();
            if (account == null) {
                return;
            }
            boolean again = false;
            boolean failed = false;
            try {
                again = store.exists(account) && store.hasRoom() && read(account);
            } catch (IOException | RuntimeException trouble) {
                failed = true;
                if (!isStopping()) {
                    LOG.log(System.Logger.Level.WARNING, "files of " + account + " are not read now: " + trouble);
                }
            }
            lock.lock();
            try {
                working = false;
                if (again) {
                    due.add(account);
                }
                wake.signalAll();
                if (failed && !stopping) {
                    wake.await(PAUSE_MS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException stop) {
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Null at the end. */
    private Address next() {
        lock.lock();
        try {
            while (!stopping) {
                Iterator<Address> first = due.iterator();
                if (first.hasNext()) {
                    Address account = first.next();
                    first.remove();
                    working = true;
                    return account;
                }
                wake.await(10_000, TimeUnit.MILLISECONDS);
                extractor.rest();
            }
            return null;
        } catch (InterruptedException stop) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether there are more. */
    private boolean read(Address account) throws IOException {
        Mailbox mailbox = store.open(account);
        Set<Integer> not = passed.computeIfAbsent(mailbox, _ -> new HashSet<>());
        int[] contents = indexes.with(account, index -> index.unread(AT_ONCE, content -> !not.contains(content)));
        for (int content : contents) {
            not.add(content);   // unless it is read: what cannot be is tried again after the next start
            Optional<AccountIndex.Place> place = indexes.with(account, index -> index.place(content));
            Optional<Folder> folder = place.isEmpty() ? Optional.empty() : folder(mailbox, place.get().folder());
            if (folder.isPresent() && isRead(account, content, folder.get(), place.get().uid())) {
                not.remove(content);
            }
        }
        if (contents.length > 0) {
            taken.accept(account);
        }
        return contents.length == AT_ONCE;
    }

    /** False for one that is gone, or whose files cannot be read now: the others are. */
    private boolean isRead(Address account, int content, Folder folder, long uid) {
        try {
            read(account, content, folder.content(uid));
            return true;
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "files of message " + uid + " are not in the index", unreadable);
            return false;
        }
    }

    private void read(Address account, int content, Content message) throws IOException {
        List<FileText> files = FileParts.read(message, FileParts.of(MimeParser.parse(message).root()), extractor, scratch);
        indexes.with(account, index -> {
            index.putFiles(content, message, files);
            return null;
        });
    }

    private static Optional<Folder> folder(Mailbox mailbox, String id) throws IOException {
        return Search.folders(mailbox).stream().filter(folder -> folder.mailboxId().equals(id)).findFirst();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        extractor.close();
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
