package barua.webmail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The facts of an invitation in a message (RFC 5545, RFC 5546), to be read only: what, when, where, who asks.
 *
 * @param method    such as REQUEST, CANCEL, REPLY
 * @param organiser name or address; may be empty
 */
record Invitation(String method, String summary, Span span, String place, String organiser, int invited, boolean repeats) {

    /** When it is. */
    sealed interface Span {

        /** Whole days, the same for everybody wherever they are; {@code last} is one of them. */
        record Days(LocalDate first, LocalDate last) implements Span {
        }

        /** @param start in the zone in which it was written; {@code end} is empty where it is not said */
        record Times(ZonedDateTime start, Optional<ZonedDateTime> end) implements Span {
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

    /** The first event; empty where there is none that can be read. Floating times, and times in a zone that nobody knows, are of {@code zone}. */
    static Optional<Invitation> read(String calendar, ZoneId zone) {
        List<ContentLine> lines = ContentLine.of(calendar);
        String method = ContentLine.first(lines, "METHOD").map(ContentLine::value).orElse("PUBLISH").toUpperCase(Locale.ROOT);
        List<ContentLine> event = event(lines);
        int invited = (int) event.stream().filter(line -> line.name().equals("ATTENDEE")).count();
        return span(event, new CalendarZones(lines, zone)).map(span -> new Invitation(method, text(event, "SUMMARY"), span, text(event, "LOCATION"),
                organiser(event), invited, ContentLine.first(event, "RRULE").isPresent()));
    }

    private static List<ContentLine> event(List<ContentLine> lines) {
        List<ContentLine> event = new ArrayList<>();
        int alarms = 0;
        boolean inside = false;
        for (ContentLine line : lines) {
            boolean begin = line.name().equals("BEGIN");
            boolean end = line.name().equals("END");
            if (begin && line.value().equalsIgnoreCase("VEVENT")) {
                inside = true;
            } else if (inside && end && line.value().equalsIgnoreCase("VEVENT")) {
                return event;
            } else if (inside && (begin || end)) {
                alarms += begin ? 1 : -1;
            } else if (inside && alarms == 0) {
                event.add(line);
            }
        }
        return event;
    }

    private static Optional<Span> span(List<ContentLine> event, CalendarZones zones) {
        try {
            Optional<ContentLine> start = ContentLine.first(event, "DTSTART");
            Optional<ContentLine> end = ContentLine.first(event, "DTEND");
            String length = ContentLine.first(event, "DURATION").map(ContentLine::value).orElse("");
            return start.map(from -> isDate(from) ? days(date(from), end.filter(Invitation::isDate).map(Invitation::date), length)
                    : times(time(from, zones), end.filter(line -> !isDate(line)).map(line -> time(line, zones)), length));
        } catch (DateTimeException | ArithmeticException notATime) {
            return Optional.empty();
        }
    }

    /** RFC 5545 §3.6.1: DTEND is the first day that no longer belongs to it; without one it is a single day. */
    private static Span days(LocalDate first, Optional<LocalDate> end, String length) {
        LocalDate over = end.orElseGet(() -> first.plus(length.isEmpty() ? Period.ofDays(1) : Period.ofDays((int) duration(length).toDays())));
        return new Span.Days(first, over.isAfter(first) ? over.minusDays(1) : first);
    }

    private static Span times(ZonedDateTime start, Optional<ZonedDateTime> end, String length) {
        Optional<ZonedDateTime> computed = length.isEmpty() ? Optional.empty() : Optional.of(start.plus(duration(length)));
        return new Span.Times(start, end.or(() -> computed).filter(at -> at.isAfter(start)));
    }

    private static boolean isDate(ContentLine line) {
        return line.value().length() == 8;
    }

    private static LocalDate date(ContentLine line) {
        return LocalDate.parse(line.value(), DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static ZonedDateTime time(ContentLine line, CalendarZones zones) {
        boolean utc = line.value().endsWith("Z");
        LocalDateTime local = LocalDateTime.parse(utc ? line.value().substring(0, line.value().length() - 1) : line.value(), TIME);
        return utc ? local.atZone(ZoneOffset.UTC) : zones.at(local, line.parameter("TZID").orElse(""));
    }

    /** RFC 5545 §3.3.6; the weeks are not Java's. */
    private static Duration duration(String text) {
        return text.matches("\\+?P[0-9]{1,4}W") ? Duration.ofDays(7L * Integer.parseInt(text.replaceAll("[^0-9]", ""))) : Duration.parse(text);
    }

    private static String text(List<ContentLine> lines, String name) {
        return ContentLine.first(lines, name).map(ContentLine::text).orElse("");
    }

    private static String organiser(List<ContentLine> event) {
        Optional<ContentLine> line = ContentLine.first(event, "ORGANIZER");
        Optional<String> name = line.flatMap(found -> found.parameter("CN"));
        return name.orElseGet(() -> line.map(found -> found.value().replaceFirst("(?i)^mailto:", "")).orElse(""));
    }
}
