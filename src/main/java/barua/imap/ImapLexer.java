package barua.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the tokens of RFC 9051 §9 off one whole command: the bytes as they came, each literal behind its announcement,
 * without the last CRLF. Nothing here looks beyond the end.
 */
final class ImapLexer {

    private static final long LARGEST_NUMBER = 0xFFFFFFFFL;
    private static final int END = -1;

    private final byte[] wire;
    private int at;

    ImapLexer(byte[] wire) {
        this.wire = wire;
    }

    interface Reader<T> {
        T read() throws SyntaxException;
    }

    int peek() {
        return at < wire.length ? wire[at] & 0xFF : END;
    }

    boolean atEnd() {
        return at == wire.length;
    }

    /** What is left of the command, for telling what was not understood. */
    byte[] rest() {
        return Arrays.copyOfRange(wire, at, wire.length);
    }

    boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c) throws SyntaxException {
        if (!skip(c)) {
            throw new SyntaxException(atEnd() ? "something is missing at the end" : "expected " + (c > ' ' ? "'" + c + "'" : "a blank or a line's end")
                    + " at byte " + at);
        }
    }

    void space() throws SyntaxException {
        expect(' ');
    }

    void end() throws SyntaxException {
        // Some clients leave a blank at the end of a line.
        while (skip(' ')) {
        }
        if (!atEnd()) {
            throw new SyntaxException("unexpected argument " + SyntaxException.quote(wire, at) + " at byte " + at);
        }
    }

    /** Takes that text, in any case, if it comes next. */
    boolean take(String text) {
        if (wire.length - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toUpperCase((char) (wire[at + i] & 0xFF)) != text.charAt(i)) {
                return false;
            }
        }
        at += text.length();
        return true;
    }

    String atom() throws SyntaxException {
        return run(ImapLexer::isAtom, "an atom");
    }

    /** An atom in capitals. */
    String word() throws SyntaxException {
        return atom().toUpperCase(Locale.ROOT);
    }

    /** A name of FETCH, which a bracket or angle may follow at once; in capitals. */
    String name() throws SyntaxException {
        return run(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-', "a name").toUpperCase(Locale.ROOT);
    }

    private interface Chars {
        boolean has(int c);
    }

    private String run(Chars chars, String what) throws SyntaxException {
        int from = at;
        while (!atEnd() && chars.has(wire[at] & 0xFF)) {
            at++;
        }
        if (at == from) {
            throw new SyntaxException("expected " + what + (atEnd() ? " at the end" : " at byte " + at));
        }
        return new String(wire, from, at - from, StandardCharsets.ISO_8859_1);
    }

    /** RFC 9051 §9 ATOM-CHAR. */
    static boolean isAtom(int c) {
        return c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0;
    }

    /** As it stands in the command, for RFC 9051 §9 tag. */
    String tag() throws SyntaxException {
        return run(c -> (isAtom(c) || c == ']') && c != '+', "a tag");
    }

    byte[] astring() throws SyntaxException {
        return isString() ? string() : run(c -> isAtom(c) || c == ']', "a string").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A folder's name or a pattern; 8-bit characters stand unquoted in what some clients send. */
    byte[] listMailbox() throws SyntaxException {
        return isString() ? string()
                : run(c -> isAtom(c) || c == ']' || c == '%' || c == '*' || c >= 128, "a folder's name").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** RFC 9051 §9: {@code ~} begins a literal8 only in front of its brace; else it is an ATOM-CHAR. */
    boolean isString() {
        int c = peek();
        return c == '"' || c == '{' || isBinary();
    }

    private boolean isBinary() {
        return peek() == '~' && at + 1 < wire.length && wire[at + 1] == '{';
    }

    byte[] string() throws SyntaxException {
        if (peek() == '"') {
            return quoted();
        }
        boolean binary = isBinary();
        at += binary ? 1 : 0;
        expect('{');
        long size = number();
        skip('+');
        expect('}');
        expect('\r');
        expect('\n');
        if (size > wire.length - at) {
            throw new SyntaxException("a literal is cut short");
        }
        at += (int) size;
        byte[] bytes = Arrays.copyOfRange(wire, at - (int) size, at);
        if (!binary && LineEnds.holdsNul(bytes, bytes.length)) {
            throw new SyntaxException("a literal with NUL needs ~ in front of it");   // RFC 9051 §9 CHAR8
        }
        return bytes;
    }

    private byte[] quoted() throws SyntaxException {
        expect('"');
        byte[] text = new byte[closing() - at];
        int length = 0;
        while (wire[at] != '"') {
            if (wire[at] == '\\') {
                at++;
            }
            text[length++] = wire[at++];
        }
        at++;
        return Arrays.copyOf(text, length);
    }

    private int closing() throws SyntaxException {
        for (int i = at; i < wire.length; i++) {
            if (wire[i] == '\\') {
                i++;
            } else if (wire[i] == '"') {
                return i;
            } else if (wire[i] == '\r' || wire[i] == '\n' || wire[i] == 0) {
                break;
            }
        }
        throw new SyntaxException("a quoted string does not end");
    }

    /** A string or NIL; NIL gives the empty string. */
    byte[] nstring() throws SyntaxException {
        return take("NIL") ? new byte[0] : string();
    }

    /** RFC 9051 §9 number: 32 bits without a sign. */
    long number() throws SyntaxException {
        return number(LARGEST_NUMBER);
    }

    long positive() throws SyntaxException {
        long value = number();
        if (value == 0) {
            throw new SyntaxException("0 is no number here");
        }
        return value;
    }

    /** RFC 9051 §9 number64 and RFC 7162 §7 mod-sequence-value: 63 bits. */
    long number64() throws SyntaxException {
        return number(Long.MAX_VALUE);
    }

    private long number(long largest) throws SyntaxException {
        int from = at;
        long value = 0;
        while (peek() >= '0' && peek() <= '9') {
            int digit = wire[at++] - '0';
            if (value > (largest - digit) / 10) {
                throw new SyntaxException("a number is too large");
            }
            value = value * 10 + digit;
        }
        if (at == from) {
            throw new SyntaxException("expected a number at byte " + at);
        }
        return value;
    }

    boolean isDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    /** {@code ( item item ... )}, perhaps empty. */
    <T> List<T> list(Reader<T> item) throws SyntaxException {
        expect('(');
        List<T> items = new ArrayList<>();
        while (!skip(')')) {
            if (!items.isEmpty()) {
                space();
            }
            items.add(item.read());
        }
        return items;
    }

    /** RFC 9051 §9 sequence-set, or {@code $} (RFC 5182 §2.1). */
    MessageSet messages() throws SyntaxException {
        if (skip('$')) {
            return new MessageSet.Saved();
        }
        List<MessageSet.Range> ranges = new ArrayList<>();
        do {
            ranges.add(range());
        } while (skip(','));
        return new MessageSet.Ranges(List.copyOf(ranges));
    }

    private MessageSet.Range range() throws SyntaxException {
        long one = sequence();
        long other = skip(':') ? sequence() : one;
        return new MessageSet.Range(Math.min(one, other), Math.max(one, other));
    }

    private long sequence() throws SyntaxException {
        return skip('*') ? MessageSet.LAST : positive();
    }
}
