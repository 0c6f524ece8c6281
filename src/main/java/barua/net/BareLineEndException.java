package barua.net;

import java.io.IOException;

/** A line held a CR or LF alone (RFC 5321 §2.3.8). It has been skipped; the session may go on. */
public final class BareLineEndException extends IOException {

    private static final long serialVersionUID = 1L;

    public BareLineEndException(String message) {
        super(message);
    }
}
