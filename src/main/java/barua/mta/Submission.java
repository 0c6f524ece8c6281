package barua.mta;

import barua.smtp.Peer;
import barua.smtp.Receiver;

/**
 * Mail from our own people on ports 587 and 465 (RFC 6409): they have logged in, write from their own addresses only, and may write
 * to anybody. What a message lacks is added, and blind copies stay blind.
 */
final class Submission implements Receiver {

    private final Parts parts;

    Submission(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Visit visit(Peer peer) {
        return new SubmissionVisit(parts, peer);
    }
}
