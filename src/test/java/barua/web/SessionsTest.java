package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address BARAKA = Address.of("baraka@mfano.example");

    private final Hands clock = new Hands();
    private final Sessions sessions = Sessions.inMemory(clock, account -> Optional.of("first password"));

    @Test
    void a_token_opens_its_session_and_no_other_does() {
        String token = sessions.begin(NEEMA, false);
        assertEquals(NEEMA, sessions.find(token).orElseThrow().account());
        assertTrue(sessions.find(token + "x").isEmpty());
        assertTrue(sessions.find("").isEmpty());
        assertNotEquals(token, sessions.begin(NEEMA, false));
    }

    @Test
    void an_idle_session_ends_and_a_used_one_goes_on() {
        String idle = sessions.begin(NEEMA, false);
        String used = sessions.begin(NEEMA, false);
        for (int i = 0; i < 5; i++) {
            clock.pass(Duration.ofMinutes(30));
            assertTrue(sessions.find(used).isPresent());
        }
        assertTrue(sessions.find(idle).isEmpty());
    }

    @Test
    void a_kept_session_lasts_for_days_but_not_for_ever() {
        String token = sessions.begin(NEEMA, true);
        for (int day = 0; day < 60; day++) {
            assertTrue(sessions.find(token).isPresent(), "day " + day);
            clock.pass(Duration.ofDays(1));
        }
        clock.pass(Duration.ofHours(1));
        assertTrue(sessions.find(token).isEmpty());
    }

    @Test
    void when_the_directory_revokes_an_account_all_its_sessions_end() {
        List<Address> heard = new ArrayList<>();
        sessions.onEnd(heard::add);
        String neema = sessions.begin(NEEMA, true);
        String baraka = sessions.begin(BARAKA, false);
        sessions.revoked(NEEMA);
        assertTrue(sessions.find(neema).isEmpty());
        assertTrue(sessions.find(baraka).isPresent());
        assertEquals(List.of(NEEMA), heard);
    }

    @Test
    void one_account_cannot_hold_more_than_its_share() {
        String first = sessions.begin(NEEMA, false);
        String other = sessions.begin(BARAKA, false);
        for (int i = 0; i < 60; i++) {
            sessions.begin(NEEMA, false);
        }
        assertTrue(sessions.find(first).isEmpty());
        assertTrue(sessions.find(other).isPresent());
    }

    private static final class Hands extends Clock {

        private Instant now = Instant.parse("2026-11-22T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
