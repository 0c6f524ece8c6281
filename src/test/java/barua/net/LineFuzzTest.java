package barua.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Lines out of noise, in pieces of any size, against a model that sees all bytes at once. */
class LineFuzzTest {

    private static final byte[] LETTERS = "ab\r\n\r\n\r\r\nxyz".getBytes(StandardCharsets.US_ASCII);

    @RepeatedTest(200)
    void a_line_is_the_same_in_whatever_pieces_it_comes(RepetitionInfo repetition) {
        long seed = 7919L * repetition.getCurrentRepetition();
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(120)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = LETTERS[random.nextInt(LETTERS.length)];
        }
        int limit = 2 + random.nextInt(30);
        int at = 0;
        while (at < bytes.length) {
            int end = endOf(bytes, at);
            LineGatherer line = new LineGatherer(limit);
            int taken = 0;
            while (!line.isOver() && at + taken < bytes.length) {
                int piece = 1 + random.nextInt(9);
                taken += line.take(bytes, at + taken, Math.min(bytes.length, at + taken + piece));
            }
            assertEquals(end - at, taken, "seed " + seed);
            if (line.isOver()) {
                check(Arrays.copyOfRange(bytes, at, end), limit, line, seed);
            }
            at = end;
        }
    }

    private static int endOf(byte[] bytes, int from) {
        int crlf = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n", from);
        return crlf < 0 ? bytes.length : crlf + 2;
    }

    private static void check(byte[] line, int limit, LineGatherer gathered, long seed) {
        String text = new String(line, 0, line.length - 2, StandardCharsets.ISO_8859_1);
        String expected = line.length > limit ? "long" : text.contains("\r") || text.contains("\n") ? "bare" : "good";
        try {
            assertArrayEquals(text.getBytes(StandardCharsets.ISO_8859_1), gathered.result(), "seed " + seed);
            assertEquals("good", expected, "seed " + seed);
        } catch (LineTooLongException tooLong) {
            assertEquals("long", expected, "seed " + seed);
        } catch (BareLineEndException bare) {
            assertEquals("bare", expected, "seed " + seed);
        } catch (IOException other) {
            throw new AssertionError("seed " + seed, other);
        }
    }
}
