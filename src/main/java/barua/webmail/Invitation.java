package barua.webmail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The facts of an invitation in a message (RFC 5545, RFC 5546), to be read only: what, when, where, who asks.
 *
 * @param method    such as REQUEST, CANCEL, REPLY
 * @param end       empty where it is not said
 * @param allDay    whether days count and not hours
 * @param organiser name or address; may be empty
 */
record Invitation(String method, String summary, Instant start, Optional<Instant> end, boolean allDay, String place, String organiser, int invited, boolean repeats) {

    private static final int MOST_LINES = 20_000;

    /** One content line: name, parameters, value (RFC 5545 §3.1). */
    private record Line(String name, String parameters, String value) {
    }

    /** The first event; empty where there is none that can be read. Floating times are of {@code zone}. */
    static Optional<Invitation> read(String calendar, ZoneId zone) {
        List<Line> lines = lines(calendar);
        String method = first(lines, "METHOD").map(Line::value).orElse("PUBLISH").toUpperCase(Locale.ROOT);
        List<Line> event = event(lines);
        Optional<Line> begins = first(event, "DTSTART");
        if (begins.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> start = instant(begins.get(), zone);
        Optional<Instant> end = first(event, "DTEND").flatMap(line -> instant(line, zone));
        Optional<Instant> length = first(event, "DURATION").flatMap(line -> start.flatMap(at -> plus(at, line.value())));
        int invited = (int) event.stream().filter(line -> line.name.equals("ATTENDEE")).count();
        return start.map(at -> new Invitation(method, text(event, "SUMMARY"), at, end.or(() -> length), isDate(begins.get()), text(event, "LOCATION"),
                organiser(event), invited, first(event, "RRULE").isPresent()));
    }

    private static List<Line> lines(String calendar) {
        List<Line> lines = new ArrayList<>();
        String unfolded = calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
        for (String line : unfolded.split("\n", MOST_LINES)) {
            int colon = colon(line);
            if (colon > 0) {
                String before = line.substring(0, colon);
                int semicolon = before.indexOf(';');
                String name = semicolon < 0 ? before : before.substring(0, semicolon);
                lines.add(new Line(name.strip().toUpperCase(Locale.ROOT), semicolon < 0 ? "" : before.substring(semicolon + 1), line.substring(colon + 1).strip()));
            }
        }
        return lines;
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

    private static List<Line> event(List<Line> lines) {
        List<Line> event = new ArrayList<>();
        int alarms = 0;
        boolean inside = false;
        for (Line line : lines) {
            boolean begin = line.name.equals("BEGIN");
            boolean end = line.name.equals("END");
            if (begin && line.value.equalsIgnoreCase("VEVENT")) {
                inside = true;
            } else if (inside && end && line.value.equalsIgnoreCase("VEVENT")) {
                return event;
            } else if (inside && (begin || end)) {
                alarms += begin ? 1 : -1;
            } else if (inside && alarms == 0) {
                event.add(line);
            }
        }
        return event;
    }

    private static Optional<Line> first(List<Line> lines, String name) {
        return lines.stream().filter(line -> line.name.equals(name)).findFirst();
    }

    private static String text(List<Line> lines, String name) {
        return first(lines, name).map(line -> line.value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")).orElse("");
    }

    private static String organiser(List<Line> event) {
        Optional<Line> line = first(event, "ORGANIZER");
        Optional<String> name = line.flatMap(found -> parameter(found, "CN"));
        return name.orElseGet(() -> line.map(found -> found.value.replaceFirst("(?i)^mailto:", "")).orElse(""));
    }

    private static Optional<String> parameter(Line line, String name) {
        for (String parameter : line.parameters.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).equalsIgnoreCase(name)) {
                return Optional.of(parameter.substring(equals + 1).replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    private static boolean isDate(Line line) {
        return line.value.length() == 8;
    }

    private static Optional<Instant> instant(Line line, ZoneId zone) {
        try {
            if (isDate(line)) {
                return Optional.of(LocalDate.parse(line.value, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay(zone).toInstant());
            }
            boolean utc = line.value.endsWith("Z");
            LocalDateTime local = LocalDateTime.parse(utc ? line.value.substring(0, line.value.length() - 1) : line.value, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss"));
            ZoneId its = utc ? ZoneOffset.UTC : parameter(line, "TZID").flatMap(Invitation::zone).orElse(zone);
            return Optional.of(local.atZone(its).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Zones by their usual names; others (a mail program's own) are taken as the reader's. */
    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> plus(Instant start, String duration) {
        try {
            return Optional.of(start.plus(Duration.parse(duration.replaceFirst("P(\\d+)W", "P$1D"))));
        } catch (DateTimeException notALength) {
            return Optional.empty();
        }
    }
}
