package barua.webmail;

import java.time.Duration;

/**
 * What the pages say and hold to about this installation.
 *
 * @param hostname         of the server, for Message-IDs and the foot of the sign-in page
 * @param organisation     for people, such as {@code Mfano University}; the sign-in page welcomes with it
 * @param messageSizeLimit in bytes, of a whole message as sent
 * @param sendHold         how long a sent letter can be called back
 * @param forwarding       where people may forward their mail to
 */
public record Site(String hostname, String organisation, long messageSizeLimit, Duration sendHold, ForwardingPolicy forwarding) {

    /** Forwarding to everywhere. */
    public Site(String hostname, String organisation, long messageSizeLimit, Duration sendHold) {
        this(hostname, organisation, messageSizeLimit, sendHold, ForwardingPolicy.EVERYWHERE);
    }
}
