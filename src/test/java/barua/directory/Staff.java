package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A directory whose people come, go and change their names as they do by {@link Registry}, without a database. */
public final class Staff {

    private final List<Domain> domains;
    private final List<Snapshot.Person> people = new ArrayList<>();
    private final List<Snapshot.Former> former = new ArrayList<>();
    private final List<Entry.Alias> aliases;
    private final Directory directory;

    public Staff(Path folder, List<Domain> domains, List<Account> accounts, List<Entry.Alias> aliases) throws IOException {
        this.domains = domains;
        this.aliases = new ArrayList<>(aliases);
        accounts.forEach(account -> people.add(new Snapshot.Person(account, new Credentials("", ""), false)));
        this.directory = Directory.open(folder.resolve("directory.last"), this::snapshot);
    }

    public Directory directory() {
        return directory;
    }

    private synchronized Snapshot snapshot() {
        return new Snapshot(domains, java.util.Set.of(), people, former, List.copyOf(aliases), "");
    }

    /** The listener's part of one change: what it does with the mail. */
    @FunctionalInterface
    public interface Move {
        void run() throws IOException;
    }

    /** Its mail is moved while nobody may open or fill the mailbox; the old address stays as an alias. */
    public void rename(Address from, Address to, Move mail) throws IOException {
        renamed(from, to);
        mail.run();
        arrived(to);
    }

    /** The account has its new name, and its mail is still on the way. */
    public void renamed(Address from, Address to) {
        Account was = directory.account(from).orElseThrow();
        replace(was.id(), Optional.of(account(was, to)), true);
        synchronized (this) {
            former.removeIf(old -> old.address().equals(to));
            former.add(new Snapshot.Former(from, was.id()));
        }
        directory.refresh();
    }

    public void arrived(Address to) {
        Account now = directory.account(to).orElseThrow();
        replace(now.id(), Optional.of(now), false);
        directory.refresh();
    }

    public void remove(Address address, Move mail) throws IOException {
        long id = directory.account(address).orElseThrow().id();
        replace(id, Optional.empty(), false);
        synchronized (this) {
            former.removeIf(old -> old.account() == id);
        }
        directory.refresh();
        mail.run();
    }

    public void removeAlias(Address address) {
        synchronized (this) {
            aliases.removeIf(alias -> alias.address().equals(address));
        }
        directory.refresh();
    }

    public void add(Account account) {
        synchronized (this) {
            people.add(new Snapshot.Person(account, new Credentials("", ""), false));
        }
        directory.refresh();
    }

    public void add(Entry.Alias alias) {
        synchronized (this) {
            aliases.add(alias);
        }
        directory.refresh();
    }

    private static Account account(Account was, Address now) {
        return new Account(was.id(), now, was.name(), was.enabled(), was.administrator(), was.quota(), was.language());
    }

    private synchronized void replace(long id, Optional<Account> by, boolean moving) {
        people.removeIf(person -> person.account().id() == id);
        by.ifPresent(account -> people.add(new Snapshot.Person(account, new Credentials("", ""), moving)));
    }
}
