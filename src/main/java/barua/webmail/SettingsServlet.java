package barua.webmail;

import barua.directory.Account;
import barua.directory.DirectoryException;
import barua.directory.PasswordPolicy;
import barua.sasl.Logins;
import barua.web.Call;
import barua.web.Cookies;
import barua.web.Sessions;
import jakarta.ejb.EJBException;
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
import java.util.Set;

/** {@code /settings}: language and looks (kept on this computer), the name on letters, the password. */
@WebServlet({"/settings", "/settings/password"})
public class SettingsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (request.getServletPath().equals("/settings/password")) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/settings#password");
            return;
        }
        request.getRequestDispatcher("/views/settings.xhtml").forward(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Call call = Call.of(request);
        Optional<String> problem = switch (given(request, "verb")) {
            case "looks" -> looks(request, response);
            case "name" -> name(request, call);
            case "password" -> password(request, response, call);
            default -> Optional.empty();
        };
        if (problem.isPresent()) {
            response.setStatus(422);
            request.setAttribute(given(request, "verb").equals("password") ? "wrong" : "problem", Words.of(call).say(problem.get()));
            request.setAttribute("field", field(problem.get()));
            doGet(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/settings?saved=" + (given(request, "verb").equals("password") ? "password" : "yes"));
    }

    private Optional<String> looks(HttpServletRequest request, HttpServletResponse response) {
        keep(response, Cookies.THEME, given(request, "theme"), Set.of("auto", "light", "dark", "hc"));
        keep(response, Cookies.DENSITY, given(request, "density"), Set.of("comfortable", "compact"));
        keep(response, Cookies.LANGUAGE, given(request, "language"), Set.copyOf(Words.LANGUAGES));
        Account account = webmail.account(Call.of(request));
        String language = given(request, "language");
        return Words.LANGUAGES.contains(language) ? present(account, account.name(), language) : Optional.empty();
    }

    private Optional<String> name(HttpServletRequest request, Call call) {
        String name = given(request, "name").strip();
        boolean fit = !name.isEmpty() && name.length() <= LONGEST && name.chars().noneMatch(c -> c < 32 || c == '<' || c == '>' || c == '"' || c == 127);
        Account account = webmail.account(call);
        return fit ? present(account, name, account.language()) : Optional.of("settings.name.odd");
    }

    private Optional<String> present(Account account, String name, String language) {
        try {
            webmail.registry().present(account.address(), name, language);
            return Optional.empty();
        } catch (DirectoryException | EJBException away) {
            return Optional.of("settings.later");
        }
    }

    /** Other sessions end with the old password; this one begins anew. */
    private Optional<String> password(HttpServletRequest request, HttpServletResponse response, Call call) {
        Account account = webmail.account(call);
        byte[] old = given(request, "old").getBytes(StandardCharsets.UTF_8);
        byte[] fresh = given(request, "fresh").getBytes(StandardCharsets.UTF_8);
        try {
            Optional<PasswordPolicy.Weakness> weakness = PasswordPolicy.weakness(given(request, "fresh"), account.address(), account.name());
            if (weakness.isPresent()) {
                return Optional.of(why(weakness.get()));
            }
            if (!given(request, "fresh").equals(given(request, "again"))) {
                return Optional.of("settings.password.differ");
            }
            if (!(webmail.logins().verify(account.address().toString(), old, request.getRemoteAddr(), "webmail") instanceof Logins.Result.Granted)) {
                return Optional.of("settings.password.wrong");
            }
            webmail.registry().password(account.address(), fresh);
            boolean kept = call.signedIn().keep();
            Cookies.session(response, webmail.sessions().begin(account.address(), kept), kept ? Optional.of(Sessions.KEPT_IDLE) : Optional.empty());
            return Optional.empty();
        } catch (DirectoryException | EJBException away) {
            return Optional.of("settings.later");
        } finally {
            Arrays.fill(old, (byte) 0);
            Arrays.fill(fresh, (byte) 0);
        }
    }

    /** Beside which field of the password's form that is said. */
    private static String field(String problem) {
        return switch (problem) {
            case "settings.password.wrong" -> "old";
            case "settings.password.differ" -> "again";
            default -> "fresh";
        };
    }

    private static String why(PasswordPolicy.Weakness weakness) {
        return switch (weakness) {
            case TOO_SHORT, TOO_LONG -> "settings.password.short";
            case OWN_NAME -> "settings.password.own";
            case COMMON -> "settings.password.common";
            case TOO_SIMPLE -> "settings.password.simple";
        };
    }

    private static void keep(HttpServletResponse response, String cookie, String value, Set<String> allowed) {
        if (allowed.contains(value)) {
            Cookies.looks(response, cookie, value);
        }
    }

    private static String given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
