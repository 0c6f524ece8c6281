package barua.directory;

import jakarta.ejb.ApplicationException;

/** A change is refused, with a sentence for whoever asked. Nothing was changed. */
@ApplicationException(rollback = true)
public final class DirectoryException extends Exception {

    private static final long serialVersionUID = 1L;

    public enum Reason { NONEXISTENT, ALREADY_EXISTS, NOT_ALLOWED, LIMIT }

    private final Reason reason;

    public DirectoryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
