package barua.sieve;

import java.util.Map;

/** One bracket expression of a POSIX regular expression, {@code [^]a-z[:digit:]]}: a backslash in it is a backslash. */
final class PosixBracket {

    /** In the classes of POSIX letters of all languages are letters, as they are where the locale is UTF-8. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{L}"), Map.entry("digit", "0-9"), Map.entry("alnum", "\\p{L}0-9"), Map.entry("upper", "\\p{Lu}"),
            Map.entry("lower", "\\p{Ll}"), Map.entry("space", " \\t\\n\\r\\f\\v"), Map.entry("blank", " \\t"), Map.entry("punct", "!-/:-@\\[-`{-~\\p{P}"),
            Map.entry("print", " -~\\x{a0}-\\x{10ffff}"), Map.entry("graph", "!-~\\x{a1}-\\x{10ffff}"), Map.entry("cntrl", "\\x00-\\x1f\\x7f-\\x{9f}"),
            Map.entry("xdigit", "0-9A-Fa-f"));

    private final String pattern;
    private final StringBuilder out = new StringBuilder("[");
    private int at;

    /** @param at where its "[" stands */
    PosixBracket(String pattern, int at) {
        this.pattern = pattern;
        this.at = at + 1;
    }

    /** Just past its "]". */
    int end() {
        return at;
    }

    String toRe2() throws RegexException {
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        int first = at;
        while (true) {
            if (at >= pattern.length()) {
                throw new RegexException("has a \"[\" without its \"]\"");
            }
            if (pattern.charAt(at) == ']' && at > first) {
                at++;
                return out.append(']').toString();
            }
            item();
        }
    }

    private void item() throws RegexException {
        if (pattern.startsWith("[:", at)) {
            String name = named(":]");
            String letters = CLASSES.get(name);
            if (letters == null) {
                throw new RegexException("has the class \"[:" + name + ":]\", which does not exist");
            }
            out.append(letters);
            return;
        }
        int from = one();
        boolean range = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
        if (!range) {
            append(from);
            return;
        }
        at++;
        int to = one();
        if (to < from) {
            throw new RegexException("has the range \"" + Character.toString(from) + "-" + Character.toString(to) + "\", which is empty");
        }
        append(from);
        out.append('-');
        append(to);
    }

    /** A character, perhaps as {@code [.-.]} or {@code [=e=]}: of more than one character there is none in our locale. */
    private int one() throws RegexException {
        for (String kind : new String[] {".", "="}) {
            if (pattern.startsWith("[" + kind, at)) {
                String name = named(kind + "]");
                if (name.codePointCount(0, name.length()) != 1) {
                    throw new RegexException("has the collating element \"" + name + "\", which does not exist");
                }
                return name.codePointAt(0);
            }
        }
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private String named(String closing) throws RegexException {
        int end = pattern.indexOf(closing, at + 2);
        if (end < 0) {
            throw new RegexException("has a \"" + pattern.substring(at, at + 2) + "\" without its \"" + closing + "\"");
        }
        String name = pattern.substring(at + 2, end);
        at = end + 2;
        return name;
    }

    private void append(int c) {
        out.append(String.format("\\x{%x}", c));
    }
}
