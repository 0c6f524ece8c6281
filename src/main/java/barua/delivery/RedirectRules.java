package barua.delivery;

import barua.message.Address;
import java.nio.charset.StandardCharsets;

/** What is sent on, and what is not. */
final class RedirectRules {

    /** Whose rules sent the letter on; one for each time. */
    static final String MARK = "X-Sieve-Redirected-From";

    private RedirectRules() {
    }

    static byte[] mark(Address account) {
        return (MARK + ": " + account + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
