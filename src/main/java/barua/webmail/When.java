package barua.webmail;

import barua.message.Dates;
import barua.message.HeaderField;
import barua.web.Call;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Times for people, as of one moment in one zone and language: 24-hour digits, the week begins on Monday (ui.md §11). */
final class When {

    private final Words words;
    private final ZoneId zone;
    private final LocalDate today;

    When(Words words, ZoneId zone, Instant now) {
        this.words = words;
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** Now, where the caller is. */
    static When of(Call call) {
        return new When(Words.of(call), call.zone(), Instant.now());
    }

    /** For lists: {@code 10:42}, {@code Mon}, {@code 19 Mar}, {@code 2024-11-03}. */
    String brief(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        LocalDate day = at.toLocalDate();
        if (day.equals(today)) {
            return clock(at);
        }
        if (day.isBefore(today) && day.isAfter(today.minusDays(7))) {
            return weekday(day.getDayOfWeek());
        }
        return day.getYear() == today.getYear() ? day.getDayOfMonth() + " " + month(day) : day.toString();
    }

    /** Above a letter: {@code Today 10:42}, {@code Mon 23 Mar 10:42}, {@code 3 Nov 2024 10:42}. */
    String exact(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        LocalDate day = at.toLocalDate();
        if (day.equals(today)) {
            return words.say("date.today") + " " + clock(at);
        }
        if (day.equals(today.minusDays(1))) {
            return words.say("date.yesterday") + " " + clock(at);
        }
        String date = day.getDayOfMonth() + " " + month(day);
        return day.getYear() == today.getYear()
                ? weekday(day.getDayOfWeek()) + " " + date + " " + clock(at)
                : date + " " + day.getYear() + " " + clock(at);
    }

    /** In full, for quoting and details: {@code Sunday, 22 November 2026, 10:42}. */
    String full(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return at.getDayOfWeek().getDisplayName(TextStyle.FULL, words.locale()) + ", " + at.getDayOfMonth() + " "
                + at.getMonth().getDisplayName(TextStyle.FULL, words.locale()) + " " + at.getYear() + ", " + clock(at);
    }

    /** A day: {@code Monday, 6 April 2026}. */
    String day(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.FULL, words.locale()) + ", " + day.getDayOfMonth() + " "
                + day.getMonth().getDisplayName(TextStyle.FULL, words.locale()) + " " + day.getYear();
    }

    /** A Date field in the reader's words and zone; as it stands where it is no date. */
    String written(HeaderField date) {
        return Dates.parse(date.unfolded()).map(instant -> full(instant) + " " + zoneName(instant)).orElseGet(date::decoded);
    }

    /** The zone of what is shown, as short as people write it: {@code EAT}, {@code UTC}, {@code UTC+05:30}. */
    String zoneName(Instant instant) {
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(instant.atZone(zone));
        ZoneOffset offset = zone.getRules().getOffset(instant);
        boolean word = name.matches("[A-Z]{2,5}");
        return offset.equals(ZoneOffset.UTC) ? "UTC" : word ? name : "UTC" + offset;
    }

    /** The heading under which a list shows it; equal headings are one group. */
    String group(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        if (!day.isBefore(today)) {
            return words.say("date.today");
        }
        if (day.equals(today.minusDays(1))) {
            return words.say("date.yesterday");
        }
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (!day.isBefore(monday)) {
            return words.say("date.thisweek");
        }
        if (!day.isBefore(monday.minusDays(7))) {
            return words.say("date.lastweek");
        }
        YearMonth month = YearMonth.from(day);
        return day.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, words.locale()) + " " + month.getYear();
    }

    /** The first instant of the group that {@link #group} puts that instant in; everything later, up to the next group, has the same heading. */
    Instant groupStart(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate start = !day.isBefore(today) ? today
                : day.equals(today.minusDays(1)) ? day
                : !day.isBefore(monday) ? monday
                : !day.isBefore(monday.minusDays(7)) ? monday.minusDays(7)
                : day.withDayOfMonth(1);
        return start.atStartOfDay(zone).toInstant();
    }

    /** Time alone, {@code 10:58}. */
    String time(Instant instant) {
        return clock(instant.atZone(zone));
    }

    LocalDate today() {
        return today;
    }

    ZoneId zone() {
        return zone;
    }

    String weekday(DayOfWeek day) {
        return words.say("date.days").split(" ")[day.getValue() - 1];
    }

    String month(LocalDate day) {
        return words.say("date.months").split(" ")[day.getMonthValue() - 1];
    }

    private static String clock(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern("HH:mm").format(at);
    }
}
