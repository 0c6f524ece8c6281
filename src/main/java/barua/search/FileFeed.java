package barua.search;

import barua.disk.DiskFullException;
import barua.extract.Extractor;
import barua.mailbox.Folder;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final long SLICE_NS = 500_000_000;

    private final MailStore store;
    private final Indexes indexes;
    private final IndexRoom room;
    private final Reading reading;
    private final Told told;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    /** Guarded by lock. */
    private final Set<Address> due = new LinkedHashSet<>();
    /** Accounts with files that take long: another thread reads them, with a process of its own. */
    private final Set<Address> later = new LinkedHashSet<>();
    private boolean stopping;
    private int working;
    /** Contents that could not be read, and those that take long. A mailbox is one object for as long as its account is there. */
    private final Map<Mailbox, Set<Integer>> passed = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Mailbox, Set<Integer>> slow = Collections.synchronizedMap(new WeakHashMap<>());
    private final List<Thread> threads = new ArrayList<>();

    /** What reads files. @param patient for files that take long @param scratch a folder for files while they are read */
    record Reading(Extractor extractor, Extractor patient, Path scratch, SearchOptions options) {
    }

    /** Whom it tells. @param taken hears of accounts whose index has changed @param parked of those whose files wait for room */
    record Told(Consumer<Address> taken, Consumer<Address> parked) {
    }

    /** @param room what there is room for: files are the first that have none */
    FileFeed(MailStore store, Indexes indexes, IndexRoom room, Reading reading, Told told) {
        this.store = store;
        this.indexes = indexes;
        this.room = room;
        this.reading = reading;
        this.told = told;
    }

    void start() throws IOException {
        Files.createDirectories(reading.scratch);
        threads.add(Thread.ofPlatform().name("search files").daemon().start(() -> work(false)));
        threads.add(Thread.ofPlatform().name("search slow files").daemon().start(() -> work(true)));
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

    /** Accounts with files that are yet to be read. */
    int waiting() {
        lock.lock();
        try {
            Set<Address> all = new HashSet<>(due);
            all.addAll(later);
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    boolean await(long ms) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        lock.lock();
        try {
            while (working > 0 || !due.isEmpty() || !later.isEmpty()) {
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

    private void work(boolean slowOnes) {
        while (true) {
            Job job = next(slowOnes);
            if (job == null) {
                return;
            }
            Address account = job.account;
            boolean again = false;
            boolean failed = false;
            try {
                again = store.exists(account) && indexes.folders().exists(account) && hasRoom(account) && read(job);
            } catch (IOException | RuntimeException trouble) {
                failed = true;
                if (DiskFullException.isCauseOf(trouble)) {
                    room.full();
                    told.parked.accept(account);
                } else if (!isStopping()) {
                    LOG.log(System.Logger.Level.WARNING, "files of " + account + " are not read now: " + trouble);
                }
            }
            lock.lock();
            try {
                working--;
                if (again) {
                    (job.slow ? later : due).add(account);
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

    /** Where there is none it waits with its letters. */
    private boolean hasRoom(Address account) {
        boolean room = this.room.of(account) == Room.ALL;
        if (!room) {
            told.parked.accept(account);
        }
        return room;
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** @param slow whether it is the turn of files that take long */
    private record Job(Address account, boolean slow) {
    }

    /** Null at the end. */
    private Job next(boolean slowOnes) {
        lock.lock();
        try {
            while (!stopping) {
                Iterator<Address> first = (slowOnes ? later : due).iterator();
                if (first.hasNext()) {
                    Address account = first.next();
                    first.remove();
                    working++;
                    return new Job(account, slowOnes);
                }
                wake.await(10_000, TimeUnit.MILLISECONDS);
                (slowOnes ? reading.patient : reading.extractor).rest();
            }
            return null;
        } catch (InterruptedException stop) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether there are more of them. */
    private boolean read(Job job) throws IOException {
        Mailbox mailbox = store.open(job.account);
        Set<Integer> not = passed.computeIfAbsent(mailbox, _ -> ConcurrentHashMap.newKeySet());
        Set<Integer> known = slow.computeIfAbsent(mailbox, _ -> ConcurrentHashMap.newKeySet());
        int most = job.slow ? 1 : AT_ONCE;
        int[] contents = indexes.with(job.account, index -> index.unread(most, content -> !not.contains(content) && known.contains(content) == job.slow));
        long until = System.nanoTime() + SLICE_NS;
        int read = 0;
        for (int content : contents) {
            not.add(content);   // unless it is read: what cannot be is tried again after the next start
            Optional<AccountIndex.Place> place = indexes.with(job.account, index -> index.place(content));
            Optional<Folder> folder = place.isEmpty() ? Optional.empty() : folder(mailbox, place.get().folder());
            if (folder.isPresent()) {
                switch (read(job, content, folder.get(), place.get().uid())) {
                    case READ -> not.remove(content);
                    case SLOW -> {
                        not.remove(content);
                        known.add(content);
                        putOff(job.account);
                    }
                    case UNREADABLE -> {
                    }
                }
            }
            read++;
            if (System.nanoTime() > until) {
                break;   // the others are waiting
            }
        }
        if (read > 0) {
            told.taken.accept(job.account);
        }
        return contents.length == most || read < contents.length;
    }

    private void putOff(Address account) {
        lock.lock();
        try {
            later.add(account);
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What became of the files of a content. SLOW: they are read by the other thread. UNREADABLE: it is gone, or they cannot be read now. */
    private enum End { READ, SLOW, UNREADABLE }

    private End read(Job job, int content, Folder folder, long uid) throws IOException {
        try {
            Content message = folder.content(uid);
            List<MimePart> parts = FileParts.of(MimeParser.parse(message).root(), reading.options.largestFile());
            FileParts.Reader reader = new FileParts.Reader(job.slow ? reading.patient : reading.extractor, reading.scratch,
                    reading.options.longestText(), job.account);
            Optional<List<FileText>> files = FileParts.read(message, parts, reader, !job.slow);
            if (files.isEmpty()) {
                return End.SLOW;
            }
            indexes.with(job.account, index -> {
                index.putFiles(content, message, files.get());
                return null;
            });
            return End.READ;
        } catch (IOException unreadable) {
            if (DiskFullException.isCauseOf(unreadable)) {
                throw unreadable;
            }
            LOG.log(System.Logger.Level.DEBUG, "files of message " + uid + " are not in the index", unreadable);
            return End.UNREADABLE;
        }
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
        reading.extractor.close();
        reading.patient.close();
        try {
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
