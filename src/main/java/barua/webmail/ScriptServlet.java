package barua.webmail;

import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /filters/script}: the whole script behind the filters, as text; and the choice where somebody else changed it meanwhile. */
@WebServlet("/filters/script")
public class ScriptServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public ScriptServlet() {
    }

    ScriptServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    /** What the page shows. */
    public record Page(String version, String text, List<String> complaints) {

        /** What keeps a first line break that HTML would swallow. */
        public String lead() {
            return text.startsWith("\n") ? "\n" : "";
        }
    }

    /** Both versions. @param aside the name that the one which does not stay gets */
    public record Conflict(String version, String mine, String theirs, String aside) {

        public String mineLead() {
            return mine.startsWith("\n") ? "\n" : "";
        }

        public String theirsLead() {
            return theirs.startsWith("\n") ? "\n" : "";
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Rulebook.Opened now = webmail.rulebook().open(account(request));
        show(request, response, new Page(now.mark(), now.text(), List.of()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Address account = account(request);
        Words words = Words.of(Call.of(request));
        String text = given(request, "text").replaceAll("\r\n|\r|\n", lineEnd(webmail.rulebook().open(account).text()));
        String mark = given(request, "version");
        if (given(request, "verb").equals("keep")) {
            Rulebook.Opened other = webmail.rulebook().open(account);
            if (other.mark().equals(mark) && !webmail.rulebook().aside(account, other.text())) {
                refuse(request, response, new Page(mark, text, List.of()), words.say("filters.full"));
                return;
            }
        }
        if (given(request, "verb").equals("take")) {
            take(request, response, new Page(mark, text, List.of()));
            return;
        }
        switch (webmail.rulebook().save(account, mark, text)) {
            case Rulebook.Saved.Done _ -> see(response, "/filters?done=saved");
            case Rulebook.Saved.Changed(Rulebook.Opened now) -> conflict(request, response, webmail, text, now);
            case Rulebook.Saved.Wrong(List<Complaint> wrong) -> refuse(request, response, new Page(mark, text, said(words, wrong)), words.say("filters.bad"));
            case Rulebook.Saved.Full() -> refuse(request, response, new Page(mark, text, List.of()), words.say("filters.full"));
        }
    }

    /** What is there stays as it is, what was written here is put beside it. */
    private void take(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException, ServletException {
        if (webmail.rulebook().aside(account(request), page.text())) {
            see(response, "/filters");
        } else {
            refuse(request, response, page, Words.of(Call.of(request)).say("filters.full"));
        }
    }

    /** Browsers send CRLF whatever they got: a script keeps the one that it has. */
    private static String lineEnd(String script) {
        return script.contains("\n") && !script.contains("\r\n") ? "\n" : "\r\n";
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Page page, String why) throws IOException, ServletException {
        response.setStatus(422);
        request.setAttribute("problem", why);
        show(request, response, page);
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException, ServletException {
        request.setAttribute("script", page);
        request.getRequestDispatcher("/views/script.xhtml").forward(request, response);
    }

    /** Both versions on one page, to choose from. */
    static void conflict(HttpServletRequest request, HttpServletResponse response, Webmail webmail, String mine, Rulebook.Opened theirs) throws IOException,
            ServletException {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        ScriptName aside = webmail.rulebook().asideName(account(request)).orElse(Rulebook.USUAL);
        request.setAttribute("conflict", new Conflict(theirs.mark(), mine, theirs.text(), aside.text()));
        request.getRequestDispatcher("/views/conflict.xhtml").forward(request, response);
    }

    static List<String> said(Words words, List<Complaint> complaints) {
        return complaints.stream().map(one -> words.say("filters.script.place", "line", one.place().line(), "column", one.place().column()) + " " + one.text())
                .toList();
    }

    static void see(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    private static Address account(HttpServletRequest request) {
        return Call.of(request).signedIn().account();
    }

    private static String given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
