package barua.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of comma-separated values (RFC 4180 §2); a value in quotes may hold commas and doubled quotes. */
final class CsvParser {

    private CsvParser() {
    }

    /** At least one value, the empty one of an empty line; nothing where a quote is not closed, for then nobody knows where its value ends. */
    static Optional<List<String>> line(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return quoted ? Optional.empty() : Optional.of(values);
    }
}
