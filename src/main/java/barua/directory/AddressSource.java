package barua.directory;

import barua.message.Address;
import java.util.Optional;

/**
 * The port to a station above that owns addresses in our domains. Accounts, aliases and former addresses come first; what is nobody's is
 * asked for here.
 */
public interface AddressSource {

    /** Whom mail to that address is for; empty where the address is not one of its own. Called for each recipient: from memory, without waiting. */
    Optional<Entry.Members> members(Address address);
}
