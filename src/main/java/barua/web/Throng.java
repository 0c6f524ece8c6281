package barua.web;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stands before all other filters (web.xml) and bounds the requests in progress: a request whose body never comes holds a thread of the
 * web server, and it has 400. Whoever is signed in is counted by session, so a campus behind one address goes on working; strangers are
 * counted by address, and all of them together leave room for those who are signed in. Whoever is too many hears 503 at once; health
 * checks always get through. A live connection is no request in progress: it holds no thread.
 */
public class Throng extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Instance<Web> injected;

    private transient Supplier<Web> web = () -> injected.get();
    private final transient Turnstile turnstile = new Turnstile();

    /** For the container. */
    public Throng() {
    }

    Throng(Web web) {
        this.web = () -> web;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/health")) {
            chain.doFilter(request, response);
            return;
        }
        Web ready = web.get();
        if (ready == null) {
            turnAway(request, response, null);   // the engines start or stop
            return;
        }
        Turnstile.Who who = who(request, ready);
        if (!turnstile.enter(who)) {
            turnAway(request, response, ready);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            turnstile.leave(who);
        }
    }

    private static void turnAway(HttpServletRequest request, HttpServletResponse response, Web web) throws IOException {
        response.setHeader("Retry-After", "5");
        response.setHeader("Connection", "close");   // else the server would wait for the body after all
        ErrorPage.write(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Web.hostname(web));
    }

    private static Turnstile.Who who(HttpServletRequest request, Web web) {
        Optional<Session> session = Cookies.read(request, Cookies.SESSION).flatMap(token -> web.sessions().find(token));
        return session.<Turnstile.Who>map(open -> new Turnstile.Member(open.csrf()))
                .orElseGet(() -> new Turnstile.Stranger(String.valueOf(request.getRemoteAddr())));
    }
}
