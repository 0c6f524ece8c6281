package barua.webmail;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    static final Set<String> NEEDS = Set.of("vacation", "date", "relational");
    private static final String BETWEEN = "\n\n----\n\n";
    private static final int LONGEST = 10_000;
    private static final int MOST_DAYS = 30;

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
        if (!days.matches("[1-9][0-9]?") || Integer.parseInt(days) > MOST_DAYS) {
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
        return second.isEmpty() ? text : text + BETWEEN + second;
    }

    /** Whether it answers on that day. */
    boolean runsOn(LocalDate today) {
        return on && !day(from).filter(today::isBefore).isPresent() && !day(until).filter(today::isAfter).isPresent();
    }

    String write() {
        List<String> tests = new ArrayList<>(List.of(on ? "true" : "false"));
        if (!from.isEmpty()) {
            tests.add("currentdate :value \"ge\" \"date\" " + RuleText.quoted(from));
        }
        if (!until.isEmpty()) {
            tests.add("currentdate :value \"le\" \"date\" " + RuleText.quoted(until));
        }
        return ScriptParts.MARK_OF.formatted(ScriptParts.VACATION) + "if allof (" + String.join(", ", tests) + ") {\n    vacation :days " + days
                + (subject.isEmpty() ? "" : " :subject " + RuleText.quoted(subject)) + " " + RuleText.quoted(whole()) + ";\n}\n";
    }

    /** The form of that part; empty where somebody changed it by hand so that the form would write another one. */
    static Optional<VacationForm> read(ScriptParts.Part part) {
        boolean on = false;
        String from = "";
        String until = "";
        String subject = "";
        String days = "";
        String text = "";
        List<RuleTokens.Token> tokens = RuleTokens.of(part.text());
        for (int i = 0; i + 1 < tokens.size(); i++) {
            RuleTokens.Token token = tokens.get(i);
            String next = tokens.get(i + 1).text();
            String day = i + 2 < tokens.size() ? tokens.get(i + 2).text() : "";
            on |= token.isWord("true");
            from = token.text().equals("ge") && next.equals("date") ? day : from;
            until = token.text().equals("le") && next.equals("date") ? day : until;
            days = token.text().equals(":days") ? next : days;
            subject = token.text().equals(":subject") ? next : subject;
            text = token.kind() == RuleTokens.Kind.STRING && tokens.get(i + 1).is(';') ? token.text() : text;
        }
        int between = text.indexOf(BETWEEN);
        VacationForm form = new VacationForm(on, from, until, subject, between < 0 ? text : text.substring(0, between), between < 0 ? ""
                : text.substring(between + BETWEEN.length()), days);
        return form.write().strip().equals(part.text().strip()) ? Optional.of(form) : Optional.empty();
    }
}
