package barua.pop3;

import barua.net.Tls;
import java.util.Optional;

/** @param tls for STLS; before TLS, USER, PASS and AUTH are refused */
public record Pop3Options(String hostname, Optional<Tls> tls) {
}
