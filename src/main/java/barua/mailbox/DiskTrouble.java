package barua.mailbox;

import barua.disk.DiskFullException;
import java.io.IOException;

/** Reads what the disk said: turns its errors into reasons that a door can tell. */
final class DiskTrouble {

    private DiskTrouble() {
    }

    /** A refusal for sessions, told in the log; the store's own refusals pass as they are. */
    static MailboxException refusal(IOException why) {
        if (why instanceof MailboxException refusal) {
            return refusal;
        }
        Troubles.tell("refused for now: " + why);
        return DiskFullException.isCauseOf(why) ? new MailboxException(MailboxException.Reason.DISK_FULL, "the disk is full", why)
                : new MailboxException(MailboxException.Reason.UNAVAILABLE, "the disk failed", why);
    }

    /** The process has no file descriptors left: that says nothing about the file. */
    static boolean isExhausted(Throwable why) {
        return String.valueOf(why.getMessage()).contains("Too many open files");
    }
}
