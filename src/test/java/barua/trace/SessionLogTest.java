package barua.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00.123456Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void each_line_says_when_which_session_who_and_what() throws IOException {
        Path file = folder.resolve("session.log");
        try (SessionLog log = SessionLog.open(file, NOON)) {
            SessionLog.Talk one = log.begin("smtp", "192.0.2.1");
            SessionLog.Talk two = log.begin("to", "mx.example [192.0.2.2]:25");
            one.note("connected");
            two.said("EHLO x");
            one.heard("MAIL FROM:<a\r\nb\u0007@c>");
            one.heard("x".repeat(700));
        }
        assertEquals(List.of("2026-11-22T12:00:00.123Z 1 smtp 192.0.2.1 -- connected", "2026-11-22T12:00:00.123Z 2 to mx.example [192.0.2.2]:25 > EHLO x",
                "2026-11-22T12:00:00.123Z 1 smtp 192.0.2.1 < MAIL FROM:<a??b?@c>", "2026-11-22T12:00:00.123Z 1 smtp 192.0.2.1 < " + "x".repeat(600) + "..."),
                Files.readAllLines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void it_never_grows_past_eleven_files_of_its_size() throws IOException {
        Path file = folder.resolve("session.log");
        try (SessionLog log = SessionLog.open(file, NOON, 1_000)) {
            SessionLog.Talk talk = log.begin("smtp", "192.0.2.1");
            for (int i = 0; i < 1_000; i++) {
                talk.heard("NOOP " + i);
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(11, all.size());
            for (Path each : all) {
                assertTrue(Files.size(each) <= 1_000, each.toString());
            }
        }
        assertTrue(Files.readString(file).endsWith("NOOP 999\n"));
    }

    @Test
    void a_disk_that_refuses_costs_lines_and_nothing_else() throws IOException {
        Path file = Files.createDirectories(folder.resolve("session.log"));
        try (SessionLog log = SessionLog.open(file, NOON)) {
            SessionLog.Talk talk = log.begin("smtp", "192.0.2.1");
            talk.said("lost");
            Files.delete(file);
            talk.said("kept");
        }
        assertEquals(List.of("2026-11-22T12:00:00.123Z 1 smtp 192.0.2.1 > kept"), Files.readAllLines(file));
    }

    @Test
    void nothing_is_written_where_nobody_wants_it() {
        SessionLog.none().begin("smtp", "192.0.2.1").heard("NOOP");
        assertFalse(Files.exists(folder.resolve("session.log")));
    }
}
