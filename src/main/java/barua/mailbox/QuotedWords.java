package barua.mailbox;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line in our text files, with blanks between them. A word that is empty or holds a blank, a quote, a backslash or a control
 * character stands in double quotes, where a backslash comes before a quote or a backslash and {@code \n}, {@code \t} or {@code \}<code>uXXXX</code>
 * stand for control characters. So any folder's name passes, and a line without such words looks as it always did.
 */
final class QuotedWords {

    private QuotedWords() {
    }

    static String join(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(quote(word.toString()));
        }
        return line.toString();
    }

    private static String quote(String word) {
        if (!word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\\' || Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            return word;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? String.format("\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    /** @throws IllegalArgumentException for a quote that does not end, or ends within a word */
    static List<String> split(String line) {
        return split(line, Integer.MAX_VALUE);
    }

    /**
     * As {@link #split(String)}, but the last of at most {@code most} words is the rest of the line unless it is quoted: lines of an earlier
     * version had names with blanks as they are in the last place.
     */
    static List<String> split(String line, int most) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == '"') {
                StringBuilder word = new StringBuilder();
                at = unquote(line, at + 1, word);
                words.add(word.toString());
            } else {
                int blank = words.size() == most - 1 ? -1 : line.indexOf(' ', at);
                words.add(line.substring(at, blank < 0 ? line.length() : blank));
                at = blank < 0 ? line.length() : blank;
            }
            at++;
        }
        return words;
    }

    /** Returns where the closing quote's blank is. */
    private static int unquote(String line, int start, StringBuilder word) {
        int at = start;
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c != '\\') {
                word.append(c);
                continue;
            }
            char escaped = at < line.length() ? line.charAt(at++) : '"';
            switch (escaped) {
                case 'n' -> word.append('\n');
                case 't' -> word.append('\t');
                case 'u' -> {
                    word.append((char) Integer.parseInt(line.substring(at, Math.min(line.length(), at + 4)), 16));
                    at += 4;
                }
                default -> word.append(escaped);
            }
        }
        if (at >= line.length() || at + 1 < line.length() && line.charAt(at + 1) != ' ') {
            throw new IllegalArgumentException("a quote without an end: " + line);
        }
        return at + 1;
    }
}
