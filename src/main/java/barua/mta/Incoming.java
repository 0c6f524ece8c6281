package barua.mta;

import barua.smtp.Peer;
import barua.smtp.Receiver;

/**
 * Mail from other servers: over SMTP on port 25, over LMTP on the loopback. It is for us alone, unless the peer is in one of our own
 * networks; a recipient that does not exist is refused at RCPT.
 */
final class Incoming implements Receiver {

    private final Parts parts;
    private final boolean lmtp;

    Incoming(Parts parts, boolean lmtp) {
        this.parts = parts;
        this.lmtp = lmtp;
    }

    @Override
    public Visit visit(Peer peer) {
        return new IncomingVisit(parts, lmtp, peer);
    }
}
