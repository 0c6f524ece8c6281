package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A snapshot made ready to be asked. Immutable. Ten thousand accounts take some 20 ms to make ready. */
final class Index {

    /** Local parts that every domain must have (RFC 5321 §4.5.1, RFC 2142 §2, §5). */
    private static final List<String> ALWAYS = List.of("postmaster", "abuse");
    private static final int DEEPEST = 10;   // aliases that lead to aliases, where the sender's right is asked

    private final Snapshot snapshot;
    private final Set<Domain> domains;
    private final Map<Address, Entry> entries = new HashMap<>();
    private final Map<Address, Snapshot.Person> people = new HashMap<>();
    private final Map<Long, Snapshot.Person> byId = new HashMap<>();
    private final Map<Long, List<Address>> senders = new HashMap<>();
    private final List<Account> accounts = new ArrayList<>();

    Index(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.domains = Set.copyOf(snapshot.domains());
        for (Snapshot.Person person : snapshot.people()) {
            byId.put(person.account().id(), person);
            people.put(person.account().address(), person);
            entries.put(person.account().address(), new Entry.Person(person.account()));
            accounts.add(person.account());
        }
        snapshot.aliases().forEach(alias -> entries.put(alias.address(), alias));
        for (Snapshot.Former former : snapshot.former()) {
            Snapshot.Person now = byId.get(former.account());
            if (now != null) {
                entries.put(former.address(), new Entry.Alias(former.address(), List.of(now.account().address())));
            }
        }
        snapshot.domains().forEach(this::addWhatAlwaysExists);
        indexSenders();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    boolean isOurs(Domain domain) {
        return domains.contains(domain);
    }

    Set<Domain> unsearched() {
        return snapshot.unsearched();
    }

    List<Account> accounts() {
        return java.util.Collections.unmodifiableList(accounts);
    }

    Entry lookUp(Address address) {
        if (!isOurs(address.domain())) {
            return new Entry.Foreign();
        }
        Entry entry = entries.get(address.folded());
        return entry == null ? new Entry.Nobody() : entry;
    }

    Optional<Snapshot.Person> person(Address address) {
        return Optional.ofNullable(people.get(address.folded()));
    }

    Optional<Snapshot.Person> person(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By present or former address, or by a local part of the main domain. */
    Optional<Snapshot.Person> byLogin(String user) {
        String name = user.strip();
        Optional<Address> address = name.indexOf('@') >= 0 ? Address.parse(name)
                : name.isEmpty() || domains.isEmpty() ? Optional.empty() : Optional.of(new Address(name, snapshot.domains().getFirst()));
        return address.flatMap(this::withFormer);
    }

    List<Address> sendersOf(long account) {
        return senders.getOrDefault(account, List.of());
    }

    private Optional<Snapshot.Person> withFormer(Address address) {
        Optional<Snapshot.Person> person = person(address);
        if (person.isPresent()) {
            return person;
        }
        boolean former = entries.get(address.folded()) instanceof Entry.Alias;
        return former ? snapshot.former().stream().filter(old -> old.address().equals(address.folded())).findFirst()
                .flatMap(old -> person(old.account())) : Optional.empty();
    }

    private void addWhatAlwaysExists(Domain domain) {
        List<Address> keepers = keepers(domain);
        for (String local : ALWAYS) {
            Address address = new Address(local, domain);
            if (!keepers.isEmpty()) {
                entries.putIfAbsent(address, new Entry.Alias(address, keepers));
            }
        }
    }

    /** The administrators of that domain, else all administrators, else whoever was there first: somebody must read this mail. */
    private List<Address> keepers(Domain domain) {
        List<Account> able = accounts.stream().filter(Account::enabled).toList();
        List<Account> administrators = able.stream().filter(Account::administrator).toList();
        List<Account> own = administrators.stream().filter(account -> account.address().domain().equals(domain)).toList();
        List<Account> chosen = !own.isEmpty() ? own : !administrators.isEmpty() ? administrators : able.stream().limit(1).toList();
        return chosen.stream().map(Account::address).toList();
    }

    private void indexSenders() {
        accounts.forEach(account -> senders.computeIfAbsent(account.id(), _ -> new ArrayList<>()).add(account.address()));
        entries.values().forEach(entry -> {
            if (entry instanceof Entry.Alias alias) {
                leadsTo(alias, DEEPEST).ifPresent(account -> senders.get(account.id()).add(alias.address()));
            }
        });
        senders.replaceAll((id, addresses) -> {
            Address own = byId.get(id).account().address();
            return addresses.stream().distinct().sorted(java.util.Comparator.comparing((Address address) -> !address.equals(own))
                    .thenComparing(java.util.Comparator.naturalOrder())).toList();
        });
    }

    /** The one account that all of the alias's mail ends at. */
    private Optional<Account> leadsTo(Entry.Alias alias, int depth) {
        if (alias.targets().size() != 1 || depth == 0) {
            return Optional.empty();
        }
        return switch (lookUp(alias.targets().getFirst())) {
            case Entry.Person(Account account) -> Optional.of(account);
            case Entry.Alias next -> leadsTo(next, depth - 1);
            case Entry.Members _ -> Optional.empty();
            case Entry.Nobody() -> Optional.empty();
            case Entry.Foreign() -> Optional.empty();
        };
    }
}
