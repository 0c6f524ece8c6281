package barua.sasl;

import java.util.Optional;

/** The port to whoever knows accounts: {@code directory} implements it. Never says whether the name or the password was wrong. */
public interface Logins {

    /** How a login attempt ended. */
    sealed interface Result {

        /** @param account the account's address in its canonical form */
        record Granted(String account) implements Result {
        }

        record Denied() implements Result {
        }

        /** Too many wrong passwords from there; {@code seconds} until it may be tried again. */
        record Throttled(long seconds) implements Result {
        }

        /** No answer for now: the directory is away or too many log in at once. */
        record Unavailable() implements Result {
        }
    }

    /**
     * Checks a password; takes as long for an unknown name as for a wrong password.
     *
     * @param user     as typed
     * @param password UTF-8; the caller wipes it
     * @param remote   the peer's address, for throttling and the audit
     * @param service  such as {@code imap}
     */
    Result verify(String user, byte[] password, String remote, String service);

    /** What SCRAM needs of that user; for an unknown name something steady that no password fits (RFC 5802 §5.1). */
    ScramVerifier scram(String user);

    /** After SCRAM has proven the password: the account, enabled or not. */
    Result proven(String user, boolean correct, String remote, String service);

    /** The account that may act with this name without password, such as one certified elsewhere; empty where there is none. */
    default Optional<String> account(String user) {
        return Optional.empty();
    }
}
