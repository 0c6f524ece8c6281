package barua.imap;

import barua.net.Tls;
import java.util.Optional;

/**
 * @param tls          for STARTTLS; before TLS, LOGIN and AUTHENTICATE are refused and LOGINDISABLED is said
 * @param appendLimit  largest message in bytes (RFC 7889)
 * @param sieve        where scripts are kept, {@code sieve://host:port}; empty where none are run on events (RFC 6785)
 */
public record ImapOptions(String hostname, Optional<Tls> tls, long appendLimit, Optional<String> sieve) {

    public ImapOptions(String hostname, Optional<Tls> tls, long appendLimit) {
        this(hostname, tls, appendLimit, Optional.empty());
    }
}
