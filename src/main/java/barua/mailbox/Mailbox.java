package barua.mailbox;

import barua.disk.FileLayer;
import barua.mailbox.Listener.Event.Kind;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** All folders of one account. Safe for many threads. */
public final class Mailbox {

    static final int MOST_FOLDERS = 10_000;

    private final MailStore store;
    private final ReentrantReadWriteLock names = new ReentrantReadWriteLock();
    private final Announcements announcements;
    private final Quota quota = new Quota();
    private final AtomicLong listVersion = new AtomicLong(1);
    private final AccountFile file;
    private final Subscriptions subscriptions;
    private final Memory memory;
    private final Annotations annotations;
    private final Scripts scripts;
    private volatile Address account;
    private volatile Path root;
    private volatile ReentrantLock place;
    /** Set under the names' write lock: another account may have the place by now. */
    private volatile boolean removed;
    /** Guarded by names; changed only under its write lock. */
    private final TreeMap<FolderName, FolderState> folders = new TreeMap<>();
    private final TreeMap<FolderName, String> unreadable = new TreeMap<>();

    private Mailbox(MailStore store, Address account, Path root, Place place, AccountFile file, Subscriptions subscriptions) {
        this.store = store;
        this.announcements = place.announcements;
        this.place = place.lock;
        this.account = account;
        this.root = root;
        this.file = file;
        this.subscriptions = subscriptions;
        this.memory = new Memory(this, root);
        this.annotations = new Annotations(this, root);
        this.scripts = new Scripts(this, root);
    }

    /** What outlives the object of an account: the lock that is held while it is made, moved or removed, and what is still to be told. */
    record Place(ReentrantLock lock, Announcements announcements) {
    }

    /** Opens an account's mail, whose Maildir is there; makes what is missing in it. */
    static Mailbox open(MailStore store, Address account, Path root, Place place) throws IOException {
        FileLayer files = store.files();
        Path maildir = root.resolve("Maildir");
        Mailbox mailbox = new Mailbox(store, account, root, place, AccountFile.read(files, root), Subscriptions.read(files, maildir));
        mailbox.file.own(store.epoch());
        if (new FolderChanges(mailbox).begin()) {
            mailbox.note(Listener.Event.of(account, Kind.ACCOUNT_CREATED, ""));
        }
        return mailbox;
    }

    public Address account() {
        return account;
    }

    /**
     * One line of LIST, in the order of names, INBOX first.
     *
     * @param exists     false for a level that only has children, and for a subscription to a folder that is gone
     */
    public record Entry(FolderName name, boolean exists, boolean subscribed, boolean hasChildren, Optional<SpecialUse> use) {
    }

    public List<Entry> list() throws IOException {
        names.readLock().lock();
        try {
            TreeMap<FolderName, Boolean> all = new TreeMap<>();
            subscriptions.all().forEach(name -> all.put(name, false));
            unreadable.keySet().forEach(name -> all.put(name, false));
            for (FolderName name : folders.keySet()) {
                all.put(name, true);
                for (Optional<FolderName> up = name.parent(); up.isPresent(); up = up.get().parent()) {
                    all.putIfAbsent(up.get(), false);
                }
            }
            List<Entry> entries = new ArrayList<>();
            all.forEach((name, exists) -> entries.add(new Entry(name, exists, subscriptions.has(name), hasChildren(name), use(name))));
            return entries;
        } finally {
            names.readLock().unlock();
        }
    }

    private boolean hasChildren(FolderName name) {
        return folders.keySet().stream().anyMatch(other -> other.isBelow(name));
    }

    private Optional<SpecialUse> use(FolderName name) {
        FolderState folder = folders.get(name);
        return folder == null ? Optional.empty()
                : file.uses().entrySet().stream().filter(use -> use.getValue().equals(folder.directory())).map(Map.Entry::getKey).findFirst();
    }

    /** Changes whenever the answer of {@link #list} would. */
    public long listVersion() {
        return listVersion.get();
    }

    /** The shared object of that folder. @throws MailboxException NONEXISTENT; UNAVAILABLE for one whose files cannot be read */
    public Folder folder(FolderName name) throws IOException {
        Optional<FolderState> known = find(name);
        if (known.isEmpty() && isUnreadable(name)) {
            return writing(() -> new FolderChanges(this).putAgain(name)).door();
        }
        return known.map(FolderState::door).orElseThrow(() -> new MailboxException(MailboxException.Reason.NONEXISTENT, "no folder " + name));
    }

    private boolean isUnreadable(FolderName name) {
        names.readLock().lock();
        try {
            return unreadable.containsKey(name);
        } finally {
            names.readLock().unlock();
        }
    }

    /** The folder of that use; made where it is missing. */
    public Folder folder(SpecialUse use) throws IOException {
        String directory = file.uses().get(use);
        Optional<FolderState> known = directory == null ? Optional.empty() : all().stream().filter(folder -> folder.directory().equals(directory)).findFirst();
        return (known.isPresent() ? known.get() : writing(() -> new FolderChanges(this).ensure(use))).door();
    }

    /** Makes a folder and its missing parents. @throws MailboxException ALREADY_EXISTS, LIMIT */
    public Folder create(FolderName name, Optional<SpecialUse> use) throws IOException {
        requireGood(name);
        return writing(() -> new FolderChanges(this).create(name, use)).door();
    }

    /** Its mail goes to the keep area; a folder with children leaves its name behind. @throws MailboxException NONEXISTENT, CANNOT for INBOX */
    public void delete(FolderName name) throws IOException {
        String id = find(name).map(FolderState::mailboxId).orElse("");
        writing(() -> {
            new FolderChanges(this).delete(name);
            return null;
        });
        annotations.forget(id);
    }

    /** With all below it; of INBOX the messages alone are moved (RFC 9051 §6.3.6). @throws MailboxException NONEXISTENT, ALREADY_EXISTS, CANNOT */
    public void rename(FolderName from, FolderName to) throws IOException {
        requireGood(to);
        if (from.isInbox()) {
            emptyInbox(to);
            return;
        }
        writing(() -> {
            new FolderChanges(this).rename(from, to);
            return null;
        });
    }

    private static void requireGood(FolderName name) throws MailboxException {
        if (!name.mayBeGiven()) {
            throw new MailboxException(MailboxException.Reason.CANNOT, FolderName.WHAT_MAY_BE_GIVEN);
        }
    }

    private void emptyInbox(FolderName to) throws IOException {
        moveAllTo(writing(() -> new FolderChanges(this).beginEmptying(to)).door());
    }

    void moveAllTo(Folder target) throws IOException {
        Folder inbox = folder(FolderName.INBOX);
        try {
            inbox.move(inbox.uids(), target);
        } catch (IOException failed) {
            writing(() -> {
                new FolderChanges(this).giveUpEmptying(target);
                return null;
            });
            throw failed;
        }
        writing(() -> {
            file.done();
            return null;
        });
    }

    public void subscribe(FolderName name, boolean on) throws IOException {
        names.readLock().lock();
        try {
            requireThere();
            subscriptions.change(on ? List.of(name) : List.of(), on ? List.of() : List.of(name));
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            names.readLock().unlock();
        }
        String id = find(name).map(FolderState::mailboxId).orElse("");
        changedList(new Listener.Event(account, id, name, Kind.FOLDER_CHANGED, new long[0], 0, Flags.NONE, ""));
        tell();
    }

    void requireThere() throws MailboxException {
        if (removed) {
            throw new MailboxException(MailboxException.Reason.NONEXISTENT, "the mailbox of " + account + " was removed");
        }
    }

    /** What the account's rules remember. */
    public Memory memory() {
        return memory;
    }

    /** What clients note of the account and its folders. */
    public Annotations annotations() {
        return annotations;
    }

    /** The account's Sieve scripts. */
    public Scripts scripts() {
        return scripts;
    }

    /** In bytes and messages, over all folders; limit {@link Long#MAX_VALUE} for none. */
    public record Usage(long bytes, long messages, long limit) {
    }

    /** Whether so many bytes more would be taken; nothing is counted where nothing is limited. */
    public boolean hasRoomFor(long bytes) throws IOException {
        countQuota();
        Usage now = quota.usage(store.policies().quota(account));
        return now.limit() == Long.MAX_VALUE || now.bytes() + bytes <= now.limit();
    }

    public Usage usage() throws IOException {
        count();
        return quota.usage(store.policies().quota(account));
    }

    // ---- for the package ----

    MailStore store() {
        return store;
    }

    ReentrantReadWriteLock names() {
        return names;
    }

    Quota quota() {
        return quota;
    }

    AccountFile file() {
        return file;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Path root() {
        return root;
    }

    Path maildir() {
        return root.resolve("Maildir");
    }

    /** Guarded by names. */
    TreeMap<FolderName, FolderState> folders() {
        return folders;
    }

    /** Folders whose files could not be read when the account was opened, with their directories; guarded by names. */
    Map<FolderName, String> unreadable() {
        return unreadable;
    }

    List<FolderState> all() {
        names.readLock().lock();
        try {
            return List.copyOf(folders.values());
        } finally {
            names.readLock().unlock();
        }
    }

    private Optional<FolderState> find(FolderName name) {
        names.readLock().lock();
        try {
            return Optional.ofNullable(folders.get(name));
        } finally {
            names.readLock().unlock();
        }
    }

    FolderState folderOrCreate(FolderName name) throws IOException {
        Optional<FolderState> known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        return writing(() -> {
            FolderState raced = folders.get(name);
            boolean snoozed = name.equals(SpecialUse.SNOOZED.usualName()) && !file.uses().containsKey(SpecialUse.SNOOZED);
            return raced != null ? raced : snoozed ? new FolderChanges(this).ensure(SpecialUse.SNOOZED) : new FolderChanges(this)
                    .create(name, Optional.empty());
        });
    }

    <T> T writing(FolderState.Work<T> work) throws IOException {
        names.writeLock().lock();
        try {
            requireThere();
            return work.run();
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            names.writeLock().unlock();
            tell();
        }
    }

    /** Something of the list of folders changed; under the names' write lock, but for subscriptions. */
    void changedList(Listener.Event event) {
        listVersion.incrementAndGet();
        announcements.note(event);
    }

    /** Under the lock that orders such events: the folder's for messages. They are told when the locks have been put down. */
    void note(Listener.Event event) {
        announcements.note(event);
    }

    /** Tells what was noted, unless this thread still holds a lock of the account: then it is told when that is put down. */
    void tell() {
        if (names.getReadHoldCount() == 0 && !names.isWriteLockedByCurrentThread() && !place.isHeldByCurrentThread()) {
            announcements.tell();
        }
    }

    /** Counts the account's mail where a limit asks for it; holding no lock. */
    void countQuota() throws IOException {
        if (store.policies().quota(account) != Long.MAX_VALUE) {
            count();
        }
    }

    private void count() throws IOException {
        if (quota.isKnown()) {
            return;
        }
        writing(() -> {
            long bytes = 0;
            long messages = 0;
            for (FolderState folder : folders.values()) {
                folder.count();
                bytes += folder.countedBytes();
                messages += folder.countedMessages();
            }
            quota.start(bytes, messages);
            return null;
        });
    }

    /** The account was renamed; under the names' write lock. */
    void moved(Address to, Path newRoot, ReentrantLock newPlace) {
        place = newPlace;
        note(Listener.Event.of(to, Kind.ACCOUNT_RENAMED, account.toString()));
        account = to;
        root = newRoot;
        file.moved(newRoot);
        subscriptions.moved(maildir());
        memory.moved(newRoot);
        annotations.moved(newRoot);
        scripts.moved(newRoot);
        folders.values().forEach(folder -> folder.renamed(folder.name(), folder.directory()));
    }

    /** The account was set aside; under the names' write lock. */
    void removed() {
        removed = true;
        note(Listener.Event.of(account, Kind.ACCOUNT_REMOVED, ""));
        folders.values().forEach(FolderState::deleted);
        folders.clear();
        unreadable.clear();
    }
}
