package barua.imap;

import barua.mailbox.MailboxException;
import java.io.IOException;

/** How a command ended (RFC 9051 §7.1): said with its tag, the last thing it says. @param code without brackets; empty for none */
record Completion(Kind kind, String code, String text) {

    enum Kind { OK, NO, BAD }

    static Completion ok(String text) {
        return new Completion(Kind.OK, "", text);
    }

    static Completion ok(String code, String text) {
        return new Completion(Kind.OK, code, text);
    }

    static Completion no(String code, String text) {
        return new Completion(Kind.NO, code, text);
    }

    static Completion bad(String text) {
        return new Completion(Kind.BAD, "", text);
    }

    /** The store's refusal in the words of RFC 5530 §3. */
    static Completion of(MailboxException refused) {
        return switch (refused.reason()) {
            case NONEXISTENT -> no("NONEXISTENT", "there is no such folder");
            case ALREADY_EXISTS -> no("ALREADYEXISTS", "there is a folder of that name");
            case CANNOT -> no("CANNOT", refused.getMessage());
            case OVER_QUOTA -> no("OVERQUOTA", "the mailbox is full");
            case DISK_FULL -> no("UNAVAILABLE", "the server's disk is full: try again later");
            case LIMIT -> no("LIMIT", refused.getMessage());
            case UNAVAILABLE -> no("UNAVAILABLE", "not for now: try again later");
            case UNREADABLE -> no("CORRUPTION", "a message cannot be read");   // RFC 5530 §3
            case CHANGED -> no("INUSE", "it was changed meanwhile: try again");
            case EXPUNGED -> no("EXPUNGEISSUED", "some of the messages are gone");
        };
    }

    /** For commands that file messages: the client may make the folder and try again (RFC 9051 §7.1). */
    static Completion ofTarget(MailboxException refused) {
        return refused.reason() == MailboxException.Reason.NONEXISTENT ? no("TRYCREATE", "there is no such folder") : of(refused);
    }

    void write(ImapWriter out, String tag) throws IOException {
        out.text(tag).space().text(kind.name()).space();
        if (!code.isEmpty()) {
            out.character('[').text(code).text("] ");
        }
        out.text(text).end();
    }
}
