package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that mail needs to know about domains, accounts and aliases, in memory: an immutable snapshot that is replaced
 * after each change and written to a last-good copy, so that mail flows while the database is away. Safe for many threads.
 */
public final class Directory implements Closeable {

    private static final System.Logger LOG = System.getLogger("barua.directory");

    private final Supplier<Snapshot> source;
    private final LastGoodWriter lastGood;
    private final AtomicReference<Index> now;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<AddressSource> sources = new CopyOnWriteArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock loading = new ReentrantLock();
    private final ReentrantLock completing = new ReentrantLock();
    private long loadedFor;             // guarded by loading: asked, as it was before the last load began
    private volatile boolean current;
    private final Set<Address> told = new HashSet<>();   // guarded by completing: accounts that all listeners know of

    private Directory(Supplier<Snapshot> source, Index first, boolean current, LastGoodWriter lastGood) {
        this.source = source;
        this.now = new AtomicReference<>(first);
        this.current = current;
        this.lastGood = lastGood;
    }

    /**
     * Reads the directory from its source, or from the last-good copy where the source fails.
     *
     * @param lastGood the file that is kept for such days
     * @param source   {@link Registry#snapshot()}
     * @throws IOException when neither can be read: without a directory every recipient would look unknown
     */
    public static Directory open(Path lastGood, Supplier<Snapshot> source) throws IOException {
        LastGoodWriter writer = new LastGoodWriter(lastGood);
        try {
            Snapshot snapshot = source.get();
            writer.keep(snapshot);
            return new Directory(source, new Index(snapshot), true, writer);
        } catch (RuntimeException away) {
            Snapshot copy = LastGood.read(lastGood).orElseThrow(() -> new IOException("the directory cannot be read and there is no last-good copy", away));
            LOG.log(Level.WARNING, "the database is away: going on with the last-good copy of the directory (" + away.getMessage() + ")");
            return new Directory(source, new Index(copy), false, writer);
        }
    }

    /** A directory that never changes and is kept nowhere, where no password fits: for tests of whoever asks one. */
    public static Directory of(List<Domain> domains, List<Account> accounts, List<Entry.Alias> aliases) {
        List<Snapshot.Person> people = accounts.stream().map(account -> new Snapshot.Person(account, new Credentials("", ""), false)).toList();
        Snapshot snapshot = new Snapshot(domains, Set.of(), people, List.of(), aliases, "");
        return new Directory(() -> snapshot, new Index(snapshot), true, LastGoodWriter.none());
    }

    public boolean isOurs(Domain domain) {
        return now.get().isOurs(domain);
    }

    /** Domains whose accounts have no full-text index. */
    public Set<Domain> unsearched() {
        return now.get().unsearched();
    }

    /** The oldest first: that one is the main domain. */
    public List<Domain> domains() {
        return now.get().snapshot().domains();
    }

    /**
     * What the address stands for, without following aliases; {@code +detail} is left out by the caller. postmaster and abuse always exist:
     * where nobody made them they lead to the domain's administrators, else to all administrators, else to the oldest account.
     */
    public Entry lookUp(Address address) {
        Entry entry = now.get().lookUp(address);
        return switch (entry) {
            case Entry.Nobody nobody -> sources.stream().flatMap(source -> source.members(address).stream()).<Entry>map(members -> members).findFirst()
                    .orElse(nobody);
            case Entry.Person _, Entry.Alias _, Entry.Members _, Entry.Foreign _ -> entry;
        };
    }

    /** Adds the addresses of a station above; for as long as this lasts. */
    public void add(AddressSource source) {
        sources.add(source);
    }

    public Optional<Account> account(Address address) {
        return now.get().person(address).map(Snapshot.Person::account);
    }

    /** What is another one as soon as the account's password or address is; empty where the account may not come in. Nobody learns the password from it. */
    public Optional<String> loginStamp(Address account) {
        return now.get().person(account).filter(person -> person.account().enabled()).map(person -> person.credentials().stamp(person.account().id()));
    }

    /** By present or former address, or by a local part alone where it is in the main domain (the oldest). */
    public Optional<Account> byLogin(String user) {
        return now.get().byLogin(user).map(Snapshot.Person::account);
    }

    /** The oldest first. */
    public List<Account> accounts() {
        return now.get().accounts();
    }

    /** The aliases that somebody made, without former addresses and those that always exist. */
    public List<Entry.Alias> aliases() {
        return now.get().snapshot().aliases();
    }

    /** Addresses that the account may write from: its own and the aliases that lead to it alone; with any {@code +detail}. Its own comes first. */
    public List<Address> sendersOf(Account account) {
        return now.get().sendersOf(account.id());
    }

    /** Whether the account's mail is on its way from a former address: for that moment nobody may open the mailbox or deliver into it. */
    public boolean isMoving(Address account) {
        return now.get().person(account).filter(Snapshot.Person::moving).isPresent();
    }

    /** Whether the last reading succeeded: false while the database is away. */
    public boolean isCurrent() {
        return current;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Reads everything anew: to be called at times (changes may come from elsewhere), and after each change. Callers at the same
     * moment share one reading that began after all of them asked.
     *
     * @return false when the source is away: everything stays as it was
     */
    public boolean refresh() {
        long mine = asked.incrementAndGet();
        Index before;
        Index after;
        loading.lock();
        try {
            if (loadedFor >= mine) {
                return current;
            }
            long all = asked.get();
            before = now.get();
            after = new Index(source.get());
            now.set(after);
            loadedFor = all;
            turnCurrent(true, "");
            lastGood.keep(after.snapshot());
        } catch (RuntimeException away) {
            turnCurrent(false, String.valueOf(away.getMessage()));
            return false;
        } finally {
            loading.unlock();
        }
        revoke(before, after);
        greet();
        return true;
    }

    /** Writes the last-good copy, if it waits to be written. */
    @Override
    public void close() {
        lastGood.close();
    }

    /** The account by login name with what proves its password. */
    Optional<Snapshot.Person> person(String user) {
        return now.get().byLogin(user);
    }

    String decoy() {
        return now.get().snapshot().decoy();
    }

    /** One renaming or removal after the other is completed, whoever began it: two who told the same at once would move the same mail twice. */
    void completeAlone(Runnable step) {
        completing.lock();
        try {
            step.run();
        } finally {
            completing.unlock();
        }
    }

    /** Tells of the accounts that listeners do not know of, or did not take in; while nothing moves or goes. */
    void greet() {
        completeAlone(() -> {
            List<Snapshot.Person> people = listeners.isEmpty() ? List.of() : now.get().snapshot().people().stream().filter(person -> !person.moving()).toList();
            List<Address> there = people.stream().map(person -> person.account().address()).toList();
            told.retainAll(new HashSet<>(there));
            List<Address> fresh = there.stream().filter(address -> !told.contains(address)).toList();
            if (!fresh.isEmpty() && tell(listener -> listener.added(fresh))) {
                told.addAll(fresh);
            }
        });
    }

    /** Whether all have acted. */
    boolean tell(java.util.function.Consumer<Listener> event) {
        boolean all = true;
        for (Listener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, "a listener to the directory failed; it will be told again", failed);
                all = false;
            }
        }
        return all;
    }

    /** Whoever lost the right to log in as before is told from the difference, so that changes made elsewhere count too. */
    private void revoke(Index before, Index after) {
        for (Snapshot.Person was : before.snapshot().people()) {
            boolean same = after.person(was.account().id()).filter(is -> is.account().enabled() && is.account().address().equals(was.account().address())
                    && is.credentials().equals(was.credentials())).isPresent();
            if (was.account().enabled() && !same) {
                tell(listener -> listener.revoked(was.account().address()));
            }
        }
    }

    private void turnCurrent(boolean fine, String why) {
        if (current != fine) {
            LOG.log(Level.WARNING, fine ? "the database is back" : "the database is away: the directory stays as it was (" + why + ")");
        }
        current = fine;
    }
}
