package barua.message;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a date by what its words look like rather than by their order, which serves RFC 5322 §3.3 and §4.3, ctime(3),
 * ISO 8601 and what mailers make of them. The order decides only between day and year.
 */
final class DateReader {

    private static final int LONGEST = 200;
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES = Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6,
            "PST", -8, "PDT", -7, "EAT", 3, "CET", 1);

    private final List<String> words;
    private int day = -1;
    private int month = -1;
    private int year = -1;
    private int hour = -1;
    private int minute;
    private int second;
    private boolean afternoon;
    private boolean morning;
    private Integer offset;   // seconds; null where none is said

    DateReader(String text) {
        this.words = words(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    Optional<OffsetDateTime> read() {
        words.forEach(this::take);
        return made();
    }

    /** The same, with midnight in place of a time that there is not. */
    Optional<OffsetDateTime> readDay() {
        words.forEach(this::take);
        if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            hour = 0;
            minute = 0;
            second = 0;
        }
        return made();
    }

    private Optional<OffsetDateTime> made() {
        if (day < 1 || month < 1 || year < 0) {
            return Optional.empty();
        }
        try {
            ZoneOffset zone = ZoneOffset.ofTotalSeconds(offset == null ? 0 : offset);
            int h = afternoon && hour < 12 ? hour + 12 : morning && hour == 12 ? 0 : Math.max(hour, 0);
            return Optional.of(OffsetDateTime.of(year, month, day, h, minute, Math.min(second, 59), 0, zone));   // :60 is a leap second
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private void take(String word) {
        int colon = word.indexOf(':');
        int hyphen = word.indexOf('-', 1);
        boolean digit = Character.isDigit(word.charAt(0));
        if (digit && hyphen > 0 && (colon < 0 || hyphen < colon)) {
            hyphenated(word);
        } else if (digit && colon > 0) {
            time(word);
        } else if (hour >= 0 && (word.charAt(0) == '+' || word.charAt(0) == '-')) {
            offset(word);
        } else if (digit && word.indexOf('.') > 0 && day > 0) {
            time(word.replace('.', ':'));   // 10.42.00, a habit of some mailers
        } else if (digit) {
            number(word);
        } else {
            name(word);
        }
    }

    private void number(String word) {
        int value = integer(word);
        if (value < 0) {
            return;
        }
        if (day < 0 && word.length() <= 2) {
            day = value;
        } else if (year < 0) {
            year = century(value, word.length());
        }
    }

    /** RFC 5322 §4.3: two digits below 50 are 20xx, others 19xx, and three count from 1900. */
    private static int century(int value, int digits) {
        return digits == 2 ? value + (value < 50 ? 2000 : 1900) : digits == 3 ? value + 1900 : value;
    }

    /** 22-Nov-2026 or 2026-11-22, perhaps with a time behind a T. */
    private void hyphenated(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        int t = upper.indexOf('T', 8);
        String[] parts = (t > 0 ? upper.substring(0, t) : upper).split("-", 4);
        if (parts.length != 3) {
            return;
        }
        boolean yearFirst = parts[0].length() == 4;
        day = integer(yearFirst ? parts[2] : parts[0]);
        month = parts[1].isEmpty() ? -1 : Character.isDigit(parts[1].charAt(0)) ? integer(parts[1]) : monthOf(parts[1]);
        String written = yearFirst ? parts[0] : parts[2];
        year = century(integer(written), written.length());
        if (t > 0 && t + 1 < upper.length()) {
            take(upper.substring(t + 1));
        }
    }

    private void time(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        int end = 0;
        while (end < upper.length() && (Character.isDigit(upper.charAt(end)) || ":.".indexOf(upper.charAt(end)) >= 0)) {
            end++;
        }
        String[] parts = upper.substring(0, end).split("[:.]");
        if (hour < 0 && parts.length >= 2) {
            hour = integer(parts[0]);
            minute = integer(parts[1]);
            second = parts.length > 2 ? integer(parts[2]) : 0;
        }
        if (end < upper.length()) {
            take(upper.substring(end));   // 10:42:00Z, 10:42:00+03:00, 10:42PM
        }
    }

    private void offset(String word) {
        String digits = word.substring(1).replace(":", "");
        int value = integer(digits);
        if (offset != null || value < 0) {
            return;
        }
        int minutes = digits.length() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        offset = minutes > 18 * 60 ? 0 : (word.charAt(0) == '-' ? -60 : 60) * minutes;
    }

    private void name(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        int found = monthOf(word);
        if (month < 0 && found > 0) {
            month = found;
        } else if (upper.equals("PM") || upper.equals("AM")) {
            afternoon = upper.equals("PM");
            morning = !afternoon;
        } else if (hour >= 0 && offset == null && (upper.startsWith("GMT") || upper.startsWith("UTC")) && word.length() > 3) {
            take(word.substring(3));   // GMT+0300
        } else if (hour >= 0 && offset == null && ZONES.containsKey(upper)) {
            offset = ZONES.get(upper) * 3600;   // other letters count as -0000 (RFC 5322 §4.3)
        }
    }

    private static int monthOf(String word) {
        return word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    /** -1 where it is no number of at most four digits. */
    private static int integer(String digits) {
        boolean plain = !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(digits) : -1;
    }

    /** Split at blanks and commas, comments left out. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += c == '(' ? 1 : 0;
            if (depth == 0 && c > ' ' && c != ',' && c != '"') {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return words;
    }
}
