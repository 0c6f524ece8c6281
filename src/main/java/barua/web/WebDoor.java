package barua.web;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Through here every request comes: it reads the path, finds the station's {@link Route}, learns who asks, sends strangers to the sign-in,
 * refuses what {@link Admission} refuses, and puts the {@link Policy} on every answer. A first word that nobody registered is not there.
 */
public class WebDoor extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Bytes of a request from somebody who has not signed in. */
    private static final long LONGEST_OF_STRANGERS = 2_000_000;

    @Inject
    private transient Instance<Routes> injectedRoutes;
    @Inject
    private transient Instance<Web> injectedWeb;

    private transient Supplier<Routes> routes = () -> injectedRoutes.get();
    private transient Supplier<Web> web = () -> injectedWeb.get();
    private final transient Caller caller = new Caller();

    /** For the container. */
    public WebDoor() {
    }

    WebDoor(Routes routes, Web web) {
        this.routes = () -> routes;
        this.web = () -> web;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        Optional<List<String>> path = Steps.of(request.getRequestURI()).filter(steps -> sameAsMapped(request, first(steps)));
        Optional<Route> route = path.flatMap(steps -> routes.get().find(first(steps)));
        if (route.filter(known -> known.asks() instanceof Asks.Nobody).isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        Policy.put(request, response, web.get().hostname());
        if (path.isEmpty() || route.isEmpty() || isView(request)) {
            response.sendError(path.isEmpty() ? 400 : 404);
            return;
        }
        enter(request, response, chain, route.get(), path.get());
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Route route, List<String> path) throws IOException,
            ServletException {
        Call call = caller.call(request, web.get(), path.isEmpty() ? path : path.subList(1, path.size()));
        Policy.put(request, response, web.get().hostname());
        Optional<Integer> unfit = unfit(request, route, call);
        if (unfit.isPresent()) {
            response.sendError(unfit.get());
            return;
        }
        switch (Admission.of(request, route, call, web.get())) {
            case Admission.Admitted(Call known) -> {
                known.put(request);
                pass(request, response, chain, route, known);
            }
            case Admission.SignIn() -> Local.redirect(response, signIn(request));
            case Admission.Refused(int status, String challenge, long seconds) -> {
                put(response, "WWW-Authenticate", challenge);
                put(response, "Retry-After", seconds > 0 ? String.valueOf(seconds) : "");
                response.sendError(status);
            }
        }
    }

    private static String first(List<String> steps) {
        return steps.isEmpty() ? "" : steps.getFirst();
    }

    /** The container must have read the same first word, or it would call another servlet than the one that was judged. */
    private static boolean sameAsMapped(HttpServletRequest request, String word) {
        String mapped = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
        return mapped.equals("/" + word) || mapped.startsWith("/" + word + "/") || word.isEmpty() && mapped.isEmpty();
    }

    /** Views are reached by their servlets only. */
    private static boolean isView(HttpServletRequest request) {
        return request.getServletPath().endsWith(".xhtml");
    }

    /** The status for what cannot be read or is too long. Of whoever has to sign in first nothing is read. */
    private static Optional<Integer> unfit(HttpServletRequest request, Route route, Call call) throws IOException {
        boolean form = Optional.ofNullable(request.getContentType()).orElse("").startsWith("application/x-www-form-urlencoded");
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        boolean strange = route.asks() instanceof Asks.Anybody;
        if (chunked && (strange || form)) {
            return Optional.of(411);   // nobody can say in advance how long it will be
        }
        if (strange && request.getContentLengthLong() > LONGEST_OF_STRANGERS) {
            return Optional.of(413);
        }
        request.setCharacterEncoding("UTF-8");
        boolean turnedAway = route.asks() instanceof Asks.Cookie && call.session().isEmpty();
        return turnedAway || legible(request) ? Optional.empty() : Optional.of(400);
    }

    /** False for a form that its sender broke off, or that is longer than the container reads. */
    private static boolean legible(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException | IllegalArgumentException broken) {
            return false;
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Route route, Call call) throws IOException,
            ServletException {
        if (route.answer() == Route.Answer.STREAM) {
            chain.doFilter(request, response);
            return;
        }
        String encodings = Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse("");
        PageResponse page = new PageResponse(response, encodings.contains("gzip"));
        try {
            chain.doFilter(request, page);
        } catch (IOException | ServletException | RuntimeException failed) {
            if (response.isCommitted() || !hasGone(call)) {
                throw failed;
            }
            response.setHeader("Retry-After", "1");
            response.sendError(503);
            return;
        }
        page.finish();
    }

    /** The account was renamed or removed while its page was made: asked again, the door says what is to be done. */
    private boolean hasGone(Call call) {
        return call.session().filter(session -> web.get().directory().account(session.account())
                .filter(account -> account.address().equals(session.account())).isEmpty()).isPresent();
    }

    private static String signIn(HttpServletRequest request) {
        String wanted = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        return wanted.equals("/") ? "/login" : "/login?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }

    private static void put(HttpServletResponse response, String name, String value) {
        if (!value.isEmpty()) {
            response.setHeader(name, value);
        }
    }
}
