package barua.webmail;

import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /people?q=}: whom somebody may mean, the likeliest first, with the question it answers: a page asks at each key, and answers overtake each other. */
@WebServlet("/people")
public class PeopleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 100;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public PeopleServlet() {
    }

    PeopleServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = Optional.ofNullable(request.getParameter("q")).filter(text -> text.length() <= LONGEST).orElse("");
        JsonArrayBuilder people = Json.createArrayBuilder();
        webmail.seen().suggest(webmail.account(Call.of(request)), query).forEach(one -> people.add(Json.createObjectBuilder()
                .add("name", one.name()).add("address", one.address()).add("hint", Words.of(Call.of(request)).say("people." + one.hint()))));
        response.setContentType("application/json");
        // The bare list for pages that were loaded before the server was renewed.
        boolean bare = request.getParameter("v") == null;
        response.getWriter().write(bare ? people.build().toString() : Json.createObjectBuilder().add("q", query).add("people", people).build().toString());
    }
}
