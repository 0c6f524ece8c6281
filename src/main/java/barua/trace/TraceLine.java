package barua.trace;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One event as one line: time, queue id, message-id, what, who and why, with tabs between. Tab, line ends, other control
 * characters and the backslash are written as {@code \}{@code uXXXX}, so that no peer can forge a line or a field.
 */
final class TraceLine {

    private static final int FIELDS = 6;
    private static final int LONGEST = 2_000;   // chars of one field; a peer's words may be longer

    private TraceLine() {
    }

    static void write(Event event, StringBuilder line) {
        line.append(event.when());
        for (String field : new String[] {event.queueId(), event.messageId(), event.what(), event.who(), event.why()}) {
            line.append('\t');
            escape(field, line);
        }
        line.append('\n');
    }

    /** The event, where its line is whole and its queue id, message-id or address is that word. */
    static Optional<Event> read(String line, String word) {
        String[] field = line.split("\t", -1);
        if (field.length != FIELDS) {
            return Optional.empty();
        }
        for (int i = 1; i < FIELDS; i++) {
            field[i] = unescape(field[i]);
        }
        boolean meant = field[1].equalsIgnoreCase(word) || field[2].equals(word) || field[2].equals("<" + word + ">")
                || field[4].equalsIgnoreCase(word);
        return meant ? event(field) : Optional.empty();
    }

    private static Optional<Event> event(String[] field) {
        try {
            return Optional.of(new Event(Instant.parse(field[0]), field[1], field[2], field[3], field[4], field[5]));
        } catch (DateTimeException torn) {
            return Optional.empty();
        }
    }

    private static void escape(String text, StringBuilder line) {
        int length = Math.min(text.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\\' || c >= 127 && c < 160 || c == '\u2028' || c == '\u2029') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i) && i + 6 <= text.length() && text.substring(i + 2, i + 6).matches("[0-9a-f]{4}")) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
