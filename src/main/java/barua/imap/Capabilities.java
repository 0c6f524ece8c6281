package barua.imap;

import barua.net.Connection;
import barua.sasl.SaslExchange;
import java.util.ArrayList;
import java.util.List;

/** What CAPABILITY says, by how far the client has come (RFC 9051 §7.2.2, RFC 3501 §7.2.1). */
final class Capabilities {

    private static final List<String> ALWAYS = List.of("IMAP4rev2", "IMAP4rev1", "LITERAL+", "ID", "ENABLE", "SASL-IR");
    private static final List<String> LOGGED_IN = List.of("IDLE", "NAMESPACE", "CHILDREN", "LIST-EXTENDED", "LIST-STATUS", "SPECIAL-USE",
            "CREATE-SPECIAL-USE", "UNSELECT", "UIDPLUS", "MOVE", "ESEARCH", "SEARCHRES", "WITHIN", "BINARY", "STATUS=SIZE",
            "CONDSTORE", "QRESYNC", "UTF8=ACCEPT", "METADATA", "MULTISEARCH", "SEARCH=FUZZY",
            "SORT", "SORT=DISPLAY", "ESORT", "THREAD=ORDEREDSUBJECT", "THREAD=REFERENCES");

    private Capabilities() {
    }

    static String of(State state, Connection connection, ImapOptions options) {
        List<String> names = new ArrayList<>(ALWAYS);
        if (state instanceof State.Known) {
            names.addAll(LOGGED_IN);
            names.add("APPENDLIMIT=" + options.appendLimit());
            options.sieve().ifPresent(address -> names.add("IMAPSIEVE=" + address));
        } else if (connection.isSecure()) {
            boolean bound = connection.serverEndPoint().isPresent();
            SaslExchange.MECHANISMS.stream().filter(name -> bound || !name.endsWith("-PLUS")).forEach(name -> names.add("AUTH=" + name));
        } else {
            if (options.tls().isPresent()) {
                names.add("STARTTLS");
            }
            names.add("LOGINDISABLED");   // RFC 9051 §6.2.3: no password goes over an open line
        }
        return String.join(" ", names);
    }
}
