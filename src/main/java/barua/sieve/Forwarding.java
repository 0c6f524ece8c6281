package barua.sieve;

import barua.message.Address;
import java.util.List;

/**
 * Where all mail is sent on to.
 *
 * @param to      at least one
 * @param copy    what comes also stays here
 * @param notSpam not what was marked as spam on its way
 */
public record Forwarding(String name, boolean enabled, List<Address> to, boolean copy, boolean notSpam) implements RuleSheet.Part {

    public Forwarding {
        name = RuleName.plain(name);
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to nobody");
        }
    }

    public static Forwarding of(Address to, boolean copy, boolean notSpam) {
        return new Forwarding("Forwarding", true, List.of(to), copy, notSpam);
    }

    public Forwarding enabled(boolean on) {
        return new Forwarding(name, on, to, copy, notSpam);
    }
}
