package barua.webmail;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What is known of one request before it is answered: who asks, in which language, and how the page is to look. {@link Door} makes it.
 *
 * @param token   of the session's cookie; empty where nobody is signed in
 * @param theme   what was chosen: auto, light, dark, hc
 * @param drawn   the theme that is drawn first: for auto what this browser said last time
 * @param nonce   for the page's one inline script
 */
record Call(Optional<Session> session, String token, Words words, String theme, String drawn, String density, ZoneId zone, String nonce) {

    private static final String NAME = "barua.call";

    static Call of(HttpServletRequest request) {
        return (Call) request.getAttribute(NAME);
    }

    void put(HttpServletRequest request) {
        request.setAttribute(NAME, this);
    }

    /** Whoever is signed in; only for pages behind the door. */
    Session signedIn() {
        return session.orElseThrow();
    }

    When when() {
        return new When(words, zone, java.time.Instant.now());
    }
}
