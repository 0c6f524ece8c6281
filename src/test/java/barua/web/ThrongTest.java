package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.Directory;
import barua.message.Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrongTest {

    private final Turnstile turnstile = new Turnstile();

    @Test
    void a_campus_behind_one_address_is_as_many_people_as_have_signed_in() {
        for (int person = 0; person < Turnstile.OF_ALL; person++) {
            assertTrue(turnstile.enter(new Turnstile.Member("session " + person)), "person " + person);
        }
        assertFalse(turnstile.enter(new Turnstile.Member("one more")));
    }

    @Test
    void one_session_has_its_share_and_gives_it_back() {
        Turnstile.Who neema = new Turnstile.Member("neema");
        for (int i = 0; i < Turnstile.OF_ONE_SESSION; i++) {
            assertTrue(turnstile.enter(neema));
        }
        assertFalse(turnstile.enter(neema));
        assertTrue(turnstile.enter(new Turnstile.Member("baraka")));
        turnstile.leave(neema);
        assertTrue(turnstile.enter(neema));
    }

    @Test
    void strangers_of_all_addresses_leave_room_for_those_who_are_signed_in() {
        int in = 0;
        for (int i = 0; i < 1000; i++) {
            in += turnstile.enter(new Turnstile.Stranger("192.0.2." + i % 10)) ? 1 : 0;
        }
        assertEquals(Turnstile.OF_ALL_STRANGERS, in);
        for (int i = 0; i < Turnstile.OF_ALL - Turnstile.OF_ALL_STRANGERS; i++) {
            assertTrue(turnstile.enter(new Turnstile.Member("session " + i)));
        }
    }

    @Test
    void a_flood_from_one_address_stops_at_its_bound_and_another_address_gets_in() {
        for (int i = 0; i < Turnstile.OF_ONE_ADDRESS; i++) {
            assertTrue(turnstile.enter(new Turnstile.Stranger("192.0.2.1")));
        }
        assertFalse(turnstile.enter(new Turnstile.Stranger("192.0.2.1")));
        assertTrue(turnstile.enter(new Turnstile.Stranger("192.0.2.2")));
    }

    @Test
    void a_cookie_that_opens_no_session_is_a_strangers_and_who_is_too_many_is_told_when_to_come_again() throws Exception {
        Sessions sessions = Sessions.inMemory(Clock.systemUTC(), account -> Optional.of("same"));
        Throng throng = new Throng(new Web("mail.mfano.example", 443, sessions, Directory.of(List.of(), List.of(), List.of()), null));
        String token = sessions.begin(Address.of("neema@mfano.example"), false);
        Exchange refused = fill(throng, Turnstile.OF_ONE_ADDRESS, new Exchange("GET", "/login").session("made-up").header("Accept", "text/html"));
        assertEquals(503, refused.status);
        assertFalse(refused.passed);
        assertEquals("5", refused.answered.get("Retry-After"));
        assertEquals("close", refused.answered.get("Connection"));
        assertTrue(refused.text().contains("<h1>Not for the moment</h1>"), refused.text());
        assertTrue(fill(throng, Turnstile.OF_ONE_ADDRESS, new Exchange("GET", "/mail/inbox").session(token)).passed);
        assertTrue(fill(throng, Turnstile.OF_ONE_ADDRESS, new Exchange("GET", "/health/ready")).passed);
    }

    @Test
    void while_the_server_starts_everybody_is_told_to_come_again_and_health_is_asked() throws Exception {
        Throng throng = new Throng(null);
        Exchange page = fill(throng, 0, new Exchange("GET", "/mail/inbox").session("x").header("Accept", "text/html"));
        assertEquals(503, page.status);
        assertEquals("5", page.answered.get("Retry-After"));
        assertTrue(page.text().contains("<h1>Not for the moment</h1>"), page.text());
        assertTrue(fill(throng, 0, new Exchange("GET", "/health/ready")).passed);
    }

    /** That many strangers wait inside while the last one comes. */
    private static Exchange fill(Throng throng, int strangers, Exchange last) throws Exception {
        Exchange now = strangers == 0 ? last : new Exchange("GET", "/login");
        if (strangers > 0) {
            now.inside = () -> {
                try {
                    fill(throng, strangers - 1, last);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            };
        }
        throng.doFilter(now.request(), now.response(), now.chain());
        return last;
    }
}
