package barua.sieve;

/**
 * One word or sign of a script (RFC 5228 §8.1).
 *
 * @param text   of an identifier or tag in lower case, the tag with its colon; of a string what it says; of anything else as written
 * @param number of a number, its K, M or G multiplied out; else 0
 * @param line   from 1
 * @param column from 1, in characters
 * @param rule   the name that a comment in front of it gives ({@code # rule:[Name]}); empty where there is none
 * @param from   where it begins in the text, in UTF-16 units
 * @param to     behind its end
 */
record Token(Kind kind, String text, long number, int line, int column, String rule, int from, int to) {

    Token(Kind kind, String text, long number, int line, int column, String rule) {
        this(kind, text, number, line, column, rule, 0, 0);
    }

    Token at(int begins, int ends) {
        return new Token(kind, text, number, line, column, rule, begins, ends);
    }

    enum Kind {
        IDENTIFIER, TAG, NUMBER, STRING, SIGN, END
    }

    boolean is(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    /** For complaints. */
    String inWords() {
        return switch (kind) {
            case IDENTIFIER, TAG, NUMBER -> text;
            case STRING -> "a string";
            case SIGN -> "\"" + text + "\"";
            case END -> "the end of the script";
        };
    }
}
