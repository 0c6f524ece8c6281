package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import barua.disk.RealFiles;
import barua.disk.Reserve;
import barua.message.Address;
import barua.message.Content;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** All mail of one data folder. What it has acknowledged is on the disk: docs/storage.md says how. Safe for many threads. */
public final class MailStore implements Closeable {

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int MADE_SIDE_BY_SIDE = 64;
    private static final int RESERVE = 16 << 20;
    private static final int SMALL_RESERVE = 4_096;
    static final String FORMAT = "barua-format";
    private static final int VERSION = 2;
    private static final int COPY = 65_536;
    private static final long SPACE_EVERY_MS = 1_000;
    static final String REMOVED = ".removed";

    private final StoreOptions options;
    private final FileLayer files;
    private final LongSupplier ticks;
    private final boolean background;
    private final RandomGenerator random;
    private final AtomicLong counter = new AtomicLong();
    private final String run;
    private final Filer filer = new Filer(this);
    private final Redeliveries tokens;
    private final Reserve reserve;
    private final AtomicInteger pauses = new AtomicInteger();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Outlines outlines = new Outlines();
    private final Outlining outlining;
    private final DeliveryRecords records;
    private final SpoolFiles spoolFiles;
    private final GlobalScripts globalScripts;
    private final Upkeep upkeep;
    private final Accounts accounts;
    private volatile boolean closed;
    private volatile long spaceAskedAt = Long.MIN_VALUE / 2;
    private volatile boolean room = true;

    private MailStore(StoreOptions options, FileLayer files, LongSupplier ticks, RandomGenerator random, boolean background) {
        this.options = options;
        this.files = files;
        this.ticks = ticks;
        this.random = random;
        this.background = background;
        this.run = freshId(5);
        this.tokens = new Redeliveries(this, options.spool());
        this.reserve = new Reserve(files, options.mail().resolve(".reserve"), background ? RESERVE : SMALL_RESERVE);
        this.records = new DeliveryRecords(this, options.spool().resolve("deliveries"));
        this.spoolFiles = new SpoolFiles(this, options.spool().resolve("files"));
        this.globalScripts = new GlobalScripts(this, options.mail().resolve(".sieve"));
        this.upkeep = new Upkeep(this, background);
        this.accounts = new Accounts(this, options.mail());
        this.outlining = new Outlining(outlines, background);
    }

    /** Opens the folder, finishes what a crash left half done. @throws MailboxException for a newer format */
    public static MailStore open(StoreOptions options) throws IOException {
        return open(options, new RealFiles(), () -> System.nanoTime() / 1_000_000, new SecureRandom(), true);
    }

    /** @param ticks milliseconds that only go forward  @param background false: nothing happens but what is called */
    static MailStore open(StoreOptions options, FileLayer files, LongSupplier ticks, RandomGenerator random, boolean background) throws IOException {
        MailStore store = new MailStore(options, files, ticks, random, background);
        try {
            files.makeFolders(options.mail());
            store.requireFormat();
            files.makeFolders(store.spool());
            for (String left : files.list(store.spool())) {
                files.unlinkIfThere(store.spool().resolve(left));
            }
            store.records.recover();
            store.tokens.start();
            store.reserve.fill();
            new WayBack(store).goIfAsked();
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        }
        store.upkeep.start();
        return store;
    }

    /** An older format is read as it is: what has to be written anew is, when a folder is first opened. */
    private void requireFormat() throws IOException {
        Lines format = Lines.at(files, options.mail().resolve(FORMAT));
        List<String> lines = format.read();
        if (lines.isEmpty()) {
            format.replace(List.of(FORMAT + " " + VERSION));
            return;
        }
        int found = Integer.parseInt(lines.getLast().substring(FORMAT.length() + 1));
        if (found > VERSION) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE,
                    options.mail() + " is of format " + found + ", made by a newer Barua; this one knows up to " + VERSION
                    + ": use the newer one, or restore a backup from before the upgrade");
        }
        if (found < VERSION) {
            format.replace(List.of(FORMAT + " " + VERSION));
        }
    }

    /** Makes an account's mailbox with its usual folders, durably; does nothing where there is one. */
    public void create(Address account) throws IOException {
        accounts.create(account.folded());
    }

    /** As {@link #create(Address)} for each, many side by side. Those that can be made are there when it throws because of others. */
    public void create(List<Address> all) throws IOException {
        Queue<IOException> failures = new ConcurrentLinkedQueue<>();
        for (int from = 0; from < all.size(); from += MADE_SIDE_BY_SIDE) {
            inParallel(all.subList(from, Math.min(all.size(), from + MADE_SIDE_BY_SIDE)), account -> {
                try {
                    create(account);
                } catch (IOException failed) {
                    failures.add(failed);
                }
            });
        }
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
    }

    /**
     * An account's mail; the object is shared by all who ask. A Maildir of another program that lies at the account's place is taken over.
     *
     * @throws MailboxException NONEXISTENT where nobody made one: this makes none
     */
    public Mailbox open(Address account) throws IOException {
        return accounts.open(account.folded());
    }

    public boolean exists(Address account) throws IOException {
        return accounts.exists(account.folded());
    }

    /** All that have mail on the disk, in the order of their addresses, whether or not anybody knows them. */
    public List<Address> accounts() throws IOException {
        return accounts.all();
    }

    /** From now on the listener hears of every change. Several hear of it in the order in which they came. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Takes in a message: in memory up to 256 KB, in the spool beyond. @throws MailboxException DISK_FULL before a byte is taken */
    public Staged stage() throws IOException {
        requireRoom();
        return new StagedMessage(this);
    }

    /** Files that are no messages yet: kept as they come, in parts, across a restart. */
    public SpoolFiles spoolFiles() {
        return spoolFiles;
    }

    /** Sieve scripts that are run for everybody, or that everybody may include. */
    public GlobalScripts globalScripts() {
        return globalScripts;
    }

    void requireRoom() throws MailboxException {
        if (!hasRoom()) {
            throw new MailboxException(MailboxException.Reason.DISK_FULL, "the disk is nearly full");
        }
    }

    /**
     * Where one copy goes.
     *
     * @param instead what is filed there instead of the message: an edited one, or another letter that belongs to the delivery
     */
    public record Filing(Address account, FolderName folder, Flags flags, Instant received, Optional<Content> instead) {

        public Filing(Address account, FolderName folder, Flags flags, Instant received) {
            this(account, folder, flags, received, Optional.empty());
        }
    }

    /**
     * What is to follow a filing once it is durable.
     *
     * @param what    opaque to the store, a few kilobytes
     * @param message what it is about, kept as long; empty for the message as it is filed
     */
    public record Following(byte[] what, Optional<Content> message) {

        public Following(byte[] what) {
            this(what, Optional.empty());
        }
    }

    /** What became of one filing: the UID, or why not. */
    public sealed interface Filed {
        /** @param again it was there already, from the same delivery before */
        record Done(long uidValidity, long uid, FolderName folder, boolean again) implements Filed {
        }

        record Refused(MailboxException why) implements Filed {
        }
    }

    /**
     * Files one staged message everywhere, by hard links to one forced file; durable when it returns, and all that succeeded or none
     * after a crash. A folder that is missing (Sieve's, say) is made. The message stays staged: the caller closes it.
     *
     * @param token identifies this delivery for a repeat after a crash (an envelope's hash); a repeat within an hour is filed nowhere
     *              and answered as done. The empty string: never the same.
     * @param message a {@link Staged} one is filed as it is; anything else is staged first
     */
    public List<Filed> deliver(Content message, List<Filing> where, String token) throws IOException {
        return deliver(message, where, Collections.nCopies(where.size(), List.of()), token).filed();
    }

    /**
     * What became of a delivery.
     *
     * @param due what is to follow those that were filed, and not only now; empty where nothing is
     */
    public record Delivered(List<Filed> filed, Optional<Due> due) {
    }

    /**
     * As {@link #deliver(Content, List, String)}, with what is to follow each filing once it is durable: kept on the disk from the moment
     * in which the filing is sure to happen until {@link Due#done}. Several versions of the message, and letters that belong to it, are
     * one delivery: after a crash all is there, or nothing.
     *
     * @param effects for each filing
     */
    public Delivered deliver(Content message, List<Filing> where, List<List<Following>> effects, String token) throws IOException {
        if (message instanceof Staged staged) {
            return filer.deliver(staged, where, effects, token);
        }
        try (Staged copy = stage(message)) {
            return filer.deliver(copy, where, effects, token);
        }
    }

    Staged stage(Content message) throws IOException {
        Staged copy = stage();
        boolean whole = false;
        try (InputStream in = message.open()) {
            byte[] buffer = new byte[COPY];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copy.write(buffer, 0, read);
            }
            whole = true;
            return copy;
        } finally {
            if (!whole) {
                copy.close();
            }
        }
    }

    /** What was still to follow deliveries when the last run ended; told once. */
    public List<Due> due() {
        return records.takeRecovered();
    }

    /**
     * Moves all mail of an account to its new name. Where that was done before it is made durable once more. A mailbox without a message at
     * the new name is set aside.
     *
     * @throws MailboxException NONEXISTENT where there is mail under neither name, ALREADY_EXISTS where the new one has messages of its own
     */
    public void rename(Address from, Address to) throws IOException {
        accounts.rename(from.folded(), to.folded());
    }

    /** Removes an account's mail: it is set aside under {@code mail/.removed/} for the keep window. Does nothing where there is none. */
    public void remove(Address account) throws IOException {
        accounts.remove(account.folded());
    }

    /**
     * Brings the names of all files of an account up to date and writes Dovecot's lists of UIDs and keywords beside them, so that
     * another program may take the Maildir over once this one has stopped. Takes some milliseconds for a message whose flags changed.
     */
    public void settle(Address account) throws IOException {
        for (FolderState folder : open(account).all()) {
            new Settling(folder).all();
        }
    }

    /** Until the result is closed names stay as they are: while a backup is being taken. */
    public Closeable pauseSettling() {
        pauses.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                pauses.decrementAndGet();
            }
        };
    }

    boolean maySettle() {
        return pauses.get() == 0;
    }

    Reserve reserve() {
        return reserve;
    }

    /** Whether there is room to take mail in (storage.md: Disk nearly full). Cheap: measured at most once a second. */
    public boolean hasRoom() {
        long now = ticks();
        if (now - spaceAskedAt >= SPACE_EVERY_MS) {
            spaceAskedAt = now;
            try {
                FileLayer.Space space = files.space(options.mail());
                room = space.usable() >= Math.min(options.reserveBytes(), space.total() / 20);
            } catch (IOException unknown) {
                room = false;
            }
        }
        return room;
    }

    /** Writes what is derived, finishes what runs. At most some seconds; never needed for safety. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        outlining.stop();
        upkeep.stop();
        tokens.stop();
    }

    // ---- for the package ----

    void requireOpen() throws MailboxException {
        if (closed) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "the store is closed");
        }
    }

    FileLayer files() {
        return files;
    }

    Clock clock() {
        return options.clock();
    }

    Policies policies() {
        return options.policies();
    }

    List<Listener> listeners() {
        return listeners;
    }

    /** Milliseconds that only go forward. */
    long ticks() {
        return ticks.getAsLong();
    }

    Filer filer() {
        return filer;
    }

    Redeliveries tokens() {
        return tokens;
    }

    Outlines outlines() {
        return outlines;
    }

    Outlining outlining() {
        return outlining;
    }

    DeliveryRecords records() {
        return records;
    }

    Path mail() {
        return options.mail();
    }

    long epoch() {
        return options.epoch();
    }

    private Path spool() {
        return options.spool().resolve("tmp");
    }

    Path spoolFile() {
        return spool().resolve(run + "." + counter.incrementAndGet());
    }

    /** Removes a file of the spool; one that stays is removed at the next start. */
    void forget(Path file) {
        try {
            files.unlinkIfThere(file);
        } catch (IOException later) {
            // At the next start, then.
        }
    }

    /** The unique part of a name; the token's hash in it lets a repeat be known after a crash. */
    String freshBase(String token) {
        Instant now = clock().instant();
        String mark = token.isEmpty() ? "" : "T" + Redeliveries.hash(token);
        return now.getEpochSecond() + ".M" + now.getNano() / 1_000 + "Q" + counter.incrementAndGet() + "R" + run + mark + ".mail";
    }

    String freshId(int length) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < length; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    Upkeep upkeep() {
        return upkeep;
    }

    void opened(FolderState folder) {
        upkeep.opened(folder);
    }

    void bury(FolderState folder) {
        upkeep.bury(folder);
    }

    /**
     * One step for each, at the same time where there are several: a hundred directories are forced in the time of a few. All have ended when
     * it returns, or throws what one of them threw.
     */
    <T> void inParallel(List<T> all, Consumer<T> step) {
        if (all.size() < 2 || !background) {
            all.forEach(step);
            return;
        }
        CountDownLatch open = new CountDownLatch(all.size());
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        Consumer<T> one = each -> {
            try {
                step.accept(each);
            } catch (RuntimeException | Error bug) {
                thrown.add(bug);
            } finally {
                open.countDown();
            }
        };
        all.subList(1, all.size()).forEach(each -> Thread.startVirtualThread(() -> one.accept(each)));
        one.accept(all.getFirst());
        awaitUninterruptibly(open);
        switch (thrown.peek()) {
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> {
                // All went well.
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException wait) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
