package barua.webmail;

import barua.directory.Account;
import barua.sieve.Forwarding;
import barua.sieve.Rule;
import barua.sieve.RuleSheet;
import barua.sieve.VacationNote;
import barua.sieve.Verbatim;
import barua.web.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the page of filters together for one request. */
final class FiltersPages {

    private final Webmail webmail;
    private final Call call;
    private final Words words;
    private final Account account;
    private final Rulebook.Opened opened;
    private final RuleSheet sheet;

    private FiltersPage.Editor editor = FiltersPage.Editor.NONE;
    private RuleForm form = RuleForm.blank();
    private FiltersPage.Tried tried = FiltersPage.Tried.NONE;
    private List<String> complaints = List.of();
    private String problem = "";
    private String said = "";
    private long back = -1;

    FiltersPages(Webmail webmail, Call call) throws IOException {
        this.webmail = webmail;
        this.call = call;
        this.words = Words.of(call);
        this.account = webmail.account(call);
        this.opened = webmail.rulebook().open(account.address());
        this.sheet = RuleSheet.read(opened.text());
    }

    Rulebook.Opened opened() {
        return opened;
    }

    RuleSheet sheet() {
        return sheet;
    }

    Words words() {
        return words;
    }

    Account account() {
        return account;
    }

    /** The rule of that number as it is saved; false where there is none. */
    boolean edit(int number) throws IOException {
        if (number < 1 || number > sheet.entries().size()) {
            return false;
        }
        RuleSheet.Entry entry = sheet.entries().get(number - 1);
        Optional<RuleForm> read = form(entry);
        editor(number, read.orElse(RuleForm.blank()), read.isEmpty(), entry.text(), "", "");
        return true;
    }

    /** Empty where it is written by hand, or has a page of its own. */
    static Optional<RuleForm> form(RuleSheet.Entry entry) {
        return entry.part() instanceof Rule rule ? RuleForms.of(rule) : Optional.empty();
    }

    /** The one rule that a text is. */
    static Optional<RuleSheet.Entry> one(String text) {
        List<RuleSheet.Entry> entries = RuleSheet.read(text).entries();
        return entries.size() == 1 ? Optional.of(entries.getFirst()) : Optional.empty();
    }

    /** Shows a rule as it stands in the browser. @param asText whether its script is shown instead of the form */
    void editor(int number, RuleForm shown, boolean asText, String text, String letter, String folder) throws IOException {
        form = shown;
        Optional<RuleSheet.Entry> one = asText ? one(text) : Optional.empty();
        boolean hand = asText && one.flatMap(FiltersPages::form).isEmpty();
        String name = asText ? one.map(entry -> entry.part().name()).orElse("") : shown.name();
        Optional<String> warning = asText ? RuleCheck.warning(text) : RuleCheck.warning(shown);
        String title = !name.isEmpty() ? name : number == 0 ? words.say("filters.name.new") : words.say("filters.handwritten");
        editor = new FiltersPage.Editor(true, number, title, asText, hand, asText ? text : "", warning.map(words::say).orElse(""),
                asText ? List.of() : hints(number, shown), letter, folder);
    }

    /** What a person may not have meant, of a rule as it stands in the browser. */
    private List<String> hints(int number, RuleForm shown) throws IOException {
        if (sheet.problem().isPresent() || RuleCheck.problem(shown).isPresent()) {
            return List.of();
        }
        RuleForm ready = FilterEditing.named(shown);
        List<RuleSheet.Entry> entries = sheet.entries();
        int at = number > 0 && number <= entries.size() ? number - 1 : entries.size();
        boolean on = at == entries.size() || entries.get(at).part().enabled();
        RuleSheet with = at == entries.size() ? sheet.insert(at, RuleForms.rule(ready, on)) : sheet.replace(at, RuleForms.rule(ready, on));
        return webmail.filterTrials().hints(account.address(), with, at, words, ready.made(shown));
    }

    void tried(FiltersPage.Tried result) {
        tried = result;
    }

    void problem(String why, List<String> wrong) {
        problem = why;
        complaints = wrong;
    }

    /** @param undo the version that can be brought back; -1 for none */
    void said(String what, long undo) {
        said = what;
        back = undo;
    }

    FiltersPage page() throws IOException {
        List<FiltersPage.Line> lines = new ArrayList<>();
        Set<String> there = webmail.filterTrials().folders(account.address());
        List<FilterTrials.Count> counts = webmail.filterTrials().counts(account, opened, sheet);
        for (int i = 0; i < sheet.entries().size(); i++) {
            lines.add(line(i, i < counts.size() ? Optional.of(counts.get(i)) : Optional.empty(), there));
        }
        Choices choices = Choices.of(webmail.desk().places(account.address(), words), words);
        return new FiltersPage(opened.mark(), lines, editor, form, choices, problem, said, back >= 0, Math.max(0, back), work(), tried, complaints);
    }

    private FiltersPage.Line line(int at, Optional<FilterTrials.Count> count, Set<String> there) {
        RuleSheet.Entry entry = sheet.entries().get(at);
        Optional<RuleForm> read = form(entry);
        String name = switch (entry.part()) {
            case VacationNote _ -> words.say("vacation");
            case Forwarding _ -> words.say("forwarding");
            case Rule rule -> rule.name().isEmpty() ? words.say("filters.handwritten") : rule.name();
            case Verbatim verbatim -> verbatim.name().isEmpty() ? words.say("filters.handwritten") : verbatim.name();
        };
        boolean rule = !(entry.part() instanceof VacationNote) && !(entry.part() instanceof Forwarding);
        String summary = read.map(new RuleWords(words)::summary).orElse(rule ? words.say("filters.handwritten") : words.say("settings"));
        Optional<FilterTrials.Count> shown = count.filter(_ -> rule);
        return new FiltersPage.Line(at + 1, name, summary, entry.part().enabled(), editor.number() == at + 1,
                shown.map(n -> words.say("filters.matches", "n", n.matches(), "of", n.of())).orElse(""),
                shown.map(n -> words.say("filters.matches.spoken", "n", n.matches(), "of", n.of())).orElse(""), rule && sheet.switchable(at),
                href(entry.part(), at), rule && entry.part().enabled() ? FilterTrials.hints(there, sheet, at, words) : List.of());
    }

    private static String href(RuleSheet.Part part, int at) {
        return switch (part) {
            case VacationNote _ -> "/settings/vacation";
            case Forwarding _ -> "/settings/forwarding";
            case Rule _, Verbatim _ -> "/filters/" + (at + 1);
        };
    }

    private FiltersPage.Work work() {
        Optional<Sorting.Progress> progress = webmail.sorting().of(account.address());
        return progress.map(now -> now.state() == Sorting.State.RUNNING ? new FiltersPage.Work(true, now.percent(), SortingWords.going(now, words), "")
                : new FiltersPage.Work(false, 100, "", SortingWords.ended(now, words))).orElse(FiltersPage.Work.NONE);
    }

    Call call() {
        return call;
    }
}
