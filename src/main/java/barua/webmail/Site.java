package barua.webmail;

import java.time.Duration;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * What the pages say and hold to about this installation.
 *
 * @param hostname         of the server, for Message-IDs and the foot of the sign-in page
 * @param organisation     for people, such as {@code Mfano University}; the sign-in page welcomes with it
 * @param messageSizeLimit in bytes, of a whole message as sent
 * @param sendHold         how long a sent letter can be called back
 * @param forwarding       where people may forward their mail to
 * @param vacation         the institution's words for who is away, by language; those that are missing are the usual ones
 * @param sealKey          of addresses that need no cookie, HMAC-SHA-256
 */
public record Site(String hostname, String organisation, long messageSizeLimit, Duration sendHold, ForwardingPolicy forwarding, Map<String, String> vacation,
        SecretKey sealKey) {

    public Site {
        vacation = Map.copyOf(vacation);
    }
}
