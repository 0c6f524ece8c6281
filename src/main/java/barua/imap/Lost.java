package barua.imap;

import barua.mailbox.MailboxException;
import java.io.IOException;

/** Tells what is wrong with one message from what is wrong with the whole conversation. */
final class Lost {

    private Lost() {
    }

    /** It was expunged meanwhile. */
    static boolean isGone(IOException why) {
        return why instanceof MailboxException refused && refused.reason() == MailboxException.Reason.EXPUNGED;
    }

    /** Its file is not there or cannot be read; the other messages can. */
    static boolean isUnreadable(IOException why) {
        return switch (why) {
            case PeerException _, HopelessException _ -> false;
            case MailboxException refused -> refused.reason() == MailboxException.Reason.UNREADABLE || refused.reason() == MailboxException.Reason.UNAVAILABLE;
            default -> true;
        };
    }
}
