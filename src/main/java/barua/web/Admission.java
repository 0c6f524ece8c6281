package barua.web;

import barua.message.Address;
import barua.sasl.Logins;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** What the door decides of a request. Deciding changes nothing but the count of wrong passwords. */
sealed interface Admission {

    /** It may go on. @param call with whoever turned out to ask */
    record Admitted(Call call) implements Admission {
    }

    /** A person who has to sign in first. */
    record SignIn() implements Admission {
    }

    /** @param challenge for {@code WWW-Authenticate}; empty for none. @param seconds until it may be tried again; 0 where nothing is said */
    record Refused(int status, String challenge, long seconds) implements Admission {
    }

    Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT");
    int LONGEST_PASSWORD = 1_000;

    static Admission of(HttpServletRequest request, Route route, Call call, Web web) {
        boolean changes = !READING.contains(request.getMethod());
        return switch (route.asks()) {
            case Asks.Nobody() -> new Admitted(call);
            case Asks.Anybody() -> changes && fromElsewhere(request) ? refused(403) : new Admitted(call);
            case Asks.Cookie() -> byCookie(request, route, call, changes);
            case Asks.Basic(String realm) -> changes && fromElsewhere(request) ? refused(403) : byPassword(request, call, web, realm);
            case Asks.Bearer bearer -> credentials(request, "Bearer").flatMap(bearer.tokens()).<Admission>map(account -> new Admitted(call.as(account)))
                    .orElseGet(() -> new Refused(401, "Bearer realm=\"" + bearer.realm() + "\"", 0));
        };
    }

    private static Admission byCookie(HttpServletRequest request, Route route, Call call, boolean changes) {
        if (changes && fromElsewhere(request)) {
            return refused(403);
        }
        if (call.session().isEmpty()) {
            boolean page = route.answer() == Route.Answer.PAGE && request.getMethod().equals("GET") && request.getHeader("X-Fragment") == null;
            return page ? new SignIn() : refused(401);
        }
        return changes && route.csrf() && !proven(request, call.signedIn()) ? refused(403) : new Admitted(call);
    }

    /** RFC 7617 §2. */
    private static Admission byPassword(HttpServletRequest request, Call call, Web web, String realm) {
        Refused ask = new Refused(401, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"", 0);
        Optional<byte[]> given = credentials(request, "Basic").flatMap(Admission::decoded);
        int colon = given.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).indexOf(':')).orElse(-1);
        if (colon <= 0 || given.get().length > LONGEST_PASSWORD) {
            return ask;
        }
        String user = new String(given.get(), 0, colon, StandardCharsets.UTF_8);
        byte[] password = Arrays.copyOfRange(given.get(), colon + 1, given.get().length);
        try {
            return switch (web.logins().verify(user, password, request.getRemoteAddr(), "web")) {
                case Logins.Result.Granted(String account) -> new Admitted(call.as(Address.of(account)));
                case Logins.Result.Denied() -> ask;
                case Logins.Result.Throttled(long seconds) -> new Refused(429, "", seconds);
                case Logins.Result.Unavailable() -> new Refused(503, "", 10);
            };
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(given.get(), (byte) 0);
        }
    }

    private static Optional<String> credentials(HttpServletRequest request, String scheme) {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        return header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1) ? Optional.of(header.substring(scheme.length() + 1).strip())
                : Optional.empty();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
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

    private static Refused refused(int status) {
        return new Refused(status, "", 0);
    }
}
