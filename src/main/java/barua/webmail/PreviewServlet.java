package barua.webmail;

import barua.extract.FilePreview;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /preview/{folder}/{uid}/{part}?q=WORDS}: what an attachment shows at a glance, without opening it on the reader's machine. Changes nothing. */
@WebServlet("/preview/*")
public class PreviewServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public PreviewServlet() {
    }

    PreviewServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Call call = Call.of(request);
        Optional<LetterFile> file = LetterFile.of(webmail.desk(), call);
        String view = "gone";
        if (file.isPresent()) {
            FilePreview preview = webmail.previews().of(file.get());
            request.setAttribute("preview", new PreviewPages(call, Sought.of(request, When.of(call).today())).of(file.get(), preview));
            view = "preview";
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        response.setHeader("Cache-Control", "private, no-store");
        request.getRequestDispatcher("/views/" + view + ".xhtml").forward(request, response);
    }
}
