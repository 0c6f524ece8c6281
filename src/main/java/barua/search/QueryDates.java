package barua.search;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as people type them: {@code 2026-02-01}, {@code 1/2/2026} (the day first), {@code 2026-02}, {@code 2026}, {@code jana}, {@code 7d}. */
final class QueryDates {

    static final LocalDate LAST = LocalDate.of(9999, 1, 1);
    private static final Pattern FULL = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    private static final Pattern TURNED = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d{2}");
    private static final Pattern AGO = Pattern.compile("(\\d{1,4})(d|w|m|y|siku|wiki|mwezi|miezi|mwaka|miaka)");

    private static final Pattern NAMED = Pattern.compile("(\\d{0,2})([a-z]{3,12})((?:19|20)\\d{2}|)");
    private static final List<String> WEEKDAYS = List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jumatatu", "jumanne",
            "jumatano", "alhamisi", "ijumaa", "jumamosi", "jumapili");
    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december", "januari", "februari", "machi", "aprili", "mei", "juni", "julai", "agosti", "septemba", "oktoba", "novemba", "desemba");

    private QueryDates() {
    }

    /** @param next the day behind the last one */
    record Span(LocalDate first, LocalDate next) {
        static Span of(LocalDate day) {
            return new Span(day, day.plusDays(1));
        }
    }

    static Optional<Span> read(String typed, LocalDate today) {
        try {
            return Optional.ofNullable(span(typed.toLowerCase(Locale.ROOT).replaceAll("[ ,]+", ""), today));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Span span(String typed, LocalDate today) {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return switch (typed) {
            case "today", "leo" -> Span.of(today);
            case "yesterday", "jana" -> Span.of(today.minusDays(1));
            case "week", "thisweek", "wiki", "wikihii" -> new Span(monday, monday.plusWeeks(1));
            case "lastweek", "wikijana", "wikiiliyopita" -> new Span(monday.minusWeeks(1), monday);
            case "month", "thismonth", "mwezi", "mwezihuu" -> new Span(today.withDayOfMonth(1), today.withDayOfMonth(1).plusMonths(1));
            case "lastmonth", "mwezijana", "mwezuliopita", "mweziuliopita" -> new Span(today.withDayOfMonth(1).minusMonths(1), today.withDayOfMonth(1));
            case "year", "thisyear", "mwaka", "mwakahuu" -> new Span(today.withDayOfYear(1), today.withDayOfYear(1).plusYears(1));
            case "lastyear", "mwakajana" -> new Span(today.withDayOfYear(1).minusYears(1), today.withDayOfYear(1));
            default -> numbers(typed, today);
        };
    }

    private static Span numbers(String typed, LocalDate today) {
        Matcher full = FULL.matcher(typed);
        if (full.matches()) {
            return Span.of(LocalDate.of(number(full, 1), number(full, 2), number(full, 3)));
        }
        Matcher turned = TURNED.matcher(typed);
        if (turned.matches()) {
            return Span.of(LocalDate.of(number(turned, 3), number(turned, 2), number(turned, 1)));
        }
        Matcher month = MONTH.matcher(typed);
        if (month.matches()) {
            LocalDate first = LocalDate.of(number(month, 1), number(month, 2), 1);
            return new Span(first, first.plusMonths(1));
        }
        if (YEAR.matcher(typed).matches()) {
            LocalDate first = LocalDate.of(Integer.parseInt(typed), 1, 1);
            return new Span(first, first.plusYears(1));
        }
        int weekday = WEEKDAYS.indexOf(typed);
        if (weekday >= 0) {
            return Span.of(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(weekday % 7 + 1))));
        }
        Matcher named = NAMED.matcher(typed);
        if (named.matches() && monthOf(named.group(2)) > 0) {
            return named(named, today);
        }
        Matcher ago = AGO.matcher(typed);
        return ago.matches() ? Span.of(before(today, number(ago, 1), ago.group(2))) : null;
    }

    /** Of a day, month and year as far as they were said; without a year the last such day or month. */
    private static Span named(Matcher named, LocalDate today) {
        int month = monthOf(named.group(2));
        boolean day = !named.group(1).isEmpty();
        boolean year = !named.group(3).isEmpty();
        LocalDate first = LocalDate.of(year ? number(named, 3) : today.getYear(), month, day ? number(named, 1) : 1);
        LocalDate said = !year && first.isAfter(today) ? first.minusYears(1) : first;
        return day ? Span.of(said) : new Span(said, said.plusMonths(1));
    }

    /** 1 to 12; 0 for what is none. A month may be said by its first three letters. */
    private static int monthOf(String name) {
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).equals(name) || name.length() == 3 && MONTHS.get(i).startsWith(name)) {
                return i % 12 + 1;
            }
        }
        return 0;
    }

    private static LocalDate before(LocalDate today, int number, String unit) {
        return switch (unit) {
            case "d", "siku" -> today.minusDays(number);
            case "w", "wiki" -> today.minusWeeks(number);
            case "m", "mwezi", "miezi" -> today.minusMonths(number);
            default -> today.minusYears(number);
        };
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
