package barua.webmail;

import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.RuleSheet;
import barua.sieve.Script;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one sends from the editor of a rule: it is shown again with another line or tab or with a result, or saved. */
final class FilterEditing {

    /** Characters of one rule's text. */
    private static final int LONGEST = 200_000;

    private final Webmail webmail;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final FiltersPages pages;
    private final Words words;
    private final int number;
    private final boolean asText;
    private final String letter;
    private final RuleForm form;
    private final String text;

    FilterEditing(Webmail webmail, HttpServletRequest request, HttpServletResponse response, FiltersPages pages) {
        this.webmail = webmail;
        this.request = request;
        this.response = response;
        this.pages = pages;
        this.words = pages.words();
        String given = FiltersServlet.given(request, "number");
        this.number = given.matches("[0-9]{1,6}") ? Integer.parseInt(given) : 0;
        this.asText = FiltersServlet.given(request, "tab").equals("sieve");
        this.letter = FiltersServlet.given(request, "letter");
        this.form = RuleForm.of(request);
        String typed = FiltersServlet.given(request, "text").replace("\r\n", "\n");
        this.text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    }

    void act(String verb) throws IOException, ServletException {
        switch (verb) {
            case "save" -> save();
            case "sieve" -> sieve();
            case "form" -> form();
            case "try" -> trial();
            case "these" -> these();
            default -> {
                RuleForm changed = form.changed(verb);
                if (changed.equals(form) && form.full()) {
                    refuse(words.say("filters.many", "n", (long) RuleForm.MOST), List.of());
                } else {
                    show(changed, asText, text);
                }
            }
        }
    }

    private void sieve() throws IOException, ServletException {
        Optional<String> problem = asText ? Optional.empty() : RuleCheck.problem(form);
        if (problem.isPresent()) {
            refuse(words.say(problem.get()), List.of());
        } else {
            show(form, true, asText ? text : pages.sheet().text(RuleForms.rule(named(form), on())));
        }
    }

    private void form() throws IOException, ServletException {
        if (!asText) {
            show(form, false, "");
            return;
        }
        Optional<RuleForm> read = FiltersPages.one(text).flatMap(FiltersPages::form);
        if (read.isPresent()) {
            show(read.get(), false, "");
        } else {
            refuse(words.say("filters.handwritten.hint"), List.of());
        }
    }

    private void trial() throws IOException, ServletException {
        Optional<FilterTrials.Ready> ready = ready();
        if (ready.isPresent()) {
            FilterTrials.Tried tried = webmail.filterTrials().tried(pages.account(), ready.get(), false, words, When.of(pages.call()));
            long n = tried.letters().size();
            pages.tried(new FiltersPage.Tried(true, words.say("filters.result.n", "n", n, "of", tried.of()), n == 0 ? "" : words.say("filters.apply.n", "n", n),
                    tried.letters()));
            show(form, asText, text);
        }
    }

    private void these() throws IOException, ServletException {
        Optional<Script> script = ready().map(FilterTrials.Ready::script);
        if (script.isEmpty()) {
            return;
        }
        List<Sorting.Batch> batches = webmail.filterTrials().batches(pages.account(), script.get());
        if (begin(words.say("filters.last", "n", (long) Trial.LETTERS), batches, script.get())) {
            ScriptServlet.see(response, number > 0 ? "/filters/" + number : "/filters");
        } else {
            refuse(words.say("filters.busy"), List.of());
        }
    }

    private boolean begin(String label, List<Sorting.Batch> batches, Script script) {
        return webmail.sorting().begin(pages.account().address(), label, batches, script, webmail.filterTrials().addresses(pages.account()));
    }

    /** The rule alone, as it stands in the browser; where it is none the page has been shown. */
    private Optional<FilterTrials.Ready> ready() throws IOException, ServletException {
        Optional<String> problem = asText ? Optional.empty() : RuleCheck.problem(form);
        if (problem.isPresent()) {
            refuse(words.say(problem.get()), List.of());
            return Optional.empty();
        }
        String alone = asText ? pages.sheet().alone(text) : RuleSheet.of(List.of(RuleForms.rule(named(form), true))).text();
        List<Complaint> wrong = webmail.rulebook().complaints(account(), Rulebook.USUAL.text(), alone);
        if (!wrong.isEmpty()) {
            refuse(words.say("filters.result.unreadable"), ScriptServlet.said(words, wrong));
            return Optional.empty();
        }
        return webmail.filterTrials().ready(account(), alone);
    }

    private void save() throws IOException, ServletException {
        Optional<String> problem = asText ? Optional.empty() : RuleCheck.problem(form).or(() -> RuleCheck.refusal(form, webmail.forwarding()));
        Optional<String> warning = asText ? RuleCheck.warning(text) : RuleCheck.warning(form);
        if (problem.isPresent()) {
            refuse(words.say(problem.get()), List.of());
        } else if (warning.isPresent() && request.getParameter("sure") == null) {
            refuse(words.say(warning.get()), List.of());
        } else {
            write();
        }
    }

    private void write() throws IOException, ServletException {
        String mark = FiltersServlet.given(request, "version");
        boolean stale = !mark.equals(pages.opened().mark());
        RuleSheet base = stale ? RuleSheet.read(webmail.rulebook().earlier(account(), mark).orElse("")) : pages.sheet();
        if (base.problem().isPresent() && !(asText && number == 1)) {
            refuse(words.say("filters.bad"), ScriptServlet.said(words, List.of(base.problem().get())));
            return;
        }
        int size = base.entries().size();
        int at = number > 0 && number <= size ? number - 1 : size;
        RuleForm ready = named(form);
        if (!asText && !folders(ready)) {
            refuse(words.say("filters.bad.folder"), List.of());
            return;
        }
        RuleSheet changed = asText ? named(base.rewrite(at, text), at) : at < size ? base.replace(at, RuleForms.rule(ready, on()))
                : base.insert(at, RuleForms.rule(ready, true));
        if (stale) {
            ScriptServlet.conflict(request, response, webmail, changed.text(), pages.opened());
            return;
        }
        switch (webmail.rulebook().save(account(), mark, changed.text())) {
            case Rulebook.Saved.Done _ -> done(Math.min(at, changed.entries().size() - 1), changed);
            case Rulebook.Saved.Changed(Rulebook.Opened now) -> ScriptServlet.conflict(request, response, webmail, changed.text(), now);
            case Rulebook.Saved.Wrong(List<Complaint> wrong) -> refuse(words.say("filters.bad"), ScriptServlet.said(words, wrong));
            case Rulebook.Saved.Full() -> refuse(words.say("filters.full"), List.of());
        }
    }

    /** A new piece by hand gets a name, by which it can be found in the list. */
    private RuleSheet named(RuleSheet sheet, int at) {
        boolean nameless = number == 0 && sheet.problem().isEmpty() && sheet.entries().size() == at + 1 && sheet.entries().get(at).part().name().isEmpty();
        return nameless ? sheet.rewrite(at, RuleSheet.mark(words.say("filters.name.new")) + sheet.entries().get(at).text()) : sheet;
    }

    private void done(int at, RuleSheet saved) throws IOException {
        Optional<Place> place = Place.of(letter);
        Optional<Desk.Opened> folder = place.isEmpty() || request.getParameter("apply") == null ? Optional.empty() : webmail.desk()
                .open(account(), place.get().path());
        if (folder.isPresent() && at >= 0) {
            Optional<Script> alone = webmail.filterTrials().script(account(), saved.alone(at));
            String label = Desk.label(folder.get().folder().name(), folder.get().use(), words);
            alone.ifPresent(script -> begin(label, List.of(new Sorting.Batch(folder.get(), uids(folder.get()))), script));
        }
        ScriptServlet.see(response, "/filters" + (at < 0 ? "" : "/" + (at + 1)) + "?done=saved");
    }

    private static long[] uids(Desk.Opened folder) {
        try {
            return folder.folder().uids();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** With the names of folders that are yet to be made, and a name that can stand in a script. */
    static RuleForm named(RuleForm form) {
        List<RuleForm.Deed> deeds = form.actions().stream()
                .map(deed -> deed.files() && deed.folder().equals(RuleForm.NEW_FOLDER) ? new RuleForm.Deed(deed.kind(), deed.text().strip(), "") : deed)
                .toList();
        return new RuleForm(RuleSheet.plainName(form.name()), form.any(), form.conditions(), deeds, form.stop());
    }

    /** Makes the folders that the rule names and that are not there; false where one cannot be made. */
    private boolean folders(RuleForm ready) throws IOException {
        Set<String> there = webmail.filterTrials().folders(account());
        for (RuleForm.Deed deed : ready.actions()) {
            boolean missing = deed.files() && !there.contains(deed.folder());
            if (missing && webmail.folders().create(account(), deed.folder()) instanceof Folders.Outcome.Refused) {
                return false;
            }
        }
        return true;
    }

    /** Whether the rule is in use as it is saved now; a new one is. */
    private boolean on() {
        List<RuleSheet.Entry> entries = pages.sheet().entries();
        return number < 1 || number > entries.size() || entries.get(number - 1).part().enabled();
    }

    private Address account() {
        return pages.account().address();
    }

    private void refuse(String why, List<String> complaints) throws IOException, ServletException {
        response.setStatus(422);
        pages.problem(why, complaints);
        show(form, asText, text);
    }

    private void show(RuleForm shown, boolean script, String shownText) throws IOException, ServletException {
        String folder = letter.isEmpty() ? "" : new Proposal(webmail.desk(), words).of(account(), letter).map(Proposal.Proposed::folder).orElse("");
        pages.editor(number, shown, script, shownText, folder.isEmpty() ? "" : letter, folder);
        FiltersServlet.show(request, response, pages);
    }
}
