package barua.smtp;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who is on the other end.
 *
 * @param helo   what it called itself, any text of a line; empty before EHLO
 * @param extended whether it said EHLO or LHLO
 * @param cipher the TLS protocol and cipher; empty while plain
 * @param login  the account it proved to be; empty before AUTH
 */
public record Peer(InetAddress address, String helo, boolean extended, Optional<String> cipher, Optional<String> login) {

    /** ESMTP, ESMTPS, ESMTPSA ... for the Received field (RFC 3848, RFC 6531 §4.3 excluded). */
    public String protocol() {
        return (extended ? "ESMTP" : "SMTP") + (cipher.isPresent() ? "S" : "") + (login.isPresent() ? "A" : "");
    }
}
