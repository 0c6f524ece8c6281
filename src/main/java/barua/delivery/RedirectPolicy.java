package barua.delivery;

import barua.message.Address;
import barua.message.Domain;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where rules may send mail on to.
 *
 * @param domains   with {@link Where#APPROVED}: all of whose addresses are good
 * @param addresses with {@link Where#APPROVED}: folded
 * @param perHour   how many letters of one account in an hour, at most
 */
public record RedirectPolicy(Where where, Set<Domain> domains, Set<Address> addresses, int perHour) {

    public enum Where {
        ANY, OWN_DOMAINS,
        /** Own domains, and what is listed. */ APPROVED,
        NONE
    }

    public static final RedirectPolicy ANYWHERE = new RedirectPolicy(Where.ANY, Set.of(), Set.of(), 200);

    public RedirectPolicy {
        domains = Set.copyOf(domains);
        addresses = Set.copyOf(addresses);
    }

    /** @param ours whether a domain is one of this server's */
    public boolean allows(Address to, Predicate<Domain> ours) {
        return switch (where) {
            case ANY -> true;
            case OWN_DOMAINS -> ours.test(to.domain());
            case APPROVED -> ours.test(to.domain()) || domains.contains(to.domain()) || addresses.contains(to.folded());
            case NONE -> false;
        };
    }
}
