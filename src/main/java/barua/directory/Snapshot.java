package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import java.util.List;
import java.util.Set;

/**
 * What the directory held at one moment, as plain rows: what the database gives, and what the last-good copy keeps.
 * In the order in which things were made.
 *
 * @param unsearched domains whose accounts have no full-text index
 * @param decoy      the secret from which steady answers for unknown names are made; as text
 */
public record Snapshot(List<Domain> domains, Set<Domain> unsearched, List<Person> people, List<Former> former, List<Entry.Alias> aliases, String decoy) {

    static final Snapshot EMPTY = new Snapshot(List.of(), Set.of(), List.of(), List.of(), List.of(), "");

    public Snapshot {
        domains = List.copyOf(domains);
        unsearched = Set.copyOf(unsearched);
        people = List.copyOf(people);
        former = List.copyOf(former);
        aliases = List.copyOf(aliases);
    }

    /** @param moving its mail is on the way from a former address: nobody may open or fill the mailbox now */
    record Person(Account account, Credentials credentials, boolean moving) {
    }

    /** An address that an account had before. */
    record Former(Address address, long account) {
    }

    @Override
    public String toString() {
        return "Snapshot[" + domains.size() + " domains, " + people.size() + " accounts, " + aliases.size() + " aliases]";
    }
}
