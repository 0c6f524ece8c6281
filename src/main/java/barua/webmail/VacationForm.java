package barua.webmail;

import barua.sieve.RuleSheet;
import barua.sieve.VacationNote;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The vacation reply as its form shows it, and as a part of the script (RFC 5230): the action {@code vacation} between two days (RFC 5260).
 *
 * @param from   the first day, {@code 2026-03-27}; empty text for now
 * @param until  the last day; empty text for no end
 * @param second the text in another language; empty text for none
 * @param days   how long the same person is not answered again
 */
public record VacationForm(boolean on, String from, String until, String subject, String text, String second, String days) {

    static final VacationForm NONE = new VacationForm(false, "", "", "", "", "", "4");
    private static final int LONGEST = 10_000;
    private static final int MOST_DAYS = 365;

    static VacationForm of(HttpServletRequest request) {
        return new VacationForm(request.getParameter("on") != null, given(request, "from").strip(), given(request, "until").strip(), given(request, "subject")
                .strip(),
                given(request, "text").strip(), given(request, "second").strip(), given(request, "days").strip());
    }

    private static String given(HttpServletRequest request, String name) {
        String value = Optional.ofNullable(request.getParameter(name)).orElse("").replace("\r\n", "\n");
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }

    /** The key of what is wrong. */
    Optional<String> problem() {
        if (day(from).isEmpty() && !from.isEmpty() || day(until).isEmpty() && !until.isEmpty()) {
            return Optional.of("vacation.bad.date");
        }
        if (!from.isEmpty() && !until.isEmpty() && day(until).orElseThrow().isBefore(day(from).orElseThrow())) {
            return Optional.of("vacation.bad.dates");
        }
        if (!days.matches("[1-9][0-9]{0,2}") || Integer.parseInt(days) > MOST_DAYS) {
            return Optional.of("vacation.bad.days");
        }
        return on && text.isEmpty() ? Optional.of("vacation.bad.text") : Optional.empty();
    }

    static Optional<LocalDate> day(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** What people get. */
    String whole() {
        return second.isEmpty() ? text : text + "\n\n" + VacationNote.DIVIDER + "\n\n" + second;
    }

    /** Whether it answers on that day. */
    boolean runsOn(LocalDate today) {
        return on && !day(from).filter(today::isBefore).isPresent() && !day(until).filter(today::isAfter).isPresent();
    }

    /** The script with this in it. What else somebody wrote of the note, such as more addresses, stays. */
    RuleSheet in(RuleSheet sheet) {
        Optional<VacationNote> there = sheet.vacation().map(at -> (VacationNote) sheet.entries().get(at).part());
        List<VacationNote.Wording> wordings = Stream.of(text, second).map(words -> new VacationNote.Wording("", words)).toList();
        return sheet.with(new VacationNote(there.map(VacationNote::name).orElse(VacationNote.NAME), on, day(from), day(until),
                there.map(VacationNote::conditions).orElse(List.of()), wordings, subject, Integer.parseInt(days),
                there.map(VacationNote::addresses).orElse(List.of()), there.map(VacationNote::sender).orElse("")));
    }

    /** Empty where there is no note, or one that the form cannot show. */
    static Optional<VacationForm> of(RuleSheet sheet) {
        return sheet.vacation().map(at -> (VacationNote) sheet.entries().get(at).part())
                .filter(note -> note.wordings().size() <= 2 && note.conditions().isEmpty())
                .map(note -> new VacationForm(note.enabled(), note.from().map(LocalDate::toString).orElse(""), note.until().map(LocalDate::toString).orElse(""),
                note.subject(), lines(note.wordings().getFirst()), note.wordings().size() > 1 ? lines(note.wordings().getLast()) : "", "" + note.days()));
    }

    private static String lines(VacationNote.Wording wording) {
        return wording.text().replace("\r\n", "\n").strip();
    }
}
