package barua.webmail;

import barua.sieve.Complaint;
import barua.sieve.VacationNote;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code /settings/vacation}: the reply to whoever writes while one is away. It is a part of the script, at its top. */
@WebServlet("/settings/vacation")
public class VacationServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public VacationServlet() {
    }

    VacationServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    /** What the page shows. @param state when it begins and ends, in words */
    public record Page(String version, VacationForm form, String state, Preview preview) {
    }

    /** What people get. */
    public record Preview(boolean shown, String subject, String text) {
    }

    private static final Preview NO_PREVIEW = new Preview(false, "", "");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        ScriptPart part = part(request);
        Words words = Words.of(Call.of(request));
        Optional<VacationForm> form = VacationForm.of(part.sheet());
        boolean byHand = part.sheet().vacation().isPresent() || part.sheet().byHand(VacationNote.NAME).isPresent() || part.sheet().problem().isPresent();
        if (byHand && form.isEmpty()) {
            request.setAttribute("hand", words.say("vacation.hand"));
        }
        if (request.getParameter("saved") != null) {
            request.setAttribute("said", words.say(form.filter(VacationForm::on).isPresent() ? "vacation.saved.on" : "vacation.saved.off"));
        }
        show(request, response, part.opened().mark(), form.orElse(VacationForm.NONE), NO_PREVIEW);
    }

    private ScriptPart part(HttpServletRequest request) throws IOException {
        return ScriptPart.of(webmail, Call.of(request).signedIn().account());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Words words = Words.of(Call.of(request));
        VacationForm form = VacationForm.of(request);
        String mark = FiltersServlet.given(request, "version");
        switch (FiltersServlet.given(request, "verb")) {
            case "template" -> show(request, response, mark,
                    new VacationForm(form.on(), form.from(), form.until(), form.subject(), template("sw"),
                    template("en"), form.days()), NO_PREVIEW);
            case "look" -> show(request, response, mark, form, new Preview(true, form.subject().isEmpty() ? "Auto: …" : form.subject(), form.whole()));
            default -> save(request, response, form, mark);
        }
    }

    private String template(String language) {
        return Optional.ofNullable(webmail.site().vacation().get(language)).orElseGet(() -> Words.of(language).say("vacation.template." + language));
    }

    private void save(HttpServletRequest request, HttpServletResponse response, VacationForm form, String mark) throws IOException, ServletException {
        Words words = Words.of(Call.of(request));
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            refuse(request, response, words.say(problem.get()), mark, form);
            return;
        }
        ScriptPart part = part(request);
        switch (part.put(mark, form::in)) {
            case Rulebook.Saved.Done _ -> ScriptServlet.see(response, "/settings/vacation?saved=yes");
            case Rulebook.Saved.Changed(Rulebook.Opened now) ->
                    ScriptServlet.conflict(request, response, webmail, part.mine(mark, form::in), now);
            case Rulebook.Saved.Wrong(List<Complaint> wrong) -> refuse(request, response, String.join(" ", ScriptServlet.said(words, wrong)), mark, form);
            case Rulebook.Saved.Full() -> refuse(request, response, words.say("filters.full"), mark, form);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String why, String mark, VacationForm form) throws IOException,
            ServletException {
        response.setStatus(422);
        request.setAttribute("problem", why);
        show(request, response, mark, form, NO_PREVIEW);
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, String mark, VacationForm form, Preview preview) throws IOException,
            ServletException {
        request.setAttribute("vacation", new Page(mark, form, state(form, Words.of(Call.of(request)), When.of(Call.of(request))), preview));
        request.getRequestDispatcher("/views/vacation.xhtml").forward(request, response);
    }

    private static String state(VacationForm form, Words words, When when) {
        Optional<LocalDate> from = VacationForm.day(form.from()).filter(day -> day.isAfter(when.today()));
        Optional<LocalDate> until = VacationForm.day(form.until());
        String begins = from.map(day -> words.say("vacation.begins", "date", when.day(day)) + ". ").orElse("");
        String ends = until.map(day -> words.say(day.isBefore(when.today()) ? "vacation.ended" : "vacation.ends", "date", when.day(day)))
                .orElse(words.say("vacation.endless"));
        return begins + ends;
    }
}
