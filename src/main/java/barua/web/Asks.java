package barua.web;

import barua.message.Address;
import java.util.Optional;
import java.util.function.Function;

/** How a station wants to know who asks. */
public sealed interface Asks {

    /** Not at all, for machines that look whether we are well: answered before anything else is there. */
    record Nobody() implements Asks {
    }

    /** Open to everybody; a session is known where there is one. */
    record Anybody() implements Asks {
    }

    /** By the session's cookie: people at browsers. Strangers are sent to the sign-in. */
    record Cookie() implements Asks {
    }

    /** By name and password with each request (RFC 7617): programs of people. */
    record Basic(String realm) implements Asks {
    }

    /** By a token that the station knows (RFC 6750). @param tokens the account that a token stands for; empty for a token that does not hold */
    record Bearer(String realm, Function<String, Optional<Address>> tokens) implements Asks {
    }
}
