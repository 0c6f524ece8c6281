package barua.delivery;

import barua.mailbox.Memory;
import barua.message.Address;
import java.io.IOException;

/** Where an account's memory is found. */
@FunctionalInterface
interface Memories {

    /** @throws barua.mailbox.MailboxException NONEXISTENT where the account is gone or has another name */
    Memory of(Address account) throws IOException;
}
