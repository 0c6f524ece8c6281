package barua.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Event event(Instant when, String queueId, String who, String why) {
        return new Event(when, queueId, "<" + queueId + "@example.org>", "accepted", who, why);
    }

    @Test
    void finds_by_queue_id_message_id_and_address_oldest_first() throws IOException {
        try (Trace trace = Trace.open(folder, Clock.fixed(NOON, ZoneOffset.UTC))) {
            trace.record(event(NOON, "q1", "neema@chuo.example", "first"));
            trace.record(event(NOON.plusSeconds(1), "q2", "Neema@chuo.example", "second"));
            trace.record(event(NOON.plusSeconds(2), "q3", "juma@chuo.example", "third"));

            assertEquals(List.of("first", "second"), trace.find("neema@CHUO.example", 10).stream().map(Event::why).toList());
            assertEquals(List.of("third"), trace.find("q3", 10).stream().map(Event::why).toList());
            assertEquals(List.of("second"), trace.find("<q2@example.org>", 10).stream().map(Event::why).toList());
            assertEquals(List.of("second"), trace.find("q2@example.org", 10).stream().map(Event::why).toList());
            assertEquals(List.of(), trace.find("q", 10));
        }
    }

    @Test
    void the_newest_are_found_first_over_several_days_and_survive_a_restart() throws IOException {
        try (Trace trace = Trace.open(folder, Clock.systemUTC())) {
            for (int day = 0; day < 3; day++) {
                for (int i = 0; i < 4; i++) {
                    trace.record(event(NOON.plus(Duration.ofDays(day)).plusSeconds(i), "q", "a@b.example", day + "." + i));
                }
            }
        }
        try (Trace trace = Trace.open(folder, Clock.systemUTC())) {
            assertEquals(List.of("1.3", "2.0", "2.1", "2.2", "2.3"), trace.find("q", 5).stream().map(Event::why).toList());
        }
    }

    @Test
    void a_peer_cannot_forge_a_line_or_a_field() throws IOException {
        String nasty = "x\t\n2026-11-22T12:00:00Z\tq9\t\taccepted\t\tforged\r\u0085\u2028 \\u000a \\";
        try (Trace trace = Trace.open(folder, Clock.systemUTC())) {
            trace.record(event(NOON, "q1", nasty, nasty));
            assertEquals(List.of(), trace.find("q9", 10));
            assertEquals(nasty, trace.find("q1", 10).getFirst().why());
        }
    }

    @Test
    void old_days_are_removed() throws IOException {
        try (Trace trace = Trace.open(folder, Clock.systemUTC(), 2)) {
            for (int day = 0; day < 5; day++) {
                trace.record(event(NOON.plus(Duration.ofDays(day)), "q", "a@b.example", "" + day));
            }
            assertEquals(List.of("3", "4"), trace.find("q", 10).stream().map(Event::why).toList());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void a_line_torn_by_a_crash_does_not_spoil_the_next() throws IOException {
        try (Trace trace = Trace.open(folder, Clock.systemUTC())) {
            trace.record(event(NOON, "q1", "a@b.example", "whole"));
        }
        Path file = folder.resolve("trace-2026-11-22.tsv");
        Files.writeString(file, "2026-11-22T12:00:0", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        try (Trace trace = Trace.open(folder, Clock.systemUTC())) {
            trace.record(event(NOON, "q1", "a@b.example", "after"));
            assertEquals(List.of("whole", "after"), trace.find("q1", 10).stream().map(Event::why).toList());
        }
    }

    @Test
    void what_does_not_fit_is_counted_and_told_and_nobody_waits() throws IOException {
        int sent = 100_000;
        try (Trace trace = Trace.open(folder, Clock.fixed(NOON, ZoneOffset.UTC))) {
            for (int i = 0; i < sent; i++) {
                trace.record(event(NOON, "q", "a@b.example", "x"));
            }
            trace.find("q", 1);
            trace.record(event(NOON, "end", "", ""));
            trace.find("end", 1);
        }
        List<String> lines = Files.readAllLines(folder.resolve("trace-2026-11-22.tsv"));
        long kept = lines.stream().filter(line -> line.contains("\tq\t")).count();
        long told = lines.stream().filter(line -> line.contains("\tlost\t"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1).split(" ")[0])).sum();
        assertEquals(sent, kept + told);
        assertTrue(kept > 0);
    }

    @Test
    void a_trace_that_forgets_finds_nothing_and_closes() throws IOException {
        try (Trace trace = Trace.none()) {
            trace.record(event(NOON, "q1", "a@b.example", "x"));
            assertEquals(List.of(), trace.find("q1", 10));
        }
    }
}
