package barua.webmail;

import barua.message.Address;
import barua.sasl.Logins;
import barua.web.Call;
import barua.web.Cookies;
import barua.web.Local;
import barua.web.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** {@code /login}: the page, and what it sends. */
@WebServlet("/login")
public class SignInServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_PASSWORD = 1_000;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (Call.of(request).session().isPresent()) {
            Local.redirect(response, Local.or(request.getParameter("next"), "/mail/inbox"));
            return;
        }
        page(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Words words = Words.of(Call.of(request));
        String user = Optional.ofNullable(request.getParameter("user")).orElse("").strip();
        String password = Optional.ofNullable(request.getParameter("password")).orElse("");
        if (user.isEmpty() || password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            refuse(request, response, 422, words.say("login.wrong"));
            return;
        }
        switch (verify(request, user, password)) {
            case Logins.Result.Granted(String account) -> let(request, response, Address.of(account));
            case Logins.Result.Denied() -> refuse(request, response, 403, words.say("login.wrong"));
            case Logins.Result.Throttled(long seconds) -> {
                response.setHeader("Retry-After", String.valueOf(seconds));
                refuse(request, response, 429, words.say("login.throttled", "n", Math.max(1, (seconds + 59) / 60)));
            }
            case Logins.Result.Unavailable() -> {
                response.setHeader("Retry-After", "10");
                refuse(request, response, 503, words.say("login.unavailable"));
            }
        }
    }

    private Logins.Result verify(HttpServletRequest request, String user, String password) {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        try {
            return webmail.logins().verify(user, secret, request.getRemoteAddr(), "webmail");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private void let(HttpServletRequest request, HttpServletResponse response, Address account) throws IOException {
        boolean keep = request.getParameter("keep") != null;
        String before = Call.of(request).token();
        if (!before.isEmpty()) {
            webmail.sessions().end(before);
        }
        Cookies.session(response, webmail.sessions().begin(account, keep), keep ? Optional.of(Sessions.KEPT_IDLE) : Optional.empty());
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", Local.or(request.getParameter("next"), "/mail/inbox"));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String why) throws IOException, ServletException {
        response.setStatus(status);
        request.setAttribute("problem", why);
        page(request, response);
    }

    private static void page(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        request.getRequestDispatcher("/views/login.xhtml").forward(request, response);
    }
}
