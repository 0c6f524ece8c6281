package barua.imap;

import java.io.IOException;

/** The connection, not the store, failed: the session is over. The cause says how. */
final class PeerException extends IOException {

    private static final long serialVersionUID = 1L;

    PeerException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
