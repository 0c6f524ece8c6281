package barua.imap;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.Service;
import barua.sasl.Logins;
import barua.trace.Trace;
import java.io.IOException;

/** The IMAP door: serves one conversation for each connection (RFC 9051, RFC 3501). */
public final class ImapSession implements Service {

    public ImapSession(ImapOptions options, Logins logins, MailStore store, Trace trace) {
    }

    @Override
    public void serve(Connection connection) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
