package barua.webmail;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a time with a TZID means: the zone of that name, else the one that the calendar itself describes (RFC 5545 §3.6.5), else the one that
 * Windows calls so, else the reader's.
 */
final class CalendarZones {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final int MOST_ZONES = 50;
    private static final int MOST_RULES = 200;

    private final Map<String, List<Rule>> own = new HashMap<>();
    private final ZoneId reader;

    CalendarZones(List<ContentLine> calendar, ZoneId reader) {
        this.reader = reader;
        read(calendar);
    }

    /** Standard or daylight time: from when, year by year, which offset holds. */
    private record Rule(LocalDateTime begins, Optional<Yearly> again, ZoneOffset before, ZoneOffset offset) {

        /** The last time at or before that moment that this begins; empty where it never did yet. */
        Optional<LocalDateTime> onset(LocalDateTime moment) {
            if (moment.isBefore(begins)) {
                return Optional.empty();
            }
            if (again.isEmpty()) {
                return Optional.of(begins);
            }
            LocalDateTime thisYear = again.get().in(moment.getYear(), begins);
            LocalDateTime onset = thisYear.isAfter(moment) ? again.get().in(moment.getYear() - 1, begins) : thisYear;
            return Optional.of(onset.isBefore(begins) ? begins : onset);
        }
    }

    /** {@code FREQ=YEARLY;BYMONTH=3;BYDAY=2SU}. @param nth from the month's end where it is negative */
    private record Yearly(int month, int nth, DayOfWeek day) {

        LocalDateTime in(int year, LocalDateTime clock) {
            LocalDate first = YearMonth.of(year, month).atDay(1);
            return first.with(TemporalAdjusters.dayOfWeekInMonth(nth, day)).atTime(clock.toLocalTime());
        }
    }

    ZonedDateTime at(LocalDateTime local, String name) {
        return local.atZone(known(name).or(() -> offset(own.getOrDefault(name, List.of()), local)).or(() -> WindowsZones.of(name)).orElse(reader));
    }

    /** By its usual name, also where a program put its own before it: {@code /mozilla.org/20050126_1/Europe/Berlin}. */
    private static Optional<ZoneId> known(String name) {
        String[] steps = name.split("/");
        String last = name.startsWith("/") && steps.length > 3 ? steps[steps.length - 2] + "/" + steps[steps.length - 1] : name;
        try {
            return last.contains("/") || last.equals("UTC") || last.equals("GMT") ? Optional.of(ZoneId.of(last)) : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> offset(List<Rule> rules, LocalDateTime local) {
        Rule holding = null;
        LocalDateTime newest = LocalDateTime.MIN;
        for (Rule rule : rules) {
            Optional<LocalDateTime> onset = rule.onset(local);
            if (onset.isPresent() && !onset.get().isBefore(newest)) {
                newest = onset.get();
                holding = rule;
            }
        }
        return holding == null ? rules.stream().findFirst().map(Rule::before) : Optional.of(holding.offset);
    }

    private void read(List<ContentLine> calendar) {
        String zone = "";
        List<ContentLine> rule = new ArrayList<>();
        boolean inZone = false;
        for (ContentLine line : calendar) {
            boolean begin = line.name().equals("BEGIN");
            boolean isRule = line.value().equalsIgnoreCase("STANDARD") || line.value().equalsIgnoreCase("DAYLIGHT");
            if (begin && line.value().equalsIgnoreCase("VTIMEZONE")) {
                inZone = true;
                zone = "";
            } else if (line.name().equals("END") && line.value().equalsIgnoreCase("VTIMEZONE")) {
                inZone = false;
            } else if (inZone && line.name().equals("TZID")) {
                zone = line.value();
            } else if (inZone && begin && isRule) {
                rule = new ArrayList<>();
            } else if (inZone && line.name().equals("END") && isRule) {
                keep(zone, rule);
            } else if (inZone) {
                rule.add(line);
            }
        }
    }

    private void keep(String zone, List<ContentLine> lines) {
        if (own.size() >= MOST_ZONES && !own.containsKey(zone)) {
            return;
        }
        List<Rule> rules = own.computeIfAbsent(zone, name -> new ArrayList<>());
        if (rules.size() < MOST_RULES) {
            rule(lines).ifPresent(rules::add);
        }
    }

    private static Optional<Rule> rule(List<ContentLine> lines) {
        try {
            Optional<LocalDateTime> begins = ContentLine.first(lines, "DTSTART").map(line -> LocalDateTime.parse(line.value().replace("Z", ""), TIME));
            Optional<ZoneOffset> to = ContentLine.first(lines, "TZOFFSETTO").map(line -> ZoneOffset.of(line.value()));
            Optional<ZoneOffset> from = ContentLine.first(lines, "TZOFFSETFROM").map(line -> ZoneOffset.of(line.value()));
            Optional<Yearly> again = ContentLine.first(lines, "RRULE").flatMap(line -> yearly(line.value()));
            return begins.isEmpty() || to.isEmpty() ? Optional.empty() : Optional.of(new Rule(begins.get(), again, from.orElse(to.get()), to.get()));
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }

    private static Optional<Yearly> yearly(String rule) {
        Map<String, String> said = new HashMap<>();
        Arrays.stream(rule.toUpperCase(Locale.ROOT).split(";")).map(part -> part.split("=", 2)).filter(part -> part.length == 2)
                .forEach(part -> said.put(part[0].strip(), part[1].strip()));
        String month = said.getOrDefault("BYMONTH", "");
        String day = said.getOrDefault("BYDAY", "");
        boolean understood = month.matches("[1-9]|1[0-2]") && day.matches("[+-]?[1-5](MO|TU|WE|TH|FR|SA|SU)");
        if (!understood) {
            return Optional.empty();
        }
        int nth = Integer.parseInt(day.substring(0, day.length() - 2));
        DayOfWeek weekday = Arrays.stream(DayOfWeek.values()).filter(each -> each.name().startsWith(day.substring(day.length() - 2))).findFirst().orElseThrow();
        return Optional.of(new Yearly(Integer.parseInt(month), nth, weekday));
    }
}
