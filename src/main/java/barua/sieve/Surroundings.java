package barua.sieve;

import java.util.Optional;

/** The port through which a script asks about what lies around the letter. Asking changes nothing. All may be asked many times in a run. */
public interface Surroundings {

    /** Whether there is a folder of that name that mail can be filed into (RFC 5490 §3.1). */
    default boolean mailboxExists(String name) {
        return false;
    }

    /** The folder that has that MAILBOXID (RFC 9042). */
    default Optional<String> mailboxById(String id) {
        return Optional.empty();
    }

    /** The folder that serves that use, such as {@code \Junk} (RFC 8579). */
    default Optional<String> mailboxByUse(String use) {
        return Optional.empty();
    }

    /** An annotation (RFC 5464, 5490 §3.3). @param mailbox empty for one of the server */
    default Optional<String> metadata(Optional<String> mailbox, String entry) {
        return Optional.empty();
    }

    /** Whether that was remembered before, and still is (RFC 7352). */
    default boolean remembered(String handle, String id) {
        return false;
    }

    /** Items of the environment (RFC 5183, 6785 §4.4) besides those that a run knows by itself. */
    default Optional<String> environment(String item) {
        return Optional.empty();
    }

    /** Nothing around. */
    Surroundings NONE = new Surroundings() {
    };
}
