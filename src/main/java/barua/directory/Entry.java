package barua.directory;

import barua.message.Address;
import java.util.List;

/** What one address of ours stands for. */
public sealed interface Entry {

    record Person(Account account) implements Entry {
    }

    record Alias(Address address, List<Address> targets) implements Entry {
    }

    /** An {@link AddressSource} owns the address: mail to it is for all of them, who may be many and anywhere. */
    record Members(Address address, List<Address> members) implements Entry {

        public Members {
            members = List.copyOf(members);
        }
    }

    /** The domain is ours, the address is nobody's. */
    record Nobody() implements Entry {
    }

    /** The domain is not ours. */
    record Foreign() implements Entry {
    }
}
