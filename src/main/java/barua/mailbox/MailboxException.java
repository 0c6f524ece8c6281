package barua.mailbox;

import java.io.IOException;

/** The store refuses, with a reason that every door can put into its own words. Nothing was changed. */
public final class MailboxException extends IOException {

    private static final long serialVersionUID = 1L;

    public enum Reason {
        /** No such folder or account. */ NONEXISTENT,
        /** There is one of that name. */ ALREADY_EXISTS,
        /** Never possible, such as deleting INBOX. */ CANNOT,
        /** The mailbox is full. */ OVER_QUOTA,
        /** The disk is full or nearly full. */ DISK_FULL,
        /** A bound was reached: keywords, folders, levels. */ LIMIT,
        /** The disk failed or the store is closing: try later. */ UNAVAILABLE,
        /** The message has gone meanwhile. */ EXPUNGED,
        /** Somebody else changed it since it was seen. */ CHANGED,
        /** The file of this one message cannot be read; all others can, and it may be moved and deleted as they. */ UNREADABLE
    }

    private final Reason reason;

    public MailboxException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public MailboxException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
