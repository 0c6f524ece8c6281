package barua.webmail;

import barua.web.Call;
import barua.web.Local;
import barua.web.Session;
import barua.web.Steps;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code /mail/{folder}} the list, {@code /mail/{folder}/{uid}} with a conversation; {@code /mail/{folder}/rows} and
 * {@code /mail/{folder}/{uid}/reader} and {@code /mail/{folder}/folders} give the pieces that the script puts in. Reading changes nothing.
 */
@WebServlet({"/mail/*", ""})
public class MailServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public MailServlet() {
    }

    MailServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        List<String> steps = Call.of(request).steps();
        if (steps.isEmpty()) {
            Local.redirect(response, "/mail/inbox");
            return;
        }
        String second = steps.size() > 1 ? steps.get(1) : "";
        if (second.equals("folders") && steps.size() == 2) {   // also where this folder is gone: the page learns it by the list
            request.setAttribute("current", steps.getFirst());
            show(request, response, "/views/folders.xhtml");
            return;
        }
        Session session = Call.of(request).signedIn();
        Optional<Desk.Opened> opened = webmail.desk().open(session.account(), steps.getFirst());
        if (opened.isEmpty()) {
            gone(request, response);
            return;
        }
        request.setAttribute("opened", opened.get());
        String third = steps.size() > 2 ? steps.get(2) : "";
        if (second.equals("rows") && steps.size() == 2) {
            rows(request, response, opened.get());
        } else if (second.isEmpty() || Steps.isUid(second) && steps.size() == 2) {
            request.setAttribute("uid", second.isEmpty() ? 0L : Long.parseLong(second));
            show(request, response, "/views/messages.xhtml");
        } else if (Steps.isUid(second) && third.equals("reader") && steps.size() == 3) {
            request.setAttribute("uid", Long.parseLong(second));
            show(request, response, "/views/reader.xhtml");
        } else {
            gone(request, response);
        }
    }

    /** A stretch of the list; unchanged stretches cost a header. */
    private void rows(HttpServletRequest request, HttpServletResponse response, Desk.Opened opened) throws IOException, ServletException {
        FolderIndex.Listed listed = webmail.desk().index(opened).now();
        Call call = Call.of(request);
        String tag = "\"" + Integer.toHexString(webmail.hashCode()) + "-" + opened.folder().mailboxId() + "-" + listed.version() + "-" + Words.of(call)
                .language()
                + "-" + When.of(call).today() + "-" + call.zone().getId().hashCode() + "\"";
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "private, no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        show(request, response, "/views/rows.xhtml");
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, String view) throws IOException, ServletException {
        request.getRequestDispatcher(view).forward(request, response);
    }

    private static void gone(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        show(request, response, "/views/gone.xhtml");
    }
}
