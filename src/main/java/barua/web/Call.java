package barua.web;

import barua.message.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one request before it is answered: what it is about, who asks, in which language, and how the page is to look.
 * {@link WebDoor} makes it, {@link #of} finds it.
 *
 * @param steps    the path's words behind the first
 * @param account  whoever asks: by session, password or token; empty for strangers
 * @param token    of the session's cookie; empty where there is none
 * @param language a tag as it was chosen or as the browser sent it, such as {@code sw-TZ}; may be one we do not speak
 * @param theme    what was chosen: auto, light, dark, hc
 * @param drawn    the theme that is drawn first: for auto what this browser said last time
 */
public record Call(List<String> steps, Optional<Session> session, Optional<Address> account, String token, String language, String theme, String drawn,
                   String density, ZoneId zone) {

    private static final String NAME = "barua.call";

    /** @throws IllegalStateException where the request did not come through the door */
    public static Call of(HttpServletRequest request) {
        if (request.getAttribute(NAME) instanceof Call call) {
            return call;
        }
        throw new IllegalStateException("no request of the door's: " + request.getRequestURI());
    }

    void put(HttpServletRequest request) {
        request.setAttribute(NAME, this);
    }

    /** The session of whoever is signed in; only for routes that ask for the cookie. */
    public Session signedIn() {
        return session.orElseThrow();
    }

    Call as(Address known) {
        return new Call(steps, session, Optional.of(known), token, language, theme, drawn, density, zone);
    }
}
