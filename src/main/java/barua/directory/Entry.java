package barua.directory;

import barua.message.Address;
import java.util.List;

/** What one address of ours stands for. */
public sealed interface Entry {

    record Person(Account account) implements Entry {
    }

    record Alias(Address address, List<Address> targets) implements Entry {
    }

    /** The domain is ours, the address is nobody's. */
    record Nobody() implements Entry {
    }

    /** The domain is not ours. */
    record Foreign() implements Entry {
    }
}
