package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One content line of a calendar, unfolded (RFC 5545 §3.1).
 *
 * @param name       in upper case
 * @param parameters as they stand between name and value
 */
record ContentLine(String name, String parameters, String value) {

    private static final int MOST_LINES = 20_000;

    static List<ContentLine> of(String calendar) {
        List<ContentLine> lines = new ArrayList<>();
        for (String line : calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n", MOST_LINES)) {
            int colon = colon(line);
            if (colon > 0) {
                String before = line.substring(0, colon);
                int semicolon = before.indexOf(';');
                String name = semicolon < 0 ? before : before.substring(0, semicolon);
                lines.add(new ContentLine(name.strip().toUpperCase(Locale.ROOT), semicolon < 0 ? "" : before.substring(semicolon + 1), line.substring(colon + 1)
                        .strip()));
            }
        }
        return lines;
    }

    static Optional<ContentLine> first(List<ContentLine> lines, String name) {
        return lines.stream().filter(line -> line.name.equals(name)).findFirst();
    }

    /** A parameter's value without its quotes. */
    Optional<String> parameter(String wanted) {
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= parameters.length(); i++) {
            quoted ^= i < parameters.length() && parameters.charAt(i) == '"';
            if (i == parameters.length() || parameters.charAt(i) == ';' && !quoted) {
                String parameter = parameters.substring(from, i);
                int equals = parameter.indexOf('=');
                if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(wanted)) {
                    return Optional.of(parameter.substring(equals + 1).replace("\"", ""));
                }
                from = i + 1;
            }
        }
        return Optional.empty();
    }

    /** The value as text for one line (RFC 5545 §3.3.11). */
    String text() {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                out.append(next == 'n' || next == 'N' ? ' ' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The colon that ends name and parameters: not one inside quotes. */
    private static int colon(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
