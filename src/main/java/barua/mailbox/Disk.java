package barua.mailbox;

import java.io.IOException;

/** Reads what the disk said: turns its errors into reasons that a door can tell. */
final class Disk {

    private Disk() {
    }

    /** A refusal for sessions, told in the log; the store's own refusals pass as they are. */
    static MailboxException refusal(IOException why) {
        if (why instanceof MailboxException refusal) {
            return refusal;
        }
        Troubles.tell("refused for now: " + why);
        return isFull(why) ? new MailboxException(MailboxException.Reason.DISK_FULL, "the disk is full", why)
                : new MailboxException(MailboxException.Reason.UNAVAILABLE, "the disk failed", why);
    }

    static boolean isFull(Throwable why) {
        for (Throwable t = why; t != null; t = t.getCause()) {
            String text = String.valueOf(t.getMessage());
            if (text.contains("No space left") || text.contains("quota exceeded")) {
                return true;
            }
        }
        return false;
    }
}
