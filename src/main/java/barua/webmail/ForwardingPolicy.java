package barua.webmail;

import barua.message.Address;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the administrator lets people forward their mail to.
 *
 * @param everywhere to any address
 * @param domains    else to these, as people read them; none where nobody may
 * @param good       whether an address is one of them
 */
public record ForwardingPolicy(boolean everywhere, List<String> domains, Predicate<Address> good) {

    public static final ForwardingPolicy EVERYWHERE = new ForwardingPolicy(true, List.of(), _ -> true);

    public ForwardingPolicy {
        domains = List.copyOf(domains);
    }

    boolean allows(Address to) {
        return everywhere || good.test(to);
    }

    String words(Words words) {
        return everywhere ? words.say("forwarding.allowed.any")
                : domains.isEmpty() ? words.say("forwarding.allowed.none") : words.say("forwarding.allowed.some", "domains", String.join(", ", domains));
    }
}
