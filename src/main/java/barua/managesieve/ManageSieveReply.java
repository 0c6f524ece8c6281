package barua.managesieve;

import barua.mailbox.MailboxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command came to (RFC 5804 §1.2, §1.3).
 *
 * @param code without its parentheses; empty for none
 * @param text for people; empty for none
 */
record ManageSieveReply(Kind kind, String code, String text) {

    enum Kind {
        OK, NO, BYE
    }

    private static final int LONGEST_QUOTED = 1024;   // RFC 5804 §4

    static ManageSieveReply ok(String text) {
        return new ManageSieveReply(Kind.OK, "", text);
    }

    static ManageSieveReply ok(String code, String text) {
        return new ManageSieveReply(Kind.OK, code, text);
    }

    static ManageSieveReply no(String text) {
        return new ManageSieveReply(Kind.NO, "", text);
    }

    static ManageSieveReply no(String code, String text) {
        return new ManageSieveReply(Kind.NO, code, text);
    }

    static ManageSieveReply bye(String code, String text) {
        return new ManageSieveReply(Kind.BYE, code, text);
    }

    /** The store's refusal in the words of RFC 5804 §1.3. */
    static ManageSieveReply of(MailboxException refused) {
        return switch (refused.reason()) {
            case NONEXISTENT -> no("NONEXISTENT", "there is no such script");
            case ALREADY_EXISTS -> no("ALREADYEXISTS", "there is a script of that name");
            case CANNOT -> no("ACTIVE", "the active script is not deleted: make another one active, or none");
            case LIMIT -> no("QUOTA/MAXSCRIPTS", refused.getMessage());
            case OVER_QUOTA -> no("QUOTA/MAXSIZE", refused.getMessage());
            case DISK_FULL -> no("TRYLATER", "the server's disk is full: try again later");
            case UNAVAILABLE, EXPUNGED, CHANGED -> no("TRYLATER", "not for now: try again later");
            case UNREADABLE -> no("the script cannot be read");
        };
    }

    /** With its CRLF. */
    @Override
    public String toString() {
        return kind + (code.isEmpty() ? "" : " (" + code + ")") + (text.isEmpty() ? "" : " " + string(text)) + "\r\n";
    }

    /** Lines of an answer, as one string. */
    static String lines(List<String> lines) {
        return String.join("\r\n", lines);
    }

    /** Quoted where it can be, else as a literal. */
    static String string(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        if (plain && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_QUOTED) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return "{" + text.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + text;
    }
}
