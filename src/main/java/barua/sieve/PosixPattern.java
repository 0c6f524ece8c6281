package barua.sieve;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A POSIX extended regular expression as the syntax of RE2, which has other words for some things and other meanings for others
 * ({@code a+?} is "perhaps some a" in POSIX, and "as few a as possible" there). Takes what glibc takes, and refuses what is
 * undefined in POSIX or cannot be had in linear time.
 */
final class PosixPattern {

    static final int LONGEST = 4096;         // characters of a pattern
    private static final int LARGEST = 4000;        // states, repetitions written out: they are, before anybody could count them
    private static final int MOST_REPEATS = 255;    // RE_DUP_MAX
    private static final int DEEPEST = 100;
    private static final String OPERATORS = "\\.[]{}()*+?^$|";

    private final String pattern;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Open> groups = new ArrayDeque<>();
    private int at;
    private int atom = -1;        // where the last thing that may be repeated begins in what is written; -1 for none
    private boolean repeated;     // whether it is repeated already
    private long size;            // states of the group that is open, about
    private long atomSize;

    /** @param begin where a group begins in what is written @param before states of what stands before it */
    private record Open(int begin, long before) {
    }

    private PosixPattern(String pattern) {
        this.pattern = pattern;
    }

    /** @throws RegexException in words, where it cannot be taken */
    static String toRe2(String pattern) throws RegexException {
        if (pattern.length() > LONGEST) {
            throw new RegexException("is longer than " + LONGEST + " characters");
        }
        return new PosixPattern(pattern).translate();
    }

    private String translate() throws RegexException {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            switch (c) {
                case '(' -> open();
                case ')' -> close();
                case '|' -> operator("|");
                case '^' -> operator("^");
                case '$' -> anchorAtEnd();
                case '*', '+', '?' -> repeat(String.valueOf(c), 1, 1);
                case '{' -> interval();
                case '[' -> bracket();
                case '\\' -> escape();
                case '.' -> atom(".", 1);
                default -> literal();
            }
        }
        if (!groups.isEmpty()) {
            throw new RegexException("has a \"(\" without its \")\"");
        }
        return out.toString();
    }

    private void open() throws RegexException {
        if (groups.size() == DEEPEST) {
            throw new RegexException("has more than " + DEEPEST + " groups within each other");
        }
        groups.push(new Open(out.length(), size));
        out.append('(');
        at++;
        size = 0;
        none();
    }

    private void close() {
        if (groups.isEmpty()) {
            atom("\\)", 1);    // as glibc does: POSIX leaves it open
            return;
        }
        out.append(')');
        at++;
        Open group = groups.pop();
        atom = group.begin();
        atomSize = size + 2;
        size = group.before() + atomSize;
        repeated = false;
    }

    private void operator(String sign) {
        out.append(sign);
        at++;
        size++;
        none();
    }

    private void anchorAtEnd() {
        operator("\\z");
    }

    private void none() {
        atom = -1;
        repeated = false;
    }

    private void repeat(String sign, int length, int times) throws RegexException {
        if (atom < 0) {
            throw new RegexException("has nothing before its \"" + sign + "\" that could be repeated");
        }
        if (repeated) {
            out.insert(atom, "(?:").append(')');
        }
        out.append(sign);
        long repeatedSize = atomSize * times + times + 1;
        size += repeatedSize - atomSize;
        atomSize = repeatedSize;
        if (size > LARGEST) {
            throw new RegexException("is too large once its repetitions are written out");
        }
        repeated = true;
        at += length;
    }

    private void interval() throws RegexException {
        int end = pattern.indexOf('}', at);
        String inside = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!inside.matches("\\d{1,4}(,(\\d{1,4})?)?|,\\d{1,4}")) {
            throw new RegexException("has a \"{\" that begins no \"{2}\", \"{2,}\" or \"{2,5}\"; write \\{ for the sign itself");
        }
        int comma = inside.indexOf(',');
        int least = comma == 0 ? 0 : Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
        int most = comma < 0 ? least : comma == inside.length() - 1 ? least : Integer.parseInt(inside.substring(comma + 1));
        if (most < least || most > MOST_REPEATS) {
            throw new RegexException("wants \"{" + inside + "}\", which is none of 0 to " + MOST_REPEATS + " times");
        }
        String rest = comma < 0 ? "" : comma == inside.length() - 1 ? "," : "," + most;
        repeat("{" + least + rest + "}", end + 1 - at, Math.max(most, 1) + 1);
    }

    private void escape() throws RegexException {
        if (at + 1 == pattern.length()) {
            throw new RegexException("ends with a backslash");
        }
        char c = pattern.charAt(at + 1);
        switch (c) {
            case 'w' -> atom("[0-9A-Za-z_\\p{L}]", 2);
            case 'W' -> atom("[^0-9A-Za-z_\\p{L}]", 2);
            case 's' -> atom("[ \\t\\n\\r\\f\\v]", 2);
            case 'S' -> atom("[^ \\t\\n\\r\\f\\v]", 2);
            case 'b', '<', '>' -> empty("\\b");
            case 'B' -> empty("\\B");
            case '`' -> empty("\\A");
            case '\'' -> empty("\\z");
            default -> escaped(c);
        }
    }

    private void escaped(char c) throws RegexException {
        if (c >= '1' && c <= '9') {
            throw new RegexException("refers back to a group with \"\\" + c + "\"; nobody can promise an end to that");
        }
        if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            throw new RegexException("has \"\\" + c + "\", which POSIX does not know" + instead(c));
        }
        at++;
        literal();
    }

    private static String instead(char c) {
        return switch (c) {
            case 'd' -> "; write [0-9]";
            case 'D' -> "; write [^0-9]";
            default -> "";
        };
    }

    private void empty(String assertion) {
        out.append(assertion);
        at += 2;
        none();
    }

    private void literal() {
        int c = pattern.codePointAt(at);
        String one = Character.toString(c);
        atom(c < 128 && OPERATORS.indexOf(c) >= 0 ? "\\" + one : one, one.length());
    }

    private void atom(String text, int length) {
        atom = out.length();
        atomSize = 1;
        size++;
        repeated = false;
        out.append(text);
        at += length;
    }

    private void bracket() throws RegexException {
        var reader = new PosixBracket(pattern, at);
        String text = reader.toRe2();
        atom(text, reader.end() - at);
    }
}
