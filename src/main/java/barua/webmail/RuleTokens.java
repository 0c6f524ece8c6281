package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of a script with where they stand (RFC 5228 §8.1), comments among them: what the pages need to leave all else in it as it is. Never fails. */
final class RuleTokens {

    enum Kind { WORD, TAG, NUMBER, STRING, SIGN, COMMENT }

    /**
     * @param text of a word or tag in lower case; of a string what it holds; of a comment without its sign
     * @param from its first character; {@code to} the one behind it
     */
    record Token(Kind kind, String text, int from, int to) {

        boolean is(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private final String script;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private RuleTokens(String script) {
        this.script = script;
    }

    static List<Token> of(String script) {
        RuleTokens reading = new RuleTokens(script);
        while (reading.at < script.length()) {
            reading.next();
        }
        return reading.tokens;
    }

    private void next() {
        int from = at;
        char c = script.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#') {
            end("\n", 0);
            add(Kind.COMMENT, script.substring(from + 1, at).strip(), from);
        } else if (script.startsWith("/*", at)) {
            end("*/", 2);
            add(Kind.COMMENT, script.substring(from + 2, at), from);
        } else if (c == '"') {
            quoted(from);
        } else if (c == ':' || Character.isLetterOrDigit(c) || c == '_') {
            word(from);
        } else {
            at++;
            add(Kind.SIGN, String.valueOf(c), from);
        }
    }

    private void word(int from) {
        at++;
        while (at < script.length() && (Character.isLetterOrDigit(script.charAt(at)) || script.charAt(at) == '_')) {
            at++;
        }
        String word = script.substring(from, at).toLowerCase(Locale.ROOT);
        if (word.equals("text") && script.startsWith(":", at)) {
            multiLine(from);
        } else {
            add(word.startsWith(":") ? Kind.TAG : Character.isDigit(word.charAt(0)) ? Kind.NUMBER : Kind.WORD, word, from);
        }
    }

    private void quoted(int from) {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < script.length() && script.charAt(at) != '"') {
            if (script.charAt(at) == '\\' && at + 1 < script.length()) {
                at++;
            }
            text.append(script.charAt(at++));
        }
        at = Math.min(script.length(), at + 1);
        add(Kind.STRING, text.toString(), from);
    }

    /** RFC 5228 §2.4.2: to the line that is a dot. */
    private void multiLine(int from) {
        end("\n", 1);
        StringBuilder text = new StringBuilder();
        while (at < script.length()) {
            int line = at;
            end("\n", 1);
            String read = script.substring(line, at);
            if (read.strip().equals(".")) {
                break;
            }
            text.append(read.startsWith(".") ? read.substring(1) : read);
        }
        add(Kind.STRING, text.toString(), from);
    }

    /** To that sign, {@code behind} characters further; to the end where there is none. */
    private void end(String sign, int behind) {
        int found = script.indexOf(sign, at);
        at = found < 0 ? script.length() : found + behind;
    }

    private void add(Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, from, at));
    }
}
