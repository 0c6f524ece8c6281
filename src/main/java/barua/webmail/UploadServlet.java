package barua.webmail;

import barua.message.Address;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code POST /upload?id=&name=&type=&size=&from=} with a part's bytes: the answer says how many bytes are here, so the browser goes on from there. */
@WebServlet("/upload")
public class UploadServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        String id = Optional.ofNullable(request.getParameter("id")).orElse("");
        Optional<Long> size = number(request, "size");
        Optional<Long> from = number(request, "from");
        if (!id.matches("[A-Za-z0-9-]{8,64}") || size.isEmpty() || from.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String name = Optional.ofNullable(request.getParameter("name")).orElse("file");
        String type = Optional.ofNullable(request.getParameter("type")).orElse("");
        Optional<Uploads.Upload> upload = webmail.uploads().begin(account, id, name, type, size.get());
        if (upload.isEmpty()) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        long received = upload.get().take(from.get(), request.getInputStream());
        response.setContentType("application/json");
        response.getWriter().write(Json.createObjectBuilder().add("received", received).add("whole", upload.get().isWhole()).build().toString());
    }

    private static Optional<Long> number(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(text -> text.matches("[0-9]{1,12}")).map(Long::valueOf);
    }
}
