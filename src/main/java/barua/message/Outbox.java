package barua.message;

import java.io.IOException;
import java.util.List;

/**
 * The port through which every station sends mail of its own (bounces, replies, invitations): it is routed, limited and
 * signed like any other. {@code mta} implements it, {@code server} plugs it in.
 */
public interface Outbox {

    /**
     * Takes over one message for its recipients. When this returns, each recipient with a done status is delivered or in
     * the forced queue; the others have been refused and are the caller's to tell.
     *
     * @return one status for each recipient, in their order
     * @throws IOException when nothing could be kept; the caller still has the message
     */
    List<Status> send(ReversePath from, List<Address> to, Content content) throws IOException;

    /**
     * As {@link #send}, for a letter that may be handed over again after a crash: with the same id, within an hour, nobody gets it twice.
     * An outbox without a memory just sends.
     *
     * @param id letters, digits, '-' and '_', at most 64
     */
    default List<Status> sendOnce(String id, ReversePath from, List<Address> to, Content content) throws IOException {
        return send(from, to, content);
    }
}
