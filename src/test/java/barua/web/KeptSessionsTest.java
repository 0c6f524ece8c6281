package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over restarts: each {@link #restart} opens the file as a server that was killed left it. */
class KeptSessionsTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address BARAKA = Address.of("\"baraka kimaro\"@mfano.example");

    @TempDir
    Path data;
    private Path file;
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final Map<Address, String> passwords = new HashMap<>(Map.of(NEEMA, "one", BARAKA, "one"));
    private Sessions sessions;

    @BeforeEach
    void restart() throws IOException {
        file = data.resolve("sessions");
        sessions = Sessions.open(file, Clock.fixed(now, ZoneOffset.UTC), account -> Optional.ofNullable(passwords.get(account)));
    }

    private void pass(Duration time) throws IOException {
        now = now.plus(time);
        restart();
    }

    @Test
    void a_restart_signs_nobody_out_and_changes_no_token() throws IOException {
        String neema = sessions.begin(NEEMA, false);
        String baraka = sessions.begin(BARAKA, true);
        Session before = sessions.find(neema).orElseThrow();
        restart();
        assertEquals(before, sessions.find(neema).orElseThrow());
        assertEquals(BARAKA, sessions.find(baraka).orElseThrow().account());
        assertTrue(sessions.find(baraka).orElseThrow().keep());
    }

    @Test
    void a_mark_tells_of_its_session_and_of_no_other_as_long_as_it_is_open() throws IOException {
        String token = sessions.begin(NEEMA, false);
        String mark = sessions.find(token).orElseThrow().mark();
        sessions.begin(NEEMA, false);
        restart();
        assertTrue(sessions.isOpen(NEEMA, mark));
        assertFalse(sessions.isOpen(BARAKA, mark));
        sessions.end(token);
        assertFalse(sessions.isOpen(NEEMA, mark));
        assertFalse(sessions.isOpen(NEEMA, ""));
    }

    @Test
    void what_ended_stays_ended() throws IOException {
        String out = sessions.begin(NEEMA, true);
        String revoked = sessions.begin(BARAKA, true);
        String other = sessions.begin(NEEMA, true);
        sessions.end(out);
        sessions.revoked(BARAKA);
        restart();
        assertTrue(sessions.find(out).isEmpty());
        assertTrue(sessions.find(revoked).isEmpty());
        assertTrue(sessions.find(other).isPresent());
    }

    @Test
    void a_password_that_was_changed_while_the_server_stood_still_ends_its_sessions() throws IOException {
        String neema = sessions.begin(NEEMA, true);
        String baraka = sessions.begin(BARAKA, true);
        passwords.put(NEEMA, "two");
        passwords.remove(BARAKA);
        restart();
        assertTrue(sessions.find(neema).isEmpty());
        assertTrue(sessions.find(baraka).isEmpty());
        passwords.put(BARAKA, "one");
        restart();
        assertTrue(sessions.find(baraka).isEmpty(), "disabled once, it stays out");
    }

    @Test
    void a_start_on_a_full_disk_signs_nobody_out() throws IOException {
        String neema = sessions.begin(NEEMA, true);
        Path inTheWay = Files.createDirectories(data.resolve("sessions.new/in-the-way"));   // so that the file cannot be written anew
        restart();
        assertTrue(sessions.find(neema).isPresent());
        sessions.close();
        restart();
        assertTrue(sessions.find(neema).isPresent(), "the file stands as it was");
        Files.delete(inTheWay);
        String baraka = sessions.begin(BARAKA, true);
        restart();
        assertTrue(sessions.find(neema).isPresent());
        assertTrue(sessions.find(baraka).isPresent());
    }

    @Test
    void idleness_is_counted_over_restarts() throws IOException {
        String idle = sessions.begin(NEEMA, false);
        String used = sessions.begin(NEEMA, false);
        String kept = sessions.begin(NEEMA, true);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMinutes(40));
            assertTrue(sessions.find(used).isPresent(), "turn " + i);
        }
        assertTrue(sessions.find(idle).isEmpty());
        pass(Duration.ofDays(13));
        assertTrue(sessions.find(kept).isPresent());
        assertTrue(sessions.find(used).isEmpty());
    }

    @Test
    void the_disk_holds_no_token_and_is_for_the_server_alone() throws IOException {
        String token = sessions.begin(NEEMA, true);
        String text = Files.readString(file);
        assertFalse(text.contains(token) || text.contains(sessions.find(token).orElseThrow().csrf()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_torn_or_a_foreign_line_costs_no_other() throws IOException {
        String first = sessions.begin(NEEMA, true);
        Files.writeString(file, "begin\tabc\tneema@mfano.exam", StandardOpenOption.APPEND);
        restart();
        String second = sessions.begin(NEEMA, true);
        Files.writeString(file, "end\t" + Files.readString(file).split("\t")[1] + "\tdeadbeef\n\n\t\t\t\n", StandardOpenOption.APPEND);
        restart();
        assertTrue(sessions.find(first).isPresent());
        assertTrue(sessions.find(second).isPresent());
    }

    @Test
    void a_file_of_another_version_is_put_aside() throws IOException {
        Files.writeString(file, "barua-sessions 2\n");
        restart();
        assertEquals("barua-sessions 2\n", Files.readString(data.resolve("sessions.damaged")));
        String token = sessions.begin(NEEMA, true);
        restart();
        assertTrue(sessions.find(token).isPresent());
    }

    @Test
    void the_file_does_not_grow_with_what_is_over() throws IOException {
        String kept = sessions.begin(NEEMA, true);
        for (int i = 0; i < 3_000; i++) {
            sessions.end(sessions.begin(BARAKA, false));
        }
        assertTrue(Files.size(file) < 300_000, "bytes: " + Files.size(file));
        restart();
        assertTrue(Files.size(file) < 1_000, "bytes: " + Files.size(file));
        assertTrue(sessions.find(kept).isPresent());
    }
}
