package barua.delivery;

import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.ReversePath;
import barua.message.Address;
import barua.message.Status;
import barua.trace.Trace;
import java.util.List;

/** One message into the mailboxes of one or more accounts. */
public final class Delivery {

    public Delivery(MailStore store, Trace trace) {
    }

    /**
     * @param account the mailbox
     * @param detail  what stood behind {@code +} in the recipient; empty where there was none
     * @param original the recipient as the peer wrote it
     */
    public record Recipient(Address account, String detail, Address original) {
    }

    /** Durable when it returns; one status for each recipient, in their order. */
    public List<Status> deliver(String queueId, ReversePath from, Staged message, List<Recipient> to, String token) {
        throw new UnsupportedOperationException("contract");
    }
}
