package barua.sieve;

import java.util.function.IntUnaryOperator;

/** Strings as a script writes them (RFC 5228 §2.4.2). */
final class ScriptString {

    private ScriptString() {
    }

    /** One line: control characters become spaces. Headers are compared unfolded, nothing with a line break could ever be found there. */
    static String line(String text) {
        return mapped(text, c -> Character.isISOControl(c) ? ' ' : c);
    }

    /** A text of lines: they end in CRLF, the last one in nothing; no NUL. */
    static String lines(String text) {
        return mapped(text, c -> c == 0 ? ' ' : c).replaceAll("\r\n|\r|\n", "\r\n").stripTrailing();
    }

    /** Without halves of characters, which no script can hold. */
    private static String mapped(String text, IntUnaryOperator change) {
        return text.codePoints().filter(c -> Character.getType(c) != Character.SURROGATE).map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
