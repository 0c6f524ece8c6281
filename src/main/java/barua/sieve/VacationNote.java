package barua.sieve;

import barua.message.Address;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is answered while somebody is away.
 *
 * @param name       of its piece of the script
 * @param from       first day, in the account's zone; empty: at once
 * @param until      last day; empty: until it is switched off
 * @param conditions which must all hold besides; empty as a rule
 * @param wordings   at least one; several are sent in one answer, one below the other
 * @param subject    empty for the usual one
 * @param days       for how long the same sender is not told again, 1 to 365
 * @param addresses  under which the person gets mail besides the account's own
 * @param sender     what stands in From, as the script says it; empty for the account's own
 */
public record VacationNote(String name, boolean enabled, Optional<LocalDate> from, Optional<LocalDate> until, List<Condition> conditions,
        List<Wording> wordings, String subject, int days, List<Address> addresses, String sender) implements RuleSheet.Part {

    /** Between the languages of one answer. */
    public static final String DIVIDER = "* * *";
    static final int USUAL_DAYS = 7;
    /** Of its piece, where nobody gave it another. */
    public static final String NAME = "vacation";

    public VacationNote {
        name = RuleName.plain(name);
        conditions = List.copyOf(conditions);
        List<Wording> said = wordings.stream().filter(wording -> !wording.text().isBlank()).toList();
        wordings = said.isEmpty() ? wordings.stream().limit(1).toList() : said;
        subject = ScriptString.line(subject).strip();
        sender = ScriptString.line(sender).strip();
        addresses = List.copyOf(addresses);
        if (wordings.isEmpty() || days < 1 || days > 365) {
            throw new IllegalArgumentException(wordings.isEmpty() ? "no answer" : days + " days");
        }
    }

    /** @param language such as {@code sw}; empty where nobody said @param text lines end in CRLF, the last one in nothing */
    public record Wording(String language, String text) {
        public Wording {
            language = language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}") ? language : "";
            text = ScriptString.lines(text).replaceAll("(?m)^\\* \\* \\*$", "***");
        }
    }

    /** As most people write it. */
    public static VacationNote of(Optional<LocalDate> from, Optional<LocalDate> until, String subject, List<Wording> wordings, int days,
            List<Address> addresses) {
        return new VacationNote(NAME, true, from, until, List.of(), wordings, subject, days, addresses, "");
    }

    public VacationNote enabled(boolean on) {
        return new VacationNote(name, on, from, until, conditions, wordings, subject, days, addresses, sender);
    }
}
