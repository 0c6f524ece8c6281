package barua.imap;

import barua.net.Tls;
import java.util.Optional;

/**
 * @param tls          for STARTTLS; before TLS, LOGIN and AUTHENTICATE are refused and LOGINDISABLED is said
 * @param appendLimit  largest message in bytes (RFC 7889)
 */
public record ImapOptions(String hostname, Optional<Tls> tls, long appendLimit) {
}
