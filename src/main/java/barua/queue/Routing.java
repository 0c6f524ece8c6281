package barua.queue;

import barua.message.Address;

/** The port that says, at each attempt anew, which way a recipient goes. */
public interface Routing {

    /** Recipients with equal hops share one attempt. */
    Hop hop(Address recipient);

    sealed interface Hop {

        /** To the domain's mail hosts. */
        record Mx(barua.message.Domain domain) implements Hop {
        }

        /** To one given host. */
        record Relay(String host, int port) implements Hop {
        }

        /** To a mailbox of ours. */
        record Home() implements Hop {
        }
    }
}
