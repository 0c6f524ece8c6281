package barua.mta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeaderTapTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_tap_finds_the_end_of_the_header_wherever_the_pieces_are_cut() {
        byte[] message = bytes("A: b\r\n c\r\nMessage-ID:\r\n <x@y>\r\n\r\nbody\r\n\r\nmore\r\n");
        int header = new String(message, StandardCharsets.UTF_8).indexOf("body");
        for (int piece = 1; piece <= message.length; piece++) {
            HeaderTap tap = new HeaderTap();
            int taken = 0;
            for (int at = 0; at < message.length && !tap.isComplete(); at += piece) {
                taken += tap.take(message, at, Math.min(piece, message.length - at));
            }
            assertEquals(header, taken);
            assertEquals("<x@y>", tap.block().messageId());
        }
    }

    @Test
    void a_body_without_header_has_an_empty_header() {
        HeaderTap tap = new HeaderTap();
        assertEquals(2, tap.take(bytes("\r\nbody\r\n"), 0, 8));
        assertArrayEquals(bytes("\r\n"), tap.block().bytes());
    }

    @Test
    void a_header_without_end_is_bounded() {
        HeaderTap tap = new HeaderTap();
        byte[] line = bytes("X: " + "y".repeat(997) + "\r\n");
        for (int i = 0; i < 2_000; i++) {
            tap.take(line, 0, line.length);
        }
        assertTrue(tap.isComplete());
        assertTrue(tap.block().bytes().length <= (1 << 20) + line.length);
        HeaderTap other = new HeaderTap();
        other.take(line, 0, line.length);
        assertFalse(other.isComplete());
    }
}
