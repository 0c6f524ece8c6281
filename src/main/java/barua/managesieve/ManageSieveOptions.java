package barua.managesieve;

import barua.net.Tls;
import java.util.List;
import java.util.Optional;

/**
 * What this door says of the server (RFC 5804 §1.7).
 *
 * @param tls        for STARTTLS; before TLS, AUTHENTICATE is refused
 * @param extensions what scripts may require
 * @param redirects  of one letter at most
 */
public record ManageSieveOptions(String hostname, Optional<Tls> tls, List<String> extensions, int redirects) {

    public ManageSieveOptions {
        extensions = List.copyOf(extensions);
    }
}
