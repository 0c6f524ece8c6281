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

/** {@code /frame/{folder}/{uid}?b=0}: a designed body, alone in its frame, under a policy of its own: no script, no origin, nothing from elsewhere. */
@WebServlet("/frame/*")
public class FrameServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> steps = Call.of(request).steps();
        Optional<String> page = steps.size() == 2 && Steps.isUid(steps.get(1)) ? page(request, steps) : Optional.empty();
        if (page.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
                + "style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'");
        // Its pictures are asked for without an origin: they are let through by their sealed addresses.
        response.setHeader("Cache-Control", "private, no-cache");
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(page.get());
    }

    private Optional<String> page(HttpServletRequest request, List<String> steps) throws IOException {
        Call call = Call.of(request);
        Optional<Desk.Opened> opened = webmail.desk().open(call.signedIn().account(), steps.getFirst());
        String body = Optional.ofNullable(request.getParameter("b")).filter(number -> number.matches("[0-9]{1,2}")).orElse("0");
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        boolean pictures = "show".equals(request.getParameter("pictures"));
        Reader reader = new Reader(webmail.desk(), webmail.seal(), new Reader.Viewer(call.signedIn().account(), Words.of(call), When.of(call), pictures));
        try {
            return reader.frame(opened.get(), Long.parseLong(steps.get(1)), Integer.parseInt(body));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }
}
