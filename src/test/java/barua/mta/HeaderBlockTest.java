package barua.mta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "A: b\r\n\r\n", "A:b\r\n", "A: b\r\n\tc\r\n d\r\nB : x\r\n\r\n", "Subject: h\u00e9\r\n\r\n", "no field here\r\nA: b\r\n\r\n",
        "From x y\r\nA: b\r\n\r\n", ": empty\r\n\r\n", "A: b\r\n  \r\n\r\n"})
    void what_nobody_touched_stays_byte_for_byte(String header) {
        String expected = header.startsWith("no field") || header.startsWith("From x") || header.startsWith(": empty") ? "\r\n" + header : header;
        assertEquals(expected, new String(HeaderBlock.parse(bytes(header)).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void fields_are_taken_out_with_their_folded_lines_and_put_in_at_the_end() {
        HeaderBlock block = HeaderBlock.parse(bytes("To: a@b\r\nbCC: x@y,\r\n z@y\r\nSubject: s\r\n\r\n"));
        assertEquals("To: a@b\r\nSubject: s\r\nDate: today\r\n\r\n",
                new String(block.without(Set.of("bcc")).with("Date", "today").bytes(), StandardCharsets.UTF_8));
        assertTrue(block.has("BCC"));
        assertEquals(2, block.count(Set.of("to", "subject")));
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
        assertTrue(tap.isTooLong());
        assertTrue(tap.block().bytes().length <= 1 << 20);
        HeaderTap other = new HeaderTap();
        other.take(line, 0, line.length);
        assertFalse(other.isTooLong());
    }
}
