package barua.sieve;

import java.util.Optional;

/** The port through which {@code include} (RFC 6609) finds other scripts. */
@FunctionalInterface
public interface Includes {

    /** The script's text; empty where there is none of that name. @param global else one of the account's own */
    Optional<byte[]> find(String name, boolean global);

    Includes NONE = (_, _) -> Optional.empty();
}
