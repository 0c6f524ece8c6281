package barua.webmail;

import barua.directory.Account;
import barua.web.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the page of filters together for one request. */
final class FiltersPages {

    private final Webmail webmail;
    private final Call call;
    private final Words words;
    private final Account account;
    private final Rulebook.Opened opened;
    private final ScriptParts parts;

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
        this.parts = ScriptParts.of(opened.text());
    }

    Rulebook.Opened opened() {
        return opened;
    }

    ScriptParts parts() {
        return parts;
    }

    Words words() {
        return words;
    }

    Account account() {
        return account;
    }

    /** The rule of that number as it is saved; false where there is none. */
    boolean edit(int number) {
        if (number < 1 || number > parts.parts().size()) {
            return false;
        }
        ScriptParts.Part part = parts.parts().get(number - 1);
        Optional<RuleText.Read> read = RuleText.read(part);
        editor(number, read.map(RuleText.Read::form).orElse(RuleForm.blank()), read.isEmpty(), part.text(), "", "");
        return true;
    }

    /** Shows a rule as it stands in the browser. @param asText whether its script is shown instead of the form */
    void editor(int number, RuleForm shown, boolean asText, String text, String letter, String folder) {
        form = shown;
        boolean hand = asText && RuleText.read(part(text)).isEmpty();
        String name = asText ? part(text).name() : shown.name();
        Optional<String> warning = asText ? RuleCheck.warning(text) : RuleCheck.warning(shown);
        String title = !name.isEmpty() ? name : number == 0 ? words.say("filters.name.new") : words.say("filters.handwritten");
        editor = new FiltersPage.Editor(true, number, title, asText, hand, asText ? text : "", warning.map(words::say).orElse(""), letter, folder);
    }

    private static ScriptParts.Part part(String text) {
        List<ScriptParts.Part> read = ScriptParts.of(text).parts();
        return read.size() == 1 ? read.getFirst() : new ScriptParts.Part(read.isEmpty() ? "" : read.getFirst().name(), "");
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
        List<FilterTrials.Count> counts = webmail.filterTrials().counts(account, opened, parts);
        for (int i = 0; i < parts.parts().size(); i++) {
            lines.add(line(i, i < counts.size() ? Optional.of(counts.get(i)) : Optional.empty()));
        }
        Choices choices = Choices.of(webmail.desk().places(account.address(), words), words);
        return new FiltersPage(opened.mark(), lines, editor, form, choices, problem, said, back >= 0, Math.max(0, back), work(), tried, complaints);
    }

    private FiltersPage.Line line(int at, Optional<FilterTrials.Count> count) {
        ScriptParts.Part part = parts.parts().get(at);
        Optional<RuleText.Read> read = RuleText.read(part);
        String name = switch (part.name()) {
            case "" -> words.say("filters.handwritten");
            case ScriptParts.VACATION -> words.say("vacation");
            case ScriptParts.FORWARDING -> words.say("forwarding");
            default -> part.name();
        };
        boolean rule = part.isRule();
        String summary = read.filter(_ -> rule).map(known -> new RuleWords(words).summary(known.form()))
                .orElse(rule ? words.say("filters.handwritten") : words.say("settings"));
        Optional<FilterTrials.Count> shown = count.filter(_ -> rule);
        return new FiltersPage.Line(at + 1, name, summary, read.map(RuleText.Read::on).orElse(true), editor.number() == at + 1,
                shown.map(n -> words.say("filters.matches", "n", n.matches(), "of", n.of())).orElse(""),
                shown.map(n -> words.say("filters.matches.spoken", "n", n.matches(), "of", n.of())).orElse(""), rule && read.isPresent(), href(part, at));
    }

    private static String href(ScriptParts.Part part, int at) {
        return part.isRule() ? "/filters/" + (at + 1) : "/settings/" + part.name();
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
