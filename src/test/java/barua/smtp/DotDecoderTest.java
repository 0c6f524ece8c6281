package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static org.junit.jupiter.api.Assertions.assertFalse;

import barua.smtp.Receiver.LineEnds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DotDecoderTest {

    /** Decodes in pieces of that size: the message, '|' and what was left, or '-' where the end did not come. */
    private static String decode(String wire, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotDecoder decoder = new DotDecoder(out::write, LineEnds.STRICT);
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < bytes.length && !decoder.atEnd()) {
            at += decoder.decode(bytes, at, Math.min(piece, bytes.length - at));
        }
        return out.toString(StandardCharsets.ISO_8859_1) + (decoder.atEnd() ? "|" + wire.substring(at) : "-");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void stuffing_is_undone_in_any_cutting(int piece) {
        assertEquals("|QUIT\r\n", decode(".\r\nQUIT\r\n", piece));
        assertEquals("a\r\n|", decode("a\r\n.\r\n", piece));
        assertEquals("a\r\n.\r\n..b\r\n.c\r\n|x", decode("a\r\n..\r\n...b\r\n..c\r\n.\r\nx", piece));
        assertEquals("b\r\n|", decode(".b\r\n.\r\n", piece));
        assertEquals("a.\r\n|", decode("a.\r\n.\r\n", piece));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\n", "a\n.\r\n", "a\r.\r", "a\r.\r\n", "a\r\n.\n", "a\r\n.\r", "a\r\n.\rb\r\n", "a\r\r\n.\n\r\n", "a\n\r.\r\n", "a\r\n.\n.\r",
            "a\u0085.\u0085", "a\r\n.\u0000\r\n", "a\r\n. \r\n"})
    void nothing_but_crlf_dot_crlf_ends_a_message(String wire) {
        for (int piece = 1; piece <= wire.length(); piece++) {
            assertFalse(decode(wire, piece).contains("|"), wire);
        }
    }

    @Test
    void what_is_stuffed_comes_back_whatever_it_was() {
        long seed = barua.Seed.next();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k > 0; k--) {
                text.append(new String[] {".", "a", "\r\n", "..", "\r\n."}[random.nextInt(5)]);
            }
            String message = text.isEmpty() ? "" : text + "\r\n";
            String wire = ("\r\n" + message).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";
            assertEquals(message + "|", decode(wire, 1 + random.nextInt(40)), "seed " + seed);
        }
    }
}
