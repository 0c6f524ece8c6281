package barua.webmail;

import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Limits;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the script of the filters' pages asks meanwhile: {@code POST /filters/check} what is wrong with a text, {@code GET /filters/progress} how far
 * a work is.
 */
@WebServlet({"/filters/check", "/filters/progress"})
public class FilterDataServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public FilterDataServlet() {
    }

    FilterDataServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Call call = Call.of(request);
        if (!call.steps().equals(List.of("progress"))) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Optional<Sorting.Progress> progress = webmail.sorting().of(call.signedIn().account());
        JsonObjectBuilder answer = Json.createObjectBuilder().add("running", progress.filter(now -> now.state() == Sorting.State.RUNNING).isPresent());
        progress.ifPresent(now -> answer.add("percent", now.percent()).add("text", SortingWords.going(now, Words.of(call))));
        send(response, answer);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Call call = Call.of(request);
        byte[] bytes = request.getInputStream().readNBytes(Limits.DEFAULT.size() + 1);
        if (!call.steps().equals(List.of("check")) || bytes.length > Limits.DEFAULT.size()) {
            response.sendError(bytes.length > Limits.DEFAULT.size() ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
                    : HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Address account = call.signedIn().account();
        JsonArrayBuilder complaints = Json.createArrayBuilder();
        for (Complaint complaint : webmail.rulebook().complaints(account, Rulebook.USUAL.text(), new String(bytes, StandardCharsets.UTF_8))) {
            complaints.add(Json.createObjectBuilder().add("line", complaint.place().line()).add("column", complaint.place().column())
                    .add("text", complaint.text()));
        }
        send(response, Json.createObjectBuilder().add("complaints", complaints));
    }

    private static void send(HttpServletResponse response, JsonObjectBuilder answer) throws IOException {
        response.setContentType("application/json");
        response.getWriter().write(answer.build().toString());
    }
}
