package barua.queue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.util.List;

/** The port through which a waiting message leaves: by SMTP to other servers, or into a mailbox of ours that could not take it before. */
public interface Transport {

    /** One attempt for recipients of one hop; one outcome for each, in their order. Never throws for what the peer does. */
    List<Outcome> attempt(String queueId, ReversePath from, List<Address> to, Content content);

    /**
     * @param status     done, passing or lasting
     * @param remoteHost who said so; empty where it was us
     * @param remoteReply its words; empty where it was us
     */
    record Outcome(Address recipient, barua.message.Status status, String remoteHost, String remoteReply) {
    }
}
