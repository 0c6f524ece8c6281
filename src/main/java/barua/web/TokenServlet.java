package barua.web;

import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /token}: the token and the account of the session that this browser has now. A page that stayed open while its session ended and
 * somebody signed in again goes on with it, where it is the same person. Other sites cannot read the answer (same-origin policy).
 */
@WebServlet("/token")
public class TokenServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** For the table of routes. */
    public static final Route ROUTE = Route.inside("token", Route.Answer.DATA);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = Call.of(request).signedIn();
        response.setContentType("application/json");
        response.getWriter().write(Json.createObjectBuilder().add("csrf", session.csrf()).add("account", session.account().toString()).build().toString());
    }
}
