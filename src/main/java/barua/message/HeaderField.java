package barua.message;

/**
 * One header field as it stood in the message.
 *
 * @param name  as written, without the colon
 * @param raw   everything after the colon up to, not including, the final CRLF: with its folding, bytes as ISO 8859-1 chars
 */
public record HeaderField(String name, String raw) {

    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Unfolded and trimmed, still encoded (RFC 5322 §2.2.3). 8-bit bytes are read as UTF-8 where they are valid UTF-8. */
    public String unfolded() {
        return HeaderText.unfold(raw);
    }

    /** For people: unfolded, encoded words decoded (RFC 2047), control characters and bidi overrides made harmless. */
    public String decoded() {
        return HeaderText.decode(raw);
    }
}
