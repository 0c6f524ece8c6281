package barua.net;

import java.io.IOException;

/** A line was longer than its limit. It has been skipped; the session may go on. */
public final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    private final byte[] start;

    /** @param start its first bytes */
    public LineTooLongException(String message, byte[] start) {
        super(message);
        this.start = start.clone();
    }

    /** How the line began: who it belongs to may be told by that. */
    public byte[] start() {
        return start.clone();
    }
}
