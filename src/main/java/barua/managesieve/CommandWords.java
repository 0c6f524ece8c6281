package barua.managesieve;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One line of the client, or a part of one between literals, cut into words (RFC 5804 §4). Pure.
 *
 * @param name      of the command, in capitals; empty for a line that begins with an argument
 * @param arguments those that end in this line
 * @param literal   so many bytes follow it; also told of a line that is wrong, so that they are not taken for commands
 * @param wrong     what is wrong with the line; empty where nothing is
 */
record CommandWords(String name, List<CommandArgument> arguments, OptionalLong literal, String wrong) {

    private static final long MOST = 0xFFFF_FFFFL;   // RFC 5804 §4: number is 32 bits
    private static final int DIGITS = 10;

    /** @param first whether a command's name may stand in front */
    static CommandWords of(byte[] line, boolean first) {
        return new Cutter(line).cut(first);
    }

    private static final class Cutter {

        private final byte[] line;
        private final List<CommandArgument> arguments = new ArrayList<>();
        private final OptionalLong literal;
        private int end;
        private int at;

        Cutter(byte[] line) {
            this.line = line;
            this.end = line.length;
            this.literal = takeLiteral();
        }

        /** <code>{n+}</code> at the line's end. Without the plus the client would wait for a word of ours that this protocol does not have. */
        private OptionalLong takeLiteral() {
            if (end < 4 || line[end - 1] != '}' || line[end - 2] != '+') {
                return OptionalLong.empty();
            }
            int open = end - 3;
            while (open >= 0 && isDigit(line[open])) {
                open--;
            }
            if (open < 0 || line[open] != '{' || end - 3 == open || isQuoted(open)) {
                return OptionalLong.empty();
            }
            long bytes = number(open + 1, end - 2);
            end = open;
            return OptionalLong.of(bytes);
        }

        /** Whether that byte stands inside a quoted string. */
        private boolean isQuoted(int position) {
            boolean quoted = false;
            for (int i = 0; i < position; i++) {
                if (quoted && line[i] == '\\') {
                    i++;
                } else if (line[i] == '"') {
                    quoted = !quoted;
                }
            }
            return quoted;
        }

        /** More digits than a number has are more than any bound. */
        private long number(int from, int to) {
            return to - from > DIGITS ? Long.MAX_VALUE : Long.parseLong(new String(line, from, to - from, java.nio.charset.StandardCharsets.US_ASCII));
        }

        CommandWords cut(boolean first) {
            StringBuilder name = new StringBuilder();
            while (first && at < end && isLetter(line[at])) {
                name.append((char) line[at++]);
            }
            String wrong = first && name.isEmpty() ? "a command is a word" : arguments(first);
            return new CommandWords(name.toString().toUpperCase(Locale.ROOT), wrong.isEmpty() ? arguments : List.of(), literal, wrong);
        }

        private String arguments(boolean blankFirst) {
            boolean blank = !blankFirst;
            while (at < end) {
                byte b = line[at];
                if (b == ' ') {
                    blank = true;
                    at++;
                    continue;
                }
                if (!blank) {
                    return "a blank is missing between words";
                }
                blank = false;
                String wrong = b == '"' ? quoted() : isDigit(b) ? digits() : "an argument is a string or a number";
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            return literal.isPresent() && !blank ? "a blank is missing between words" : "";
        }

        private String digits() {
            int from = at;
            while (at < end && isDigit(line[at])) {
                at++;
            }
            long value = number(from, at);
            arguments.add(new CommandArgument.Number(value));
            return value > MOST ? "the number is too large" : "";
        }

        private String quoted() {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            at++;
            while (at < end && line[at] != '"') {
                if (line[at] == '\\') {
                    at++;
                    if (at >= end || line[at] != '"' && line[at] != '\\') {
                        return "a backslash stands before a quote or a backslash";
                    }
                }
                if (line[at] == 0) {
                    return "NUL in a string";
                }
                text.write(line[at++]);
            }
            if (at >= end) {
                return "a quote has no end";
            }
            at++;
            arguments.add(new CommandArgument.Text(text.toByteArray()));
            return "";
        }

        private static boolean isDigit(byte b) {
            return b >= '0' && b <= '9';
        }

        private static boolean isLetter(byte b) {
            return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
        }
    }
}
