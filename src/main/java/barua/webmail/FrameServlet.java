package barua.webmail;

import barua.mailbox.MailboxException;
import barua.web.Call;
import barua.web.Steps;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code /frame/{folder}/{uid}?b=0}: a designed body, alone in its frame, under a policy of its own: no script, nothing from elsewhere;
 * {@code &in=2.m} of a message inside, {@code &whole=yes} all of a long one.
 */
@WebServlet("/frame/*")
public class FrameServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> steps = Call.of(request).steps();
        Optional<Reader.Page> page = steps.size() == 2 && Steps.isUid(steps.get(1)) ? page(request, steps) : Optional.empty();
        if (page.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", "sandbox " + Sanitizer.sandbox(page.get().measured()) + "; default-src 'none'; "
                + "style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'");
        response.setHeader("Cache-Control", "private, no-cache");
        response.setContentType("text/html;charset=UTF-8");
        MarkedHtml marked = new MarkedHtml(Sought.of(request, When.of(Call.of(request)).today()).inText());
        response.getWriter().write(marked.page(page.get().html()));
    }

    private Optional<Reader.Page> page(HttpServletRequest request, List<String> steps) throws IOException {
        Call call = Call.of(request);
        Optional<Desk.Opened> opened = webmail.desk().open(call.signedIn().account(), steps.getFirst());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        int body = Integer.parseInt(parameter(request, "b", "[0-9]{1,2}", "0"));
        String scope = parameter(request, "in", "[0-9mw.]{1,400}", Parts.ROOT);
        boolean whole = "yes".equals(request.getParameter("whole"));
        Reader reader = new Reader(webmail.desk(), webmail.seal(), Reader.Viewer.of(call, "show".equals(request.getParameter("pictures"))));
        try {
            return reader.page(opened.get(), Long.parseLong(steps.get(1)), scope, body, whole);
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private static String parameter(HttpServletRequest request, String name, String form, String otherwise) {
        return Optional.ofNullable(request.getParameter(name)).filter(text -> text.matches(form)).orElse(otherwise);
    }
}
