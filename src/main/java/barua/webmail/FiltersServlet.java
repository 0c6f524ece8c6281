package barua.webmail;

import barua.sieve.RuleSheet;
import barua.sieve.Script;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /filters} the list of rules, {@code /filters/3} with the third of them, {@code /filters/new?letter=inbox/12} with one that a letter suggests.
 * Reading changes nothing; {@code POST /filters} with a verb changes the script, or shows the form again with another line, a result, or what is wrong.
 */
@WebServlet({"/filters", "/filters/*"})
public class FiltersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> DONE = Map.of("saved", "filters.saved", "deleted", "filters.deleted", "moved", "filters.moved", "on",
            "filters.switched.on",
            "off", "filters.switched.off", "undone", "filters.undone", "changed", "filters.changed", "imported", "filters.import.done");

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public FiltersServlet() {
    }

    FiltersServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        FiltersPages pages = new FiltersPages(webmail, Call.of(request));
        List<String> steps = Call.of(request).steps();
        boolean there = switch (steps.size() == 1 ? steps.getFirst() : "") {
            case "new" -> fresh(request, pages);
            case "" -> steps.isEmpty();
            case String number -> number.matches("[1-9][0-9]{0,5}") && pages.edit(Integer.parseInt(number));
        };
        if (!there) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            request.getRequestDispatcher("/views/gone.xhtml").forward(request, response);
            return;
        }
        String done = given(request, "done");
        if (DONE.containsKey(done)) {
            pages.said(pages.words().say(DONE.get(done)), request.getParameter("back") == null ? -1 : back(request));
        }
        show(request, response, pages);
    }

    private boolean fresh(HttpServletRequest request, FiltersPages pages) throws IOException {
        String letter = given(request, "letter");
        if (letter.isEmpty()) {
            pages.editor(0, RuleForm.blank(), false, "", "", "");
            return true;
        }
        Optional<Proposal.Proposed> proposed = new Proposal(webmail.desk(), pages.words()).of(pages.account().address(), letter);
        if (proposed.isPresent()) {
            pages.editor(0, proposed.get().form(), false, "", letter, proposed.get().folder());
        }
        return proposed.isPresent();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (!Call.of(request).steps().isEmpty()) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        FiltersPages pages = new FiltersPages(webmail, Call.of(request));
        String verb = given(request, "verb");
        switch (verb) {
            case "on", "off", "up", "down", "place", "delete", "undo" -> change(request, response, pages, verb);
            case "apply" -> apply(request, response, pages);
            case "stop" -> {
                webmail.sorting().stop(pages.account().address());
                ScriptServlet.see(response, "/filters");
            }
            case "seen" -> {
                webmail.sorting().seen(pages.account().address());
                ScriptServlet.see(response, "/filters");
            }
            case "tryall" -> tryAll(request, response, pages);
            default -> new FilterEditing(webmail, request, response, pages).act(verb);
        }
    }

    /** What is done to a rule as a whole. Where somebody else changed the script meanwhile nothing is done, and the page shows it as it is now. */
    private void change(HttpServletRequest request, HttpServletResponse response, FiltersPages pages, String verb) throws IOException {
        String mark = given(request, "version");
        int at = number(request, "number") - 1;
        int from = number(request, "from") - 1;
        int to = number(request, "to") - 1;
        RuleSheet sheet = pages.sheet();
        int size = sheet.entries().size();
        if (verb.equals("undo")) {
            saved(response, webmail.rulebook().back(pages.account().address(), mark, back(request)), "undone", "/filters");
            return;
        }
        Optional<RuleSheet> changed = sheet.problem().isPresent() ? unreadable(verb) : switch (verb) {
            case "on", "off" -> in(at, size) && sheet.switchable(at) ? Optional.of(sheet.enable(at, verb.equals("on"))) : Optional.empty();
            case "up" -> in(at, size) && at > 0 ? Optional.of(sheet.move(at, at - 1)) : Optional.empty();
            case "down" -> in(at, size) && at + 1 < size ? Optional.of(sheet.move(at, at + 1)) : Optional.empty();
            case "place" -> in(from, size) && in(to, size) ? Optional.of(sheet.move(from, to)) : Optional.empty();
            default -> in(at, size) ? Optional.of(sheet.remove(at)) : Optional.empty();
        };
        if (changed.isEmpty()) {
            ScriptServlet.see(response, "/filters");
            return;
        }
        Rulebook.Saved saved = webmail.rulebook().save(pages.account().address(), mark, changed.get().text());
        saved(response, saved, switch (verb) {
            case "delete" -> "deleted";
            case "on", "off" -> verb;
            case "up" -> "moved&at=" + at;
            case "down" -> "moved&at=" + (at + 2);
            default -> "moved&at=" + (to + 1);
        }, "/filters");
    }

    private static boolean in(int at, int size) {
        return at >= 0 && at < size;
    }

    /** A script that cannot be read is one piece, which can go. */
    private static Optional<RuleSheet> unreadable(String verb) {
        return verb.equals("delete") ? Optional.of(RuleSheet.read("")) : Optional.empty();
    }

    private static void saved(HttpServletResponse response, Rulebook.Saved saved, String done, String page) {
        ScriptServlet.see(response, switch (saved) {
            case Rulebook.Saved.Done(long before, _) -> page + "?done=" + done + (done.equals("deleted") ? "&back=" + before : "");
            case Rulebook.Saved.Changed _, Rulebook.Saved.Wrong _, Rulebook.Saved.Full _ -> "/filters?done=changed";
        });
    }

    private void apply(HttpServletRequest request, HttpServletResponse response, FiltersPages pages) throws IOException, ServletException {
        Optional<Desk.Opened> folder = webmail.desk().open(pages.account().address(), given(request, "folder"));
        Optional<Script> script = webmail.filterTrials().script(pages.account().address(), pages.opened().text());
        if (folder.isEmpty() || script.isEmpty()) {
            pages.problem(pages.words().say(folder.isEmpty() ? "gone.text" : "filters.result.unreadable"), List.of());
            response.setStatus(422);
            show(request, response, pages);
            return;
        }
        String label = Desk.label(folder.get().folder().name(), folder.get().use(), pages.words());
        boolean begun = webmail.sorting()
                .begin(pages.account().address(), label, List.of(new Sorting.Batch(folder.get(), folder.get().folder().uids())), script.get(),
                webmail.filterTrials().addresses(pages.account()));
        if (begun) {
            ScriptServlet.see(response, "/filters");
        } else {
            pages.problem(pages.words().say("filters.busy"), List.of());
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            show(request, response, pages);
        }
    }

    private void tryAll(HttpServletRequest request, HttpServletResponse response, FiltersPages pages) throws IOException, ServletException {
        Optional<FilterTrials.Ready> ready = webmail.filterTrials().ready(pages.account().address(), pages.opened().text());
        if (ready.isEmpty()) {
            pages.problem(pages.words().say("filters.result.unreadable"), List.of());
        } else {
            FilterTrials.Tried tried = webmail.filterTrials().tried(pages.account(), ready.get(), true, pages.words(), When.of(pages.call()));
            pages.tried(new FiltersPage.Tried(true, pages.words().say("filters.result.all", "of", tried.of()), "", tried.letters()));
        }
        show(request, response, pages);
    }

    static void show(HttpServletRequest request, HttpServletResponse response, FiltersPages pages) throws IOException, ServletException {
        request.setAttribute("page", pages.page());
        request.getRequestDispatcher("/views/filters.xhtml").forward(request, response);
    }

    private static long back(HttpServletRequest request) {
        String text = given(request, "back");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static int number(HttpServletRequest request, String name) {
        String text = given(request, name);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    static String given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
