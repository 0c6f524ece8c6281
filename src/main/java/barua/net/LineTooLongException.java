package barua.net;

import java.io.IOException;

/** A line was longer than its limit. It has been skipped; the session may go on. */
public final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    public LineTooLongException(String message) {
        super(message);
    }
}
