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
}
