package barua.webmail;

import barua.extract.FirstPage;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /first-page/{folder}/{uid}/{part}}: the picture of an attachment's first page: always one that we drew, never the sender's bytes. */
@WebServlet("/first-page/*")
public class FirstPageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public FirstPageServlet() {
    }

    FirstPageServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<LetterFile> file = LetterFile.of(webmail.desk(), Call.of(request));
        Optional<FirstPage> page = file.isEmpty() ? Optional.empty() : webmail.previews().of(file.get()).picture();
        response.setHeader("Cache-Control", "private, no-store");
        if (page.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(page.get().type());
        response.setContentLength(page.get().bytes().length);
        response.getOutputStream().write(page.get().bytes());
    }
}
