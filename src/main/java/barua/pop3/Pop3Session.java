package barua.pop3;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.Service;
import barua.sasl.Logins;
import barua.trace.Trace;
import java.io.IOException;

/** The POP3 door: serves one conversation for each connection (RFC 1939). */
public final class Pop3Session implements Service {

    public Pop3Session(Pop3Options options, Logins logins, MailStore store, Trace trace) {
    }

    @Override
    public void serve(Connection connection) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
