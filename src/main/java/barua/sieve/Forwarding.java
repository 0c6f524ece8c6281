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
public record Forwarding(boolean enabled, List<Address> to, boolean copy, boolean notSpam) implements RuleSheet.Part {

    /** Of its piece of the script. */
    public static final String NAME = "forwarding";

    public Forwarding {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to nobody");
        }
    }

    public static Forwarding of(Address to, boolean copy, boolean notSpam) {
        return new Forwarding(true, List.of(to), copy, notSpam);
    }

    @Override
    public String name() {
        return NAME;
    }

    public Forwarding enabled(boolean on) {
        return new Forwarding(on, to, copy, notSpam);
    }
}
