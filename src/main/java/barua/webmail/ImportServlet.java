package barua.webmail;

import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Imported;
import barua.sieve.ProcmailImport;
import barua.sieve.Rule;
import barua.sieve.RuleAction;
import barua.sieve.RuleSheet;
import barua.sieve.SquirrelImport;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code /filters/import}: filters of SquirrelMail (its preferences) and procmail (its recipes) become rules below those that are there. First it is shown
 * what becomes of each line; nothing is changed before one says so.
 */
@WebServlet("/filters/import")
public class ImportServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200_000;   // characters
    private static final Pattern RECIPE = Pattern.compile("(?m)^\\s*:0");

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public ImportServlet() {
    }

    ImportServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    /** What the page shows. @param looked whether the text was read */
    public record Page(String version, String text, boolean looked, List<Line> taken, List<Line> left) {

        /** What keeps a first line break that HTML would swallow. */
        public String lead() {
            return text.startsWith("\n") ? "\n" : "";
        }
    }

    /** @param line where it stood, from 1 @param said what it becomes, or why it is not taken over */
    public record Line(int line, String was, String said) {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        show(request, response, new Page(webmail.rulebook().open(account(request)).mark(), "", false, List.of(), List.of()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Words words = Words.of(Call.of(request));
        String given = FiltersServlet.given(request, "text").replace("\r\n", "\n");
        String mark = FiltersServlet.given(request, "version");
        if (given.length() > LONGEST) {
            refuse(request, response, new Page(mark, given.substring(0, LONGEST), false, List.of(), List.of()), words.say("filters.import.long"));
            return;
        }
        Imported imported = read(given);
        Page page = page(mark, given, imported, words);
        if (imported.rules().isEmpty()) {
            refuse(request, response, page, words.say("filters.import.none"));
        } else if (FiltersServlet.given(request, "verb").equals("take")) {
            take(request, response, page, imported);
        } else {
            show(request, response, page);
        }
    }

    private static Imported read(String text) {
        return RECIPE.matcher(text).find() ? ProcmailImport.read(text) : SquirrelImport.read(text);
    }

    private static Page page(String mark, String text, Imported imported, Words words) {
        List<Line> taken = new ArrayList<>();
        List<Line> left = new ArrayList<>();
        for (Imported.Item item : imported.items()) {
            switch (item) {
                case Imported.Taken(int line, String was, Rule rule) -> taken.add(new Line(line, was, summary(rule, words)));
                case Imported.Left(int line, String was, Imported.Why why) ->
                        left.add(new Line(line, was, words.say("filters.import.why." + why.name().toLowerCase(Locale.ROOT).replace('_', '.'))));
            }
        }
        return new Page(mark, text, true, taken, left);
    }

    private static String summary(Rule rule, Words words) {
        String said = RuleForms.of(rule).map(new RuleWords(words)::summary).orElseGet(() -> RuleSheet.of(List.of(rule)).entries().getFirst().text().strip());
        return rule.enabled() ? said : said + ' ' + words.say("filters.import.off");
    }

    private void take(HttpServletRequest request, HttpServletResponse response, Page page, Imported imported) throws IOException, ServletException {
        Address account = account(request);
        Words words = Words.of(Call.of(request));
        RuleSheet sheet = RuleSheet.read(webmail.rulebook().open(account).text());
        if (sheet.problem().isPresent()) {
            refuse(request, response, page, String.join(" ", ScriptServlet.said(words, List.of(sheet.problem().get()))));
            return;
        }
        for (Rule rule : imported.rules()) {
            sheet = sheet.insert(sheet.entries().size(), withFolders(account, rule));
        }
        switch (webmail.rulebook().save(account, page.version(), sheet.text())) {
            case Rulebook.Saved.Done _ -> ScriptServlet.see(response, "/filters?done=imported");
            case Rulebook.Saved.Changed(Rulebook.Opened now) -> ScriptServlet.conflict(request, response, webmail, sheet.text(), now);
            case Rulebook.Saved.Wrong(List<Complaint> wrong) -> refuse(request, response, page, String.join(" ", ScriptServlet.said(words, wrong)));
            case Rulebook.Saved.Full() -> refuse(request, response, page, words.say("filters.full"));
        }
    }

    /** Folders that are missing are made now, where that can be: then the rule need not make them, and its form can show it. */
    private Rule withFolders(Address account, Rule rule) throws IOException {
        Set<String> there = new HashSet<>();
        for (RuleAction action : rule.actions()) {
            if (action instanceof RuleAction.FileInto into && !(webmail.folders().create(account, into.folder()) instanceof Folders.Outcome.Refused)) {
                there.add(into.folder());
            }
        }
        return into(rule, there::contains);
    }

    /** @param there whether that folder is there when the rule is run */
    private static Rule into(Rule rule, Predicate<String> there) {
        List<RuleAction> actions = rule.actions().stream().map(action -> action instanceof RuleAction.FileInto into && there.test(into.folder())
                ? new RuleAction.FileInto(into.folder(), into.copy(), false) : action).toList();
        return new Rule(rule.name(), rule.enabled(), rule.any(), rule.conditions(), actions, rule.stop());
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Page page, String why) throws IOException, ServletException {
        response.setStatus(422);
        request.setAttribute("problem", why);
        show(request, response, page);
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException, ServletException {
        request.setAttribute("imported", page);
        request.getRequestDispatcher("/views/import.xhtml").forward(request, response);
    }

    private static Address account(HttpServletRequest request) {
        return Call.of(request).signedIn().account();
    }
}
