package barua.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** A delivery status notification (RFC 3464, RFC 3462): what could not be delivered, to whom and why, in English and Swahili. */
public record Bounce(String reportingHost, Address from, Address to, String queueId, Instant arrived, List<Failure> failures, Content original) {

    /**
     * @param remoteHost   who refused; empty where it was us
     * @param remoteReply  the peer's last words; empty where it was us
     */
    public record Failure(Address recipient, Status status, String remoteHost, String remoteReply) {
    }

    /** multipart/report; the original's header alone is returned, at most 64 KB of it. */
    public void write(Instant when, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** The same, telling of a delay: nothing is lost yet, it is tried until {@code until}. */
    public void writeDelay(Instant when, Instant until, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
