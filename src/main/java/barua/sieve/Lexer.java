package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text to words and signs (RFC 5228 §8.1). What is no word is a complaint; reading goes on behind it. Linear in time. */
final class Lexer {

    private static final String SIGNS = "()[]{},;";
    private static final int LONGEST_RULE_NAME = 200;

    private final String text;
    private final Complaints complaints;
    private int at;
    private int line = 1;
    private int column = 1;
    private int counted;       // up to here line and column are counted
    private String rule = "";
    private final List<Comment> comments = new ArrayList<>();

    /** @param from where it begins, in UTF-16 units @param to behind its end; behind the last character of the line for one that ends with it */
    record Comment(int from, int to) {
    }

    /** All comments of a text, in their order. */
    static List<Comment> comments(String text) {
        var lexer = new Lexer(text, new Complaints(""));
        while (lexer.next().kind() != Token.Kind.END) {
            // It is their comments alone that count.
        }
        return lexer.comments;
    }

    Lexer(String text, Complaints complaints) {
        this.text = text;
        this.complaints = complaints;
        this.at = text.startsWith("\ufeff") ? 1 : 0;
        this.counted = at;
    }

    Token next() {
        while (true) {
            skipSpace();
            count();
            int tokenLine = line;
            int tokenColumn = column;
            int from = at;
            if (at >= text.length()) {
                return new Token(Token.Kind.END, "", 0, tokenLine, tokenColumn, takeRule(), at, at);
            }
            Token token = word(tokenLine, tokenColumn);
            if (token != null) {
                return token.at(from, at);
            }
        }
    }

    /** Null where there is none, which is then complained of. */
    private Token word(int tokenLine, int tokenColumn) {
        char c = text.charAt(at);
        if (SIGNS.indexOf(c) >= 0) {
            at++;
            return new Token(Token.Kind.SIGN, String.valueOf(c), 0, tokenLine, tokenColumn, takeRule());
        }
        if (c == '"') {
            return new Token(Token.Kind.STRING, quoted(tokenLine, tokenColumn), 0, tokenLine, tokenColumn, takeRule());
        }
        if (identifierStart(c)) {
            int from = at;
            skipIdentifier();
            String word = text.substring(from, at).toLowerCase(Locale.ROOT);
            if (word.equals("text") && at < text.length() && text.charAt(at) == ':') {
                at++;
                return new Token(Token.Kind.STRING, multiLine(tokenLine, tokenColumn), 0, tokenLine, tokenColumn, takeRule());
            }
            return new Token(Token.Kind.IDENTIFIER, word, 0, tokenLine, tokenColumn, takeRule());
        }
        if (c == ':' && at + 1 < text.length() && identifierStart(text.charAt(at + 1))) {
            int from = at++;
            skipIdentifier();
            return new Token(Token.Kind.TAG, text.substring(from, at).toLowerCase(Locale.ROOT), 0, tokenLine, tokenColumn, takeRule());
        }
        if (digit(c)) {
            return number(tokenLine, tokenColumn);
        }
        int from = at;
        at = text.offsetByCodePoints(at, 1);
        complaints.add(tokenLine, tokenColumn, strange(text.substring(from, at)));
        return null;
    }

    private static String strange(String character) {
        int c = character.codePointAt(0);
        String shown = c > ' ' && c != 0x7f && !Character.isISOControl(c) ? "\"" + character + "\"" : String.format("U+%04X", c);
        return shown + " has no meaning here" + switch (c) {
            case 0x2018, 0x2019, 0x201c, 0x201d, '\'', '`' -> "; strings stand in \"straight quotes\"";
            case ':' -> "; a tag is a colon and a word";
            default -> "";
        };
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            } else if (c == '#') {
                lineComment();
            } else if (c == '/' && text.startsWith("/*", at)) {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void lineComment() {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        noteRule(at + 1, end);
        comments.add(new Comment(at, end));
        at = end;
    }

    /** {@code # rule:[Name]}, as Roundcube writes it, or {@code # rule: Name}. */
    private void noteRule(int from, int end) {
        int i = from;
        while (i < end && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        if (!text.regionMatches(true, i, "rule:", 0, 5)) {
            return;
        }
        String name = text.substring(i + 5, Math.min(end, i + 5 + 2 * LONGEST_RULE_NAME)).strip();
        if (name.startsWith("[")) {
            name = name.substring(1, name.endsWith("]") ? name.length() - 1 : name.length());
        }
        String plain = name.codePoints().filter(c -> !Character.isISOControl(c)).limit(LONGEST_RULE_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        rule = plain.strip();
    }

    private String takeRule() {
        String taken = rule;
        rule = "";
        return taken;
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            count();
            complaints.add(line, column, "a comment that begins with /* and has no */");
        }
        end = end < 0 ? text.length() : end + 2;
        comments.add(new Comment(at, end));
        at = end;
    }

    private String quoted(int tokenLine, int tokenColumn) {
        var out = new StringBuilder();
        int i = at + 1;
        for (; i < text.length() && text.charAt(i) != '"'; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;      // RFC 5228 §2.4.2: before anything but a quote and a backslash it says nothing
                c = text.charAt(i);
            }
            append(out, c);
        }
        if (i >= text.length()) {
            complaints.add(tokenLine, tokenColumn, "a string that has no \" at its end");
        }
        at = Math.min(i + 1, text.length());
        return checked(out.toString(), tokenLine, tokenColumn);
    }

    /** RFC 5228 §2.4.2: lines up to one that is a single dot; two dots in front are one. */
    private String multiLine(int tokenLine, int tokenColumn) {
        int end = text.indexOf('\n', at);
        String behind = text.substring(at, end < 0 ? text.length() : end).strip();
        if (!behind.isEmpty() && !behind.startsWith("#")) {
            complaints.add(tokenLine, tokenColumn, "nothing but a comment may stand behind text: in its line");
        }
        var out = new StringBuilder();
        int from = end < 0 ? text.length() : end + 1;
        while (from < text.length()) {
            int lineEnd = text.indexOf('\n', from);
            int next = lineEnd < 0 ? text.length() : lineEnd + 1;
            int to = lineEnd < 0 ? text.length() : lineEnd > from && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            if (to == from + 1 && text.charAt(from) == '.') {
                at = next;
                return checked(out.toString(), tokenLine, tokenColumn);
            }
            out.append(text, text.startsWith("..", from) ? from + 1 : from, to).append("\r\n");
            from = next;
        }
        complaints.add(tokenLine, tokenColumn, "a text: that has no line with a single dot at its end");
        at = text.length();
        return out.toString();
    }

    /** Lines in strings end in CRLF, however they end in the script. */
    private static void append(StringBuilder out, char c) {
        if (c == '\n' && (out.isEmpty() || out.charAt(out.length() - 1) != '\r')) {
            out.append('\r');
        }
        out.append(c);
    }

    private String checked(String string, int tokenLine, int tokenColumn) {
        if (string.indexOf('\0') >= 0) {
            complaints.add(tokenLine, tokenColumn, "a string with a NUL in it");
        }
        return string;
    }

    private Token number(int tokenLine, int tokenColumn) {
        int from = at;
        long value = 0;
        boolean overflow = false;
        for (; at < text.length() && digit(text.charAt(at)); at++) {
            int digit = text.charAt(at) - '0';
            overflow |= value > (Long.MAX_VALUE - digit) / 10;
            value = overflow ? 0 : value * 10 + digit;
        }
        long factor = at < text.length() ? factor(text.charAt(at)) : 1;
        at += factor > 1 ? 1 : 0;
        overflow |= value > Long.MAX_VALUE / factor;
        int end = at;
        if (at < text.length() && (identifierStart(text.charAt(at)) || digit(text.charAt(at)))) {
            skipIdentifier();
            complaints.add(tokenLine, tokenColumn, shortened(text.substring(from, at)) + " is no number; behind the digits of one may stand K, M or G");
        } else if (overflow) {
            complaints.add(tokenLine, tokenColumn, "the number " + shortened(text.substring(from, at)) + " is too big");
        }
        return new Token(Token.Kind.NUMBER, shortened(text.substring(from, end)), overflow ? 0 : value * factor, tokenLine, tokenColumn, takeRule());
    }

    private static String shortened(String digits) {
        return digits.length() <= 40 ? digits : digits.substring(0, 40) + "...";
    }

    /** RFC 5228 §2.4.1. */
    private static long factor(char c) {
        return switch (c) {
            case 'K', 'k' -> 1L << 10;
            case 'M', 'm' -> 1L << 20;
            case 'G', 'g' -> 1L << 30;
            default -> 1;
        };
    }

    private void skipIdentifier() {
        while (at < text.length() && (identifierStart(text.charAt(at)) || digit(text.charAt(at)))) {
            at++;
        }
    }

    private static boolean identifierStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Brings line and column up to where the lexer stands. */
    private void count() {
        for (; counted < at; counted++) {
            char c = text.charAt(counted);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
    }
}
