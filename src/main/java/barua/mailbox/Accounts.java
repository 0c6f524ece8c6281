package barua.mailbox;

import barua.disk.FileLayer;
import barua.mailbox.MailboxException.Reason;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which accounts have mail here, and the one object of each in memory. A mailbox comes into being by {@link #create} alone: whoever asks for
 * one that is not there hears so, for what an unknown name would make nobody would ever read.
 *
 * <p>An account is there when its directory holds a {@code Maildir}: our own, one that another program left, or one that a crash left
 * unfinished. Opening the account takes it over or completes it.
 */
final class Accounts {

    private static final String MAILDIR = "Maildir";
    private static final int LONGEST = 255;

    private final MailStore store;
    private final FileLayer files;
    private final Path mail;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Address, Slot> slots = new HashMap<>();   // guarded by lock

    /**
     * One account's place in memory. Making or adopting an account takes many forces, and others must not wait for them: so each has a lock
     * of its own, taken before any lock of its mailbox.
     */
    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();
        /** Guarded by the slot's lock. Whoever uses a mailbox, a folder or a view holds it; folders in memory are held by upkeep. */
        private WeakReference<Mailbox> mailbox = new WeakReference<>(null);
        /** Guarded by the slot's lock: moves along with the account. */
        private Announcements announcements;

        Slot(Announcements announcements) {
            this.announcements = announcements;
        }

        Mailbox.Place place() {
            return new Mailbox.Place(lock, announcements);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Slot slot) throws IOException;
    }

    Accounts(MailStore store, Path mail) {
        this.store = store;
        this.files = store.files();
        this.mail = mail;
    }

    boolean exists(Address folded) throws IOException {
        return isFolder(root(folded).resolve(MAILDIR));
    }

    private boolean isFolder(Path path) throws IOException {
        return files.stat(path).filter(FileLayer.Stat::directory).isPresent();
    }

    private Path root(Address folded) {
        return mail.resolve(FolderPaths.encode(folded.domain().ascii())).resolve(FolderPaths.encode(folded.local()));
    }

    /** What {@link #root} made of an address, read back; empty for other names. */
    static Optional<Address> address(String local, String domain) {
        Optional<String> name = FolderPaths.decode(local).filter(text -> !text.isEmpty());
        return name.flatMap(text -> FolderPaths.decode(domain).flatMap(Domain::parse).map(d -> new Address(text, d)));
    }

    /** In the order of their names. */
    List<Address> all() throws IOException {
        List<Address> all = new ArrayList<>();
        for (String domain : files.list(mail)) {
            if (domain.startsWith(".") || !isFolder(mail.resolve(domain))) {
                continue;
            }
            for (String local : files.list(mail.resolve(domain))) {
                Optional<Address> account = address(local, domain);
                if (account.isPresent() && exists(account.get())) {
                    all.add(account.get());
                }
            }
        }
        all.sort(null);
        return all;
    }

    /** A new account is not kept in memory, so that an administrator may still put another program's Maildir in its place. */
    void create(Address folded) throws IOException {
        inSlot(folded, slot -> create(folded, slot)).ifPresent(Mailbox::tell);
    }

    private Optional<Mailbox> create(Address folded, Slot slot) throws IOException {
        if (slot.mailbox.get() != null || files.exists(root(folded).resolve(AccountFile.NAME))) {
            return Optional.empty();
        }
        boolean fresh = !exists(folded);
        makeFolders(root(folded).resolve(MAILDIR));
        if (!fresh) {   // left by a crash, perhaps before it was durable
            files.forceDirectory(root(folded));
            forceParents(root(folded));
        }
        Mailbox made = Mailbox.open(store, folded, root(folded), slot.place());
        slot.mailbox = new WeakReference<>(fresh ? null : made);
        return Optional.of(made);
    }

    /** One at a time: whoever finds a domain's directory made by another must find it forced, too. */
    private void makeFolders(Path folder) throws IOException {
        lock.lock();
        try {
            files.makeFolders(folder);
        } finally {
            lock.unlock();
        }
    }

    Mailbox open(Address folded) throws IOException {
        Mailbox mailbox = inSlot(folded, slot -> opened(slot, folded));
        mailbox.tell();
        return mailbox;
    }

    private Mailbox opened(Slot slot, Address folded) throws IOException {
        Mailbox mailbox = slot.mailbox.get();
        if (mailbox == null) {
            if (!exists(folded)) {
                throw nobody(folded);
            }
            mailbox = Mailbox.open(store, folded, root(folded), slot.place());
            slot.mailbox = new WeakReference<>(mailbox);
        }
        return mailbox;
    }

    private static MailboxException nobody(Address account) {
        return new MailboxException(Reason.NONEXISTENT, "no mailbox of " + account);
    }

    private <T> T inSlot(Address folded, Work<T> work) throws IOException {
        Slot slot = slot(folded);
        slot.lock.lock();
        try {
            store.requireOpen();
            return work.run(slot);
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            slot.lock.unlock();
        }
    }

    private Slot slot(Address folded) {
        lock.lock();
        try {
            return slots.computeIfAbsent(folded, _ -> new Slot(new Announcements(store.listeners())));
        } finally {
            lock.unlock();
        }
    }

    /**
     * A move that was done before is made durable once more. What has no message, at the new name, is set aside.
     *
     * @throws MailboxException NONEXISTENT where there is mail under neither name, ALREADY_EXISTS where the new one has messages of its own
     */
    void rename(Address source, Address target) throws IOException {
        if (source.equals(target)) {
            throw taken(target);
        }
        // In one order for everybody.
        Address first = source.compareTo(target) < 0 ? source : target;
        Address second = first == source ? target : source;
        inSlot(first, one -> inSlot(second, other -> rename(source, first == source ? one : other, target, first == source ? other : one)))
                .forEach(Mailbox::tell);
    }

    /** Returns those of which there is something to tell. */
    private List<Mailbox> rename(Address source, Slot from, Address target, Slot to) throws IOException {
        if (!exists(source)) {
            if (!exists(target)) {
                throw nobody(source);
            }
            forceParents(root(target), root(source));
            return List.of();
        }
        List<Mailbox> touched = new ArrayList<>(exists(target) ? List.of(clear(target, to)) : List.of());
        Mailbox mailbox = opened(from, source);
        mailbox.writing(() -> {
            Path old = mailbox.root();
            makeFolders(root(target).getParent());
            files.rename(old, root(target));
            // From here on it has moved, even if a force should fail.
            mailbox.moved(target, root(target), to.lock);
            from.mailbox.clear();
            to.mailbox = new WeakReference<>(mailbox);
            to.announcements = from.announcements;
            from.announcements = new Announcements(store.listeners());
            forceParents(root(target), old);
            return null;
        });
        touched.add(mailbox);
        return touched;
    }

    private static MailboxException taken(Address target) {
        return new MailboxException(Reason.ALREADY_EXISTS, "there is mail of " + target);
    }

    /** A name that holds no message may be had. */
    private Mailbox clear(Address target, Slot slot) throws IOException {
        Mailbox mailbox = opened(slot, target);
        for (FolderState folder : mailbox.all()) {
            if (!files.list(folder.path().resolve("cur")).isEmpty() || !files.list(folder.path().resolve("new")).isEmpty()) {
                throw taken(target);
            }
        }
        if (files.exists(mailbox.root().resolve(Keep.NAME))) {
            throw taken(target);
        }
        return setAside(mailbox, slot);
    }

    void remove(Address folded) throws IOException {
        inSlot(folded, slot -> {
            if (exists(folded)) {
                return Optional.of(setAside(opened(slot, folded), slot));
            }
            forceParents(root(folded));   // it went before, and perhaps not durably
            return Optional.<Mailbox>empty();
        }).ifPresent(Mailbox::tell);
    }

    private Mailbox setAside(Mailbox mailbox, Slot slot) throws IOException {
        return mailbox.writing(() -> {
            Path root = mailbox.root();
            String name = asideName(store.clock().instant().getEpochSecond() + "." + store.freshId(4), root);
            Path aside = mail.resolve(MailStore.REMOVED).resolve(name);
            files.makeFolders(aside.getParent());
            files.rename(root, aside);
            mailbox.removed();
            slot.mailbox.clear();
            forceParents(aside, root);
            return mailbox;
        });
    }

    /** When, a number, and whose it was, as far as a file name can hold it: counted in bytes, and no letter cut in two. */
    static String asideName(String when, Path root) {
        String name = when + "." + root.getFileName() + "@" + root.getParent().getFileName();
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name;
    }

    private void forceParents(Path... roots) throws IOException {
        for (Path root : roots) {
            if (files.exists(root.getParent())) {
                files.forceDirectory(root.getParent());
            }
        }
    }
}
