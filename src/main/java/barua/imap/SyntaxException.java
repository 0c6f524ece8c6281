package barua.imap;

/** A command breaks the grammar; only the parsers throw and catch it. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    SyntaxException(String why) {
        this("", why);
    }

    /** Well-formed, but it can never be done; {@code code} is a response code of RFC 5530. */
    SyntaxException(String code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    ImapCommand asCommand() {
        return code.isEmpty() ? new ImapCommand.Malformed(getMessage()) : new ImapCommand.Impossible(code, getMessage());
    }
}
