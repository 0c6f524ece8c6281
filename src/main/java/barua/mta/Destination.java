package barua.mta;

import barua.directory.Account;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.Status;

/** Where one recipient's copy goes. */
public sealed interface Destination {

    record Local(Account account, String detail, Address original) implements Destination {
    }

    record Remote(Address recipient) implements Destination {
    }

    /** To many at once: never while the peer waits, but from the queue. */
    record Members(Entry.Members list) implements Destination {
    }

    record Refused(Address recipient, Status why) implements Destination {
    }
}
