package barua.smtp;

import barua.net.Tls;
import barua.sasl.Logins;
import java.util.Optional;

/**
 * What one door offers.
 *
 * @param kind      port 25, submission, or LMTP
 * @param hostname  in greeting and replies
 * @param sizeLimit largest message in bytes (RFC 1870)
 * @param tls       for STARTTLS; empty where it is not offered
 * @param logins    for AUTH; empty where it is not offered; only ever offered over TLS
 */
public record SmtpOptions(Kind kind, String hostname, long sizeLimit, int recipientLimit, Optional<Tls> tls, Optional<Logins> logins) {

    public enum Kind { MX, SUBMISSION, LMTP }
}
