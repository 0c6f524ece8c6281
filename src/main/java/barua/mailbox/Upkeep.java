package barua.mailbox;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What the store does by itself: buries expunged messages, puts folders away that nobody uses. */
final class Upkeep {

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final long EVERY_MS = 300;
    private static final long IDLE_MS = 300_000;
    private static final int MOST_OPEN = 2_000;
    /** So many renames in a round: some hundreds a second. */
    private static final int SETTLE_AT_ONCE = 128;
    private static final long PURGE_EVERY_MS = 3_600_000;
    /** How long a session that only listens may not know what another program put into its folder. */
    private static final long WATCH_EVERY_MS = 5_000;

    private final MailStore store;
    private final ScheduledExecutorService thread;
    private final Set<FolderState> open = new LinkedHashSet<>();      // guarded by this
    private long purgedAt;
    private long watchedAt;                                      // of the thread that ticks
    private final Set<FolderState> burials = new LinkedHashSet<>();   // guarded by this

    Upkeep(MailStore store, boolean background) {
        this.store = store;
        this.purgedAt = store.ticks();
        this.watchedAt = purgedAt;
        this.thread = background ? Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mailbox-upkeep").factory()) : null;
    }

    void start() {
        if (thread != null) {
            thread.scheduleWithFixedDelay(this::tickAgain, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void opened(FolderState folder) {
        open.add(folder);
    }

    synchronized void bury(FolderState folder) {
        burials.add(folder);
    }

    /** A timer whose step threw is not called again. */
    private void tickAgain() {
        try {
            tick();
        } catch (RuntimeException | Error unexpected) {
            Troubles.tell("upkeep of the mail store: " + unexpected, unexpected);
        }
    }

    /** One round; whatever fails is tried again in a later one, and keeps no other folder waiting. */
    void tick() {
        each(waitingForBurial(), this::bury1);
        guarded("upkeep of outlines", store.outlining()::catchUp);
        each(allOpen(), folder -> folder.flushCache(false));
        settleSome();
        putAwayIdle();
        long now = store.ticks();
        if (now - watchedAt >= WATCH_EVERY_MS) {
            watchedAt = now;
            each(allOpen(), Upkeep::watch);
        }
        if (now - purgedAt > PURGE_EVERY_MS) {
            purgedAt = now;
            guarded("purging", this::purge);
        }
    }

    private static void each(List<FolderState> folders, Consumer<FolderState> step) {
        folders.forEach(folder -> guarded("upkeep of " + folder.path(), () -> step.accept(folder)));
    }

    private static void guarded(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            Troubles.tell(what + ": " + unexpected, unexpected);
        }
    }

    private synchronized List<FolderState> waitingForBurial() {
        List<FolderState> waiting = List.copyOf(burials);
        burials.clear();
        return waiting;
    }

    private void bury1(FolderState folder) {
        try {
            new Burial(folder).run();
        } catch (IOException failed) {
            if (isDeleted(failed)) {
                return;   // its files are in the keep area with it
            }
            bury(folder);
            Troubles.tell("expunged messages of " + folder.path() + " are not in the keep area yet: " + failed.getMessage());
        }
    }

    /** Other programs tell nobody: folders that sessions have open are looked at, two calls of the system each where nothing changed. */
    private static void watch(FolderState folder) {
        if (!folder.views().isEmpty()) {
            try {
                folder.reading(true, state -> null);
            } catch (IOException unreadable) {
                // Whoever asks for something in it is told what is wrong.
            }
        }
    }

    private static boolean isDeleted(IOException why) {
        return why instanceof MailboxException refused && refused.reason() == MailboxException.Reason.NONEXISTENT;
    }

    private synchronized List<FolderState> allOpen() {
        return List.copyOf(open);
    }

    private void settleSome() {
        AtomicInteger left = new AtomicInteger(SETTLE_AT_ONCE);
        each(allOpen(), folder -> {
            if (left.get() > 0 && store.maySettle() && folder.mayBeSettled()) {
                try {
                    left.addAndGet(-new Settling(folder).some(left.get()));
                } catch (IOException failed) {
                    Troubles.tell("names in " + folder.path() + " are not up to date yet: " + failed.getMessage());
                }
            }
        });
    }

    private void purge() {
        try {
            new KeepPurge(store).run();
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "the keep areas were not purged: " + failed.getMessage());
        }
        try {
            store.spoolFiles().purge();
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "files that nobody waits for any more stay in the spool: " + failed.getMessage());
        }
        if (store.hasRoom()) {
            store.reserve().fill();
        }
    }

    private void putAwayIdle() {
        long now = store.ticks();
        List<Used> all = allOpen().stream().map(folder -> new Used(folder, folder.usedAt())).sorted(Comparator.comparingLong(Used::at)).toList();
        int over = all.size() - MOST_OPEN;
        each(IntStream.range(0, all.size()).filter(i -> i < over || now - all.get(i).at > IDLE_MS).mapToObj(i -> all.get(i).folder).toList(), this::putAway);
    }

    /** As it was when all were looked at: others use folders meanwhile. */
    private record Used(FolderState folder, long at) {
    }

    /** Who opens it while it is put away, or after, makes it known again. */
    private void putAway(FolderState folder) {
        synchronized (this) {
            open.remove(folder);
        }
        if (!folder.putAway(false)) {
            opened(folder);
        }
    }

    void stop() {
        if (thread != null) {
            thread.shutdown();
            try {
                thread.awaitTermination(5, TimeUnit.SECONDS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
        putAwayAll();
    }

    void putAwayAll() {
        List<FolderState> all;
        synchronized (this) {
            all = List.copyOf(open);
            open.clear();
        }
        store.inParallel(all, folder -> folder.putAway(true));
    }
}
