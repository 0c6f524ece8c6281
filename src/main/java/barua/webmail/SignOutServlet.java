package barua.webmail;

import barua.web.Call;
import barua.web.Cookies;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /logout}: ends the session here and in the browser. */
@WebServlet("/logout")
public class SignOutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        webmail.sessions().end(Call.of(request).token());
        Cookies.endSession(response);
        response.setHeader("Clear-Site-Data", "\"cache\"");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/login?out");
    }
}
