package barua.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waits that end, and bytes that are counted. */
class ConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(120);

    @Test
    void a_silent_peer_is_idle_after_the_time_for_a_line() throws IOException {
        try (Pair pair = Pair.connected(Pair.limits(SHORT, Pair.LONG))) {
            assertThrows(SocketTimeoutException.class, () -> pair.session().readLine(100));
        }
    }

    /** Slow loris: each byte comes in time, the line does not. */
    @Test
    void a_byte_now_and_then_does_not_hold_the_connection() throws IOException {
        try (Pair pair = Pair.connected(Pair.limits(SHORT, Pair.LONG))) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(pair));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                assertThrows(SocketTimeoutException.class, () -> pair.session().readLine(1000));
            });
            pair.close();
            Pair.join(dripping);
        }
    }

    @Test
    void a_byte_now_and_then_does_not_hold_a_message_either() throws IOException {
        try (Pair pair = Pair.connected(Pair.limits(SHORT, Pair.LONG))) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(pair));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                assertThrows(SocketTimeoutException.class, () -> pair.session().counted(10_000).readAllBytes());
            });
            pair.close();
            Pair.join(dripping);
        }
    }

    private static void drip(Pair pair) {
        try {
            while (true) {
                pair.peer().getOutputStream().write('x');
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException closed) {
            // The test is over.
        }
    }

    @Test
    void a_peer_that_reads_nothing_stalls_the_write_and_loses_the_connection() throws IOException {
        try (Pair pair = Pair.connected(Pair.limits(Pair.LONG, SHORT))) {
            byte[] much = new byte[1 << 20];
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    pair.session().write(much);
                }
            });
            assertThrows(IOException.class, () -> pair.session().readLine(100));
        }
    }

    @Test
    void a_slow_reader_that_makes_progress_gets_everything() throws Exception {
        try (Pair pair = Pair.connected(Pair.limits(Pair.LONG, Duration.ofSeconds(2)))) {
            byte[] much = new byte[8 << 20];
            Thread writer = Thread.ofVirtual().start(() -> write(pair, much));
            assertEquals(much.length, pair.peer().getInputStream().readNBytes(much.length).length);
            Pair.join(writer);
        }
    }

    private static void write(Pair pair, byte[] bytes) {
        try {
            pair.session().write(bytes);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void what_was_written_is_handed_over_before_a_wait() throws IOException {
        try (Pair pair = Pair.connected(Pair.limits(SHORT, Pair.LONG))) {
            pair.session().write("* OK habari\r\n");
            assertThrows(SocketTimeoutException.class, () -> pair.session().readLine(100));
            assertEquals("* OK habari\r\n", new String(pair.peer().getInputStream().readNBytes(13), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void a_counted_stream_ends_after_its_bytes_and_the_rest_is_passed_over() throws IOException {
        try (Pair pair = Pair.connected()) {
            pair.peer().getOutputStream().write("0123456789\r\nabcdefNOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream chunk = pair.session().counted(10);
            assertEquals("0123456789", new String(chunk.readAllBytes(), StandardCharsets.US_ASCII));
            assertEquals(-1, chunk.read());
            assertEquals("", pair.session().readText(100));
            assertEquals('a', pair.session().counted(6).read());
            assertEquals("NOOP", pair.session().readText(100));
        }
    }

    @Test
    void a_peer_that_hangs_up_within_counted_bytes_is_no_end_of_them() throws IOException {
        try (Pair pair = Pair.connected()) {
            pair.peer().getOutputStream().write("half".getBytes(StandardCharsets.US_ASCII));
            pair.peer().shutdownOutput();
            assertThrows(EOFException.class, () -> pair.session().counted(5).readAllBytes());
        }
    }

    @Test
    void bytes_given_back_are_read_again_first() throws IOException {
        try (Pair pair = Pair.connected()) {
            pair.peer().getOutputStream().write("body\r\n.\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] some = new byte[64];
            int n = 0;
            while (n < 15) {
                n += pair.session().read(some, n, some.length - n);
            }
            pair.session().unread(some, 9, n - 9);
            assertEquals(6, pair.session().buffered());
            pair.session().unread(some, 0, 9);
            assertEquals("body", pair.session().readText(100));
            assertEquals(".", pair.session().readText(100));
            assertEquals("QUIT", pair.session().readText(100));
            assertEquals(0, pair.session().buffered());
        }
    }

    @Test
    void waiting_for_input_ends_with_input_time_or_interrupt() throws IOException {
        try (Pair pair = Pair.connected()) {
            assertFalse(pair.session().awaitInput(Duration.ofMillis(20)));
            pair.session().interrupt();
            assertFalse(pair.session().awaitInput(Pair.LONG));
            pair.peer().getOutputStream().write("DONE\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(pair.session().awaitInput(Pair.LONG));
            assertEquals("DONE", pair.session().readText(100));
            pair.peer().shutdownOutput();
            assertTrue(pair.session().awaitInput(Pair.LONG));
            assertThrows(EOFException.class, () -> pair.session().readText(100));
        }
    }

    @Test
    void an_interrupt_from_another_thread_ends_the_wait_and_harms_nothing() throws IOException {
        try (Pair pair = Pair.connected()) {
            for (int i = 0; i < 100; i++) {
                Thread waker = Thread.ofVirtual().start(pair.session()::interrupt);
                assertFalse(pair.session().awaitInput(Pair.LONG));
                Pair.join(waker);
            }
            pair.peer().getOutputStream().write("a1 NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("a1 NOOP", pair.session().readText(100));
        }
    }

    @Test
    void an_interrupt_does_not_end_reading_a_line() throws IOException {
        try (Pair pair = Pair.connected()) {
            pair.session().interrupt();
            Thread writer = Thread.ofVirtual().start(() -> Pair.writeInPieces(pair.peer(), "a1 NOOP\r\n".getBytes(StandardCharsets.US_ASCII), 1));
            assertEquals("a1 NOOP", pair.session().readText(100));
            Pair.join(writer);
            assertFalse(pair.session().awaitInput(Pair.LONG));
        }
    }

    @Test
    void closing_from_another_thread_ends_a_read() throws IOException {
        try (Pair pair = Pair.connected()) {
            Thread closer = Thread.ofVirtual().start(pair.session()::close);
            assertThrows(IOException.class, () -> pair.session().readLine(100));
            Pair.join(closer);
        }
    }
}
