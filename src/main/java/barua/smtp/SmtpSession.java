package barua.smtp;

import barua.net.Connection;
import barua.net.Service;
import java.io.IOException;

/** One SMTP or LMTP conversation, on a virtual thread of its own (RFC 5321 §3, §4.1.4; RFC 2033). */
public final class SmtpSession implements Service {

    public SmtpSession(SmtpOptions options, Receiver receiver) {
    }

    @Override
    public void serve(Connection connection) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
