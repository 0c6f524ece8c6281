package barua.imap;

/** A command breaks the grammar; only the parsers throw and catch it. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST_QUOTED = 40;

    private final String code;

    SyntaxException(String why) {
        this("", why);
    }

    /** Well-formed, but it can never be done; {@code code} is a response code of RFC 5530. */
    SyntaxException(String code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    /** What the client wrote from there on, short and harmless, for a text that says what was not understood. */
    static String quote(byte[] wire, int from) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = from; i < wire.length && text.length() <= MOST_QUOTED && wire[i] > ' ' && wire[i] < 127; i++) {
            text.append((char) wire[i]);
        }
        return text.append('"').toString();
    }

    /** The same of a string that the client wrote, blanks included. */
    static String quote(String text) {
        String start = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) : text;
        return "\"" + start.replaceAll("[^ -~]", "?") + "\"";
    }

    ImapCommand asCommand() {
        return code.isEmpty() ? new ImapCommand.Malformed(getMessage()) : new ImapCommand.Impossible(code, getMessage());
    }
}
