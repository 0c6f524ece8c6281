package barua.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/** Our cookies. The session's is host-bound, over TLS only, and out of reach for scripts; those for looks hold no secret. */
public final class Cookies {

    public static final String SESSION = "__Host-barua";
    public static final String LANGUAGE = "barua-language";
    public static final String THEME = "barua-theme";
    public static final String DRAWN = "barua-drawn";
    public static final String DENSITY = "barua-density";
    public static final String ZONE = "barua-zone";

    private static final Duration LOOKS = Duration.ofDays(365);

    private Cookies() {
    }

    public static Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** @param life empty until the browser closes */
    public static void session(HttpServletResponse response, String token, Optional<Duration> life) {
        String age = life.map(duration -> "; Max-Age=" + duration.toSeconds()).orElse("");
        response.addHeader("Set-Cookie", SESSION + "=" + token + "; Path=/; Secure; HttpOnly; SameSite=Lax" + age);
    }

    public static void endSession(HttpServletResponse response) {
        session(response, "", Optional.of(Duration.ZERO));
    }

    /** Readable by our script, which keeps the theme and zone up to date. */
    public static void looks(HttpServletResponse response, String name, String value) {
        response.addHeader("Set-Cookie", name + "=" + value + "; Path=/; Secure; SameSite=Lax; Max-Age=" + LOOKS.toSeconds());
    }
}
