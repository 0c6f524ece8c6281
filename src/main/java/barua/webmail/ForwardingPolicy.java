package barua.webmail;

import barua.message.Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the administrator lets people forward their mail to.
 *
 * @param everywhere to any address
 * @param domains    else to these, as people read them; none where nobody may
 * @param good       whether an address is one of them
 * @param nobodys    whether an address is of a domain of ours, and nobody has it
 */
public record ForwardingPolicy(boolean everywhere, List<String> domains, Predicate<Address> good, Predicate<Address> nobodys) {

    public static final ForwardingPolicy EVERYWHERE = new ForwardingPolicy(true, List.of(), _ -> true, _ -> false);

    public ForwardingPolicy {
        domains = List.copyOf(domains);
    }

    /** The key of why mail may not or cannot go there; empty where it may. */
    Optional<String> refusal(Address to) {
        return nobodys.test(to) ? Optional.of("forwarding.bad.nobody") : everywhere || good.test(to) ? Optional.empty() : Optional.of("forwarding.refused");
    }

    String words(Words words) {
        return everywhere ? words.say("forwarding.allowed.any")
                : domains.isEmpty() ? words.say("forwarding.allowed.none") : words.say("forwarding.allowed.some", "domains", String.join(", ", domains));
    }
}
