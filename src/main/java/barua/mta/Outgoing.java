package barua.mta;

import barua.message.Address;
import barua.message.Content;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The Outbox: mail of our own (webmail, bounces, replies) takes the same way through the Router as any other. */
public final class Outgoing implements Outbox {

    @Override
    public List<Status> send(ReversePath from, List<Address> to, Content content) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Takes a letter over at once, forced, and sends it after {@code hold}, even if nobody is connected any more.
     *
     * @return the queue id, for {@link #recall}
     * @throws IOException when it could not be kept: nothing was
     */
    public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Stops a held letter; false where it is too late. */
    public boolean recall(String queueId) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
