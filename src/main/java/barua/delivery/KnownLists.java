package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.Domain;
import barua.sieve.ExternalLists;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The lists that scripts may ask (RFC 6134), by name:
 *
 * <pre>
 * urn:ietf:params:sieve:addrbook:default   whom the account has written to, and its colleagues; also ":addrbook:default"
 * tag:barua,2026:colleagues                the accounts of the account's own domain
 * tag:barua,2026:accounts:DOMAIN           the accounts of that domain of this server
 * tag:barua,2026:accounts                  all accounts of this server
 * tag:barua,2026:members:ADDRESS           all whom mail to that alias or list goes to
 * </pre>
 *
 * An account is in a list with each address that it may write from, and with any {@code +detail}. Of what a directory does not show everybody
 * an account's own script learns no more than by writing there: whom an address leads to only those know whom it leads to, and other domains' people can
 * be asked for, one by one, and not be written to as a list. Scripts of the institution may ask for all of it.
 */
public final class KnownLists {

    /** The URI schemes of list names (RFC 6134). */
    public static final List<String> SCHEMES = List.of("tag", "urn");

    private static final String SHORT = "urn:ietf:params:sieve";
    private static final String ADDRESS_BOOK = SHORT + ":addrbook:default";
    private static final String OURS = "tag:barua,2026:";
    private static final String OF_DOMAIN = "accounts:";
    private static final String OF_ADDRESS = "members:";
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_VALUE = 16 << 10;
    private static final int DEEPEST = 10;          // aliases that lead to aliases
    private static final int MOST_MEMBERS = 10_000;

    private final Directory directory;
    private final Addressees addressees;

    public KnownLists(MailStore store, Directory directory) {
        this.directory = directory;
        this.addressees = new Addressees(store);
    }

    /** What scripts of that account may ask. @param account folded */
    public ExternalLists of(Address account) {
        return name -> find(name, account, false);
    }

    /** What scripts of the institution may ask while they are run on that account's mail. */
    public ExternalLists ofInstitution(Address account) {
        return new ExternalLists() {
            @Override
            public Optional<Held> find(String name) {
                return KnownLists.this.find(name, account, true);
            }

            @Override
            public ExternalLists personal() {
                return of(account);
            }
        };
    }

    private Optional<ExternalLists.Held> find(String name, Address account, boolean institution) {
        // RFC 6134: what begins with a colon is a name of the IETF's; schemes have no case.
        String whole = name.startsWith(":") ? SHORT + name : name;
        if (whole.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        if (whole.equalsIgnoreCase(ADDRESS_BOOK)) {
            return Optional.of(addressBook(account));
        }
        if (!whole.regionMatches(true, 0, OURS, 0, "tag:".length()) || !whole.startsWith("barua,2026:", "tag:".length())) {
            return Optional.empty();
        }
        String which = whole.substring(OURS.length());
        Domain own = account.domain();
        if (which.equals("colleagues")) {
            return Optional.of(accounts(own::equals, true));
        }
        if (which.equals("accounts")) {
            return Optional.of(accounts(_ -> true, institution));
        }
        if (which.startsWith(OF_DOMAIN)) {
            return Domain.parse(which.substring(OF_DOMAIN.length())).filter(directory::isOurs)
                    .map(domain -> accounts(domain::equals, institution || domain.equals(own)));
        }
        return !which.startsWith(OF_ADDRESS) ? Optional.empty() : Address.parse(which.substring(OF_ADDRESS.length()))
                .flatMap(address -> members(address)).filter(members -> institution || members.contains(account)).map(members -> fixed(members));
    }

    private ExternalLists.Held addressBook(Address account) {
        ExternalLists.Held colleagues = accounts(account.domain()::equals, true);
        return new Holding(address -> addressees.of(account).contains(address) || colleagues.has(address.toString()),
                () -> Stream.concat(addressees.of(account).stream(), colleagues.members().stream()));
    }

    /** @param shown whether its members may be seen as a whole */
    private ExternalLists.Held accounts(Predicate<Domain> of, boolean shown) {
        return new Holding(address -> owner(address).filter(Account::enabled).filter(account -> of.test(account.address().domain())).isPresent(),
                () -> !shown ? Stream.empty() : directory.accounts().stream().filter(account -> account.enabled() && of.test(account.address().domain()))
                        .map(Account::address));
    }

    private ExternalLists.Held fixed(SequencedSet<Address> members) {
        return new Holding(address -> members.contains(address) || owner(address).filter(account -> members.contains(account.address())).isPresent(),
                members::stream);
    }

    /** The account that may write from there, if one alone may. */
    private Optional<Account> owner(Address address) {
        if (!directory.isOurs(address.domain())) {
            return Optional.empty();
        }
        int plus = address.local().indexOf('+');
        Address base = plus <= 0 ? address : new Address(address.local().substring(0, plus), address.domain());
        return directory.account(base).or(() -> members(base).filter(members -> members.size() == 1).flatMap(members -> directory.account(members.getFirst())));
    }

    /** All whom mail to an alias or list ends at, folded; empty where it is none. */
    private Optional<SequencedSet<Address>> members(Address address) {
        return switch (directory.lookUp(address)) {
            case Entry.Alias _, Entry.Members _ -> {
                LinkedHashSet<Address> members = new LinkedHashSet<>();
                expand(address, DEEPEST, members);
                yield Optional.of(members);
            }
            case Entry.Person _, Entry.Nobody _, Entry.Foreign _ -> Optional.empty();
        };
    }

    private void expand(Address address, int depth, SequencedSet<Address> into) {
        if (depth < 0 || into.size() >= MOST_MEMBERS) {
            return;
        }
        switch (directory.lookUp(address)) {
            case Entry.Person(Account account) -> into.add(account.address());
            case Entry.Alias(_, List<Address> targets) -> targets.forEach(target -> expand(target, depth - 1, into));
            case Entry.Members(_, List<Address> members) -> members.forEach(member -> expand(member, depth - 1, into));
            case Entry.Nobody _, Entry.Foreign _ -> into.add(address.folded());
        }
    }

    /** @param all its members, some of them twice */
    private record Holding(Predicate<Address> holds, Supplier<Stream<Address>> all) implements ExternalLists.Held {

        @Override
        public boolean has(String value) {
            Optional<Address> one = Address.parse(value.strip());
            return one.isPresent() ? holds.test(one.get().folded()) : value.length() <= LONGEST_VALUE && value.indexOf('@') >= 0
                    && AddressParser.list(value).stream().anyMatch(item -> item instanceof AddressItem.Mailbox person
                            && person.address().map(Address::folded).filter(holds).isPresent());
        }

        @Override
        public List<Address> members() {
            return all.get().distinct().limit(MOST_MEMBERS).toList();
        }
    }
}
