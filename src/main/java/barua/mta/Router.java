package barua.mta;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.Domain;
import barua.message.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a recipient's mail goes: aliases, {@code +detail}, loops, depth and fan-out are resolved here and nowhere else. Asks only
 * memory, so it may be asked for each RCPT.
 */
final class Router {

    private static final int DEEPEST = 10;
    private static final int WIDEST = 2_000;   // destinations of one recipient
    private static final int MOST_MEMBERS = 100_000;

    private static final Status UNKNOWN = Status.lasting(1, 1, "no such user here");
    private static final Status DISABLED = Status.lasting(2, 1, "mailbox disabled");
    static final Status MOVING = Status.passing(2, 1, "mailbox is being moved, try again later");
    private static final Status LOOP = Status.lasting(4, 6, "alias leads to itself");
    private static final Status TOO_DEEP = Status.lasting(4, 6, "too many aliases in a row");
    private static final Status TOO_WIDE = Status.lasting(5, 3, "too many recipients behind this address");

    private final MtaOptions options;
    private final Directory directory;

    Router(MtaOptions options, Directory directory) {
        this.options = options;
        this.directory = directory;
    }

    /**
     * The address in a domain of ours that one at this host means: at an address literal of ours anybody's (RFC 1123 §5.2.17), at our
     * host name, which need not be a mail domain, the postmaster's (RFC 5321 §4.5.1). Every other one as it is.
     */
    Address home(Address recipient) {
        List<Domain> domains = directory.domains();
        boolean atHost = recipient.domain().ascii().equalsIgnoreCase(options.hostname()) && recipient.local().equalsIgnoreCase("postmaster");
        boolean here = !domains.isEmpty() && !directory.isOurs(recipient.domain()) && (atHost || isOwnLiteral(recipient.domain()));
        return here ? new Address(recipient.local(), domains.getFirst()) : recipient;
    }

    private boolean isOwnLiteral(Domain domain) {
        return domain.address().filter(address -> address.isLoopbackAddress() || options.addresses().contains(address)).isPresent();
    }

    /** Whether somebody who writes under that name writes as this server. */
    boolean isOurName(String name) {
        return name.equalsIgnoreCase(options.hostname()) || Domain.parse(name).filter(directory::isOurs).isPresent();
    }

    /** One or more destinations, none twice. Where some of an alias's targets can be reached the others are still listed, as refused;
     * an alias that leads to too many is refused as a whole. */
    List<Destination> route(Address asked) {
        Address recipient = home(asked);
        return new Way(recipient, WIDEST, false).from(recipient);
    }

    /** Everybody behind the list, also behind lists that it names: whoever is named twice is there once. */
    List<Destination> members(Entry.Members list) {
        return new Way(list.address(), MOST_MEMBERS, true).from(list.address());
    }

    /** Whether that account is still where its mail goes: named so, able to get mail, not on its way to another name. */
    boolean stands(Destination.Local local) {
        Address address = local.account().address();
        return directory.account(address).filter(Account::enabled).isPresent() && !directory.isMoving(address);
    }

    /** Where mail for that account goes by now. */
    List<Destination> again(Destination.Local local) {
        return route(Carrier.address(local)).stream().map(destination -> switch (destination) {
            case Destination.Local(Account account, String detail, _) -> new Destination.Local(account, detail, local.original());
            case Destination.Remote _, Destination.Members _, Destination.Refused _ -> destination;
        }).toList();
    }

    /** The address without what stands behind its first {@code +}. */
    static Address base(Address address) {
        int plus = address.local().indexOf('+');
        return plus <= 0 ? address : new Address(address.local().substring(0, plus), address.domain());
    }

    private static String detail(Address address) {
        int plus = address.local().indexOf('+');
        return plus <= 0 ? "" : address.local().substring(plus + 1);
    }

    /** One resolution: what has been seen and found so far. */
    private final class Way {

        private final Address original;
        private final int widest;
        private final boolean expanding;    // lists too, not only aliases
        private final Set<Address> seen = new HashSet<>();
        private final Map<Target, Destination> found = new LinkedHashMap<>();
        private boolean tooWide;

        Way(Address original, int widest, boolean expanding) {
            this.original = original;
            this.widest = widest;
            this.expanding = expanding;
        }

        List<Destination> from(Address recipient) {
            follow(recipient, "", 0);
            if (found.isEmpty()) {
                add(new Destination.Refused(recipient, LOOP));
            }
            return tooWide ? List.of(new Destination.Refused(recipient, TOO_WIDE)) : List.copyOf(found.values());
        }

        /** @param inherited the detail of the alias that led here, where the target has none of its own */
        void follow(Address address, String inherited, int depth) {
            if (found.size() >= widest) {
                tooWide = true;
                return;
            }
            Entry whole = directory.lookUp(address);
            boolean detailed = whole instanceof Entry.Nobody && !base(address).equals(address);
            Entry entry = detailed ? directory.lookUp(base(address)) : whole;
            String detail = detailed ? detail(address) : inherited;
            switch (entry) {
                case Entry.Person(Account account) -> add(arrive(account, detail));
                case Entry.Alias(Address alias, List<Address> targets) -> fan(alias, targets, detail, depth);
                case Entry.Members list when expanding -> fan(list.address(), list.members(), "", depth);
                case Entry.Members list -> add(new Destination.Members(list));
                case Entry.Nobody() -> add(options.srs().flatMap(srs -> srs.original(address)).<Destination>map(Destination.Remote::new)
                        .orElseGet(() -> new Destination.Refused(address, UNKNOWN)));
                case Entry.Foreign() -> add(new Destination.Remote(address));
            }
        }

        private void fan(Address alias, List<Address> targets, String detail, int depth) {
            if (!seen.add(alias)) {
                return;
            }
            if (depth >= DEEPEST) {
                add(new Destination.Refused(alias, TOO_DEEP));
                return;
            }
            targets.forEach(target -> follow(target, detail, depth + 1));
        }

        private Destination arrive(Account account, String detail) {
            if (!account.enabled()) {
                return new Destination.Refused(account.address(), DISABLED);
            }
            return directory.isMoving(account.address()) ? new Destination.Refused(account.address(), MOVING)
                    : new Destination.Local(account, detail, original);
        }

        void add(Destination destination) {
            found.putIfAbsent(Target.of(destination), destination);
        }
    }

    /** All destinations, none twice. */
    static List<Destination> distinct(List<Destination> destinations) {
        Map<Target, Destination> distinct = new LinkedHashMap<>();
        destinations.forEach(destination -> distinct.putIfAbsent(Target.of(destination), destination));
        return new ArrayList<>(distinct.values());
    }
}
