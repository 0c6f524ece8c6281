package barua.webmail;

import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Forwarding;
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

/** {@code /settings/forwarding}: all mail goes to another address as well, as far as the administrator allows. It is a part of the script, at its top. */
@WebServlet("/settings/forwarding")
public class ForwardingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public ForwardingServlet() {
    }

    ForwardingServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    /** What the page shows. @param allowed what the administrator allows, in words */
    public record Page(String version, ForwardingForm form, String allowed) {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        ScriptPart part = part(request);
        Words words = Words.of(Call.of(request));
        Optional<ForwardingForm> form = ForwardingForm.of(part.sheet());
        boolean byHand = part.sheet().forwarding().isPresent() || part.sheet().byHand(Forwarding.NAME).isPresent() || part.sheet().problem().isPresent();
        if (byHand && form.isEmpty()) {
            request.setAttribute("hand", words.say("forwarding.hand"));
        }
        if (request.getParameter("saved") != null) {
            request.setAttribute("said", form.filter(ForwardingForm::on).map(on -> words.say("forwarding.saved.on", "address", on.to()))
                    .orElse(words.say("forwarding.saved.off")));
        }
        show(request, response, part.opened().mark(), form.orElse(ForwardingForm.NONE));
    }

    private ScriptPart part(HttpServletRequest request) throws IOException {
        return ScriptPart.of(webmail, Call.of(request).signedIn().account());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Words words = Words.of(Call.of(request));
        ForwardingForm form = ForwardingForm.of(request);
        String mark = FiltersServlet.given(request, "version");
        Optional<String> problem = form.problem(Call.of(request).signedIn().account())
                .or(() -> form.on() ? webmail.forwarding().refusal(Address.of(form.to())) : Optional.empty());
        if (problem.isPresent()) {
            refuse(request, response, words.say(problem.get()), mark, form);
            return;
        }
        ScriptPart part = part(request);
        switch (part.put(mark, form::in)) {
            case Rulebook.Saved.Done _ -> ScriptServlet.see(response, "/settings/forwarding?saved=yes");
            case Rulebook.Saved.Changed(Rulebook.Opened now) ->
                    ScriptServlet.conflict(request, response, webmail, part.mine(mark, form::in), now);
            case Rulebook.Saved.Wrong(List<Complaint> wrong) -> refuse(request, response, String.join(" ", ScriptServlet.said(words, wrong)), mark, form);
            case Rulebook.Saved.Full() -> refuse(request, response, words.say("filters.full"), mark, form);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String why, String mark, ForwardingForm form) throws IOException,
            ServletException {
        response.setStatus(422);
        request.setAttribute("problem", why);
        show(request, response, mark, form);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String mark, ForwardingForm form) throws IOException, ServletException {
        request.setAttribute("forwarding", new Page(mark, form, webmail.forwarding().words(Words.of(Call.of(request)))));
        request.getRequestDispatcher("/views/forwarding.xhtml").forward(request, response);
    }
}
