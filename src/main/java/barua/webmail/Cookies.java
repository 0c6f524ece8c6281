package barua.webmail;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/** Our cookies. The session's is host-bound, over TLS only, and out of reach for scripts; those for looks hold no secret. */
final class Cookies {

    static final String SESSION = "__Host-barua";
    static final String LANGUAGE = "barua-language";
    static final String THEME = "barua-theme";
    static final String DRAWN = "barua-drawn";
    static final String DENSITY = "barua-density";
    static final String ZONE = "barua-zone";

    private static final Duration LOOKS = Duration.ofDays(365);

    private Cookies() {
    }

    static Optional<String> read(HttpServletRequest request, String name) {
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
    static void session(HttpServletResponse response, String token, Optional<Duration> life) {
        String age = life.map(duration -> "; Max-Age=" + duration.toSeconds()).orElse("");
        response.addHeader("Set-Cookie", SESSION + "=" + token + "; Path=/; Secure; HttpOnly; SameSite=Lax" + age);
    }

    static void endSession(HttpServletResponse response) {
        session(response, "", Optional.of(Duration.ZERO));
    }

    /** Readable by our script, which keeps the theme and zone up to date. */
    static void looks(HttpServletResponse response, String name, String value) {
        response.addHeader("Set-Cookie", name + "=" + value + "; Path=/; Secure; SameSite=Lax; Max-Age=" + LOOKS.toSeconds());
    }
}
