package barua.managesieve;

import barua.net.Tls;
import java.util.List;
import java.util.Optional;

/**
 * What this door says of the server (RFC 5804 §1.7).
 *
 * @param tls        for STARTTLS; before TLS, AUTHENTICATE is refused
 * @param extensions what scripts may require
 * @param lists      URI schemes of the lists that scripts may ask (RFC 6134)
 * @param redirects  of one letter at most
 */
public record ManageSieveOptions(String hostname, Optional<Tls> tls, List<String> extensions, List<String> lists, int redirects) {

    public ManageSieveOptions {
        extensions = List.copyOf(extensions);
        lists = List.copyOf(lists);
    }
}
