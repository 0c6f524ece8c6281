package barua.webmail;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Through here every request for a page of ours comes: it learns who asks, sends strangers to the sign-in, refuses what another site
 * sent in somebody's name, and puts the policy of ui.md §13 on every answer. Paths of other stations (health, DAV, administration) pass by.
 */
@WebFilter(urlPatterns = "/*", dispatcherTypes = DispatcherType.REQUEST, asyncSupported = true)
public class Door extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** First words of paths that are ours and need somebody signed in. */
    private static final Set<String> INSIDE = Set.of("", "mail", "compose", "settings", "frame", "file", "live", "commands", "people", "upload", "logout", "act");
    /** Ours too, open to everybody. */
    private static final Set<String> OUTSIDE = Set.of("login", "language", "img", "a");
    /** Sent as they come: not pages. */
    private static final Set<String> STREAMS = Set.of("live", "file", "img", "a");

    /** Bytes of a request from somebody who has not signed in. */
    private static final long LONGEST_OF_STRANGERS = 2_000_000;

    @Inject
    private transient Webmail webmail;
    private final SecureRandom random = new SecureRandom();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = path(request);
        if (path.endsWith(".xhtml") && !path.startsWith("/admin/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);   // views are reached by their own addresses only
            return;
        }
        String word = path.replaceFirst("^/", "").split("/", 2)[0];
        if (!INSIDE.contains(word) && !OUTSIDE.contains(word)) {
            chain.doFilter(request, response);
            return;
        }
        if (OUTSIDE.contains(word) && request.getContentLengthLong() > LONGEST_OF_STRANGERS) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        request.setCharacterEncoding("UTF-8");
        if (!legible(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Call call = call(request);
        call.put(request);
        policy(request, response, call.nonce());
        if (!admitted(request, response, call, word)) {
            return;
        }
        pass(request, response, chain, word);
    }

    /** As the container maps it to a page: decoded and without parameters, so that no other spelling passes by. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    /** False for a form that its sender broke off, or that is longer than the container reads. */
    private static boolean legible(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException broken) {
            return false;
        }
    }

    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String word) throws IOException, ServletException {
        if (STREAMS.contains(word)) {
            chain.doFilter(request, response);
            return;
        }
        String encodings = Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse("");
        PageResponse page = new PageResponse(response, encodings.contains("gzip"));
        chain.doFilter(request, page);
        page.finish();
    }

    /** Whether it may go on; where not, the answer has been given. */
    private boolean admitted(HttpServletRequest request, HttpServletResponse response, Call call, String word) throws IOException {
        boolean changes = !Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
        if (changes && fromElsewhere(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return false;
        }
        if (OUTSIDE.contains(word)) {
            return true;
        }
        if (call.session().isEmpty()) {
            turnAway(request, response, word);
            return false;
        }
        if (changes && !proven(request, call.signedIn())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return false;
        }
        return true;
    }

    private static void turnAway(HttpServletRequest request, HttpServletResponse response, String word) throws IOException {
        boolean page = request.getMethod().equals("GET") && Set.of("", "mail", "compose", "settings").contains(word) && request.getHeader("X-Fragment") == null;
        if (!page) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType("text/plain;charset=UTF-8");
            return;
        }
        String wanted = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        Local.redirect(response, wanted.equals("/") ? "/login" : "/login?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }

    /** Browsers say where a request comes from; what another site sent is refused even with the right token. */
    private static boolean fromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals("https://" + request.getHeader("Host")) && !origin.equals("http://" + request.getHeader("Host"));
    }

    /** The session's own token comes with each change: in a header from scripts, in a field from forms. */
    private static boolean proven(HttpServletRequest request, Session session) {
        String given = Optional.ofNullable(request.getHeader("X-Csrf")).orElseGet(() -> Optional.ofNullable(request.getParameter("csrf")).orElse(""));
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private Call call(HttpServletRequest request) {
        String token = Cookies.read(request, Cookies.SESSION).orElse("");
        Optional<Session> session = token.isEmpty() ? Optional.empty() : webmail.sessions().find(token).filter(webmail::stillThere);
        String theme = Cookies.read(request, Cookies.THEME).filter(Set.of("auto", "light", "dark", "hc")::contains).orElse("auto");
        String drawn = theme.equals("auto") ? Cookies.read(request, Cookies.DRAWN).filter(Set.of("light", "dark", "hc")::contains).orElse("light") : theme;
        String density = Cookies.read(request, Cookies.DENSITY).filter("compact"::equals).orElse("comfortable");
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        return new Call(session, token, words(request, session), theme, drawn, density, zone(request), Base64.getEncoder().encodeToString(nonce));
    }

    /** What was chosen on this computer, else the account's language, else what the browser prefers. */
    private Words words(HttpServletRequest request, Optional<Session> session) {
        return Words.of(Cookies.read(request, Cookies.LANGUAGE)
                .or(() -> session.flatMap(open -> webmail.desk().account(open.account())).map(account -> account.language()))
                .orElseGet(() -> request.getHeader("Accept-Language") == null ? "en" : request.getLocale().toLanguageTag()));
    }

    private static ZoneId zone(HttpServletRequest request) {
        try {
            return Cookies.read(request, Cookies.ZONE).map(name -> ZoneId.of(name.replace("%2F", "/"))).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }

    private void policy(HttpServletRequest request, HttpServletResponse response, String nonce) {
        if (request.isSecure() && !webmail.site().hostname().equals("localhost")) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self'; "
                + "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        response.setHeader("Cache-Control", "no-store");
    }
}
