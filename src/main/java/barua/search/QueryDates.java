package barua.search;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
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
            return Optional.ofNullable(span(typed.toLowerCase(Locale.ROOT), today));
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
        Matcher ago = AGO.matcher(typed);
        return ago.matches() ? Span.of(before(today, number(ago, 1), ago.group(2))) : null;
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
