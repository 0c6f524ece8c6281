package barua.imap;

import java.io.IOException;

/** The client cannot be served on, and is told why before the connection closes. */
final class HopelessException extends IOException {

    private static final long serialVersionUID = 1L;

    HopelessException(String why) {
        super(why);
    }
}
