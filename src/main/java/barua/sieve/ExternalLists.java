package barua.sieve;

import barua.message.Address;
import java.util.List;
import java.util.Optional;

/** The port through which scripts ask about lists that are kept elsewhere (RFC 6134). Asking changes nothing, and may happen many times in a run. */
@FunctionalInterface
public interface ExternalLists {

    /** One list. */
    interface Held {

        /** Whether the list holds that value: an address, or a field with addresses in it, one of which is enough. */
        boolean has(String value);

        /** Its members, for {@code redirect :list} (RFC 6134 §2.3): none where they are not this script's to write to. */
        List<Address> members();
    }

    /** The list of that name, a URI, as {@code valid_ext_list} asks too; empty where there is none now, or it is not this script's to ask. */
    Optional<Held> find(String name);

    /** What an account's own script may ask, where this is what the institution's may. */
    default ExternalLists personal() {
        return this;
    }

    ExternalLists NONE = _ -> Optional.empty();
}
