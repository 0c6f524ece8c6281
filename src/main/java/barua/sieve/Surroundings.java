package barua.sieve;

import barua.message.Address;
import java.util.List;
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

    /** Whether a list holds a value (RFC 6134); empty where there is no list of that name. */
    default Optional<Boolean> listHas(String list, String value) {
        return Optional.empty();
    }

    /** The addresses of a list, for {@code redirect :list} (RFC 6134 §2.3); empty where there is no list of that name. */
    default Optional<List<Address>> members(String list) {
        return Optional.empty();
    }

    /** Items of the environment (RFC 5183, 6785 §4.4) besides those that a run knows by itself. */
    default Optional<String> environment(String item) {
        return Optional.empty();
    }

    /** Names of lists that {@link #listHas} knows, for {@code valid_ext_list}. */
    default List<String> lists() {
        return List.of();
    }

    /** Nothing around. */
    Surroundings NONE = new Surroundings() {
    };
}
