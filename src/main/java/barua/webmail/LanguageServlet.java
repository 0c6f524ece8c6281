package barua.webmail;

import barua.web.Cookies;
import barua.web.Local;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /language?to=sw&back=/...}: remembers the language on this computer. Works before the sign-in and without script. */
@WebServlet("/language")
public class LanguageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String to = request.getParameter("to");
        if (Words.LANGUAGES.contains(to)) {
            Cookies.looks(response, Cookies.LANGUAGE, to);
        }
        Local.redirect(response, Local.or(request.getParameter("back"), "/mail/inbox"));
    }
}
