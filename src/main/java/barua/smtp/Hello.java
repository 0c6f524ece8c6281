package barua.smtp;

import barua.net.Connection;
import barua.sasl.SaslExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the answer to EHLO and LHLO offers: only what is honoured all the way, and only what makes sense on this connection now. */
final class Hello {

    private Hello() {
    }

    static Reply extended(SmtpOptions options, Connection connection, boolean loggedIn) {
        List<String> lines = new ArrayList<>();
        lines.add(options.hostname());
        lines.add("PIPELINING");                          // RFC 2920
        lines.add("SIZE " + options.sizeLimit());         // RFC 1870
        lines.add("8BITMIME");                            // RFC 6152
        lines.add("ENHANCEDSTATUSCODES");                 // RFC 2034
        lines.add("SMTPUTF8");                            // RFC 6531
        lines.add("CHUNKING");                            // RFC 3030, without BINARYMIME: mail is kept as CRLF lines
        if (options.tls().isPresent() && !connection.isSecure()) {
            lines.add("STARTTLS");                        // RFC 3207 §4.2: not again once TLS runs
        }
        if (options.logins().isPresent() && connection.isSecure() && !loggedIn) {
            lines.add("AUTH " + mechanisms(connection));  // RFC 4954 §3
        }
        return new Reply(250, lines);
    }

    private static String mechanisms(Connection connection) {
        return SaslExchange.MECHANISMS.stream()
                .filter(name -> !name.endsWith("-PLUS") || connection.serverEndPoint().isPresent())
                .collect(Collectors.joining(" "));
    }
}
