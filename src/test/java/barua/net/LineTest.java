package barua.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a line. Each peer sends its bytes and hangs up; the table says what the session sees. */
class LineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a~b~                        | a, b, eof",
        "~                           | EMPTY, eof",
        "half                        | eof",
        "LF alone_QUIT~next~         | bare, next, eof",
        "CR alone^QUIT~next~         | bare, next, eof",
        "two CR^~next~               | bare, next, eof",
        "123456789012345678~         | 123456789012345678, eof",
        "1234567890123456789~next~   | long, next, eof",
        "1234567890_12345678901~next~| long, next, eof",
    })
    void only_CRLF_ends_a_line_and_the_limit_counts_it(String sent, String seen) throws IOException {
        String bytes = sent.strip().replace("~", "\r\n").replace("_", "\n").replace("^", "\r");
        try (Pair pair = Pair.connected()) {
            pair.peer().getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            pair.peer().shutdownOutput();
            assertEquals(seen.replace("EMPTY", ""), String.join(", ", lines(pair.session(), 20)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8191, 8192, 8193, 20000})
    void a_line_that_arrives_in_pieces_is_whole(int piece) throws IOException {
        String line = "0123456789".repeat(2000);
        try (Pair pair = Pair.connected()) {
            byte[] bytes = (line + "\r\nnext\r\n").getBytes(StandardCharsets.US_ASCII);
            Thread writer = Thread.ofVirtual().start(() -> Pair.writeInPieces(pair.peer(), bytes, piece));
            assertEquals(line, pair.session().readText(30_000));
            assertEquals("next", pair.session().readText(30_000));
            Pair.join(writer);
        }
    }

    @Test
    void a_megabyte_without_end_is_cut_and_nothing_behind_it_is_believed() throws IOException {
        try (Pair pair = Pair.connected()) {
            byte[] flood = ("x".repeat(1 << 20) + "\r\nRCPT TO:<victim@example.org>\r\n").getBytes(StandardCharsets.US_ASCII);
            Thread writer = Thread.ofVirtual().start(() -> Pair.writeInPieces(pair.peer(), flood, flood.length));
            assertThrows(LineTooLongException.class, () -> pair.session().readLine(512));
            assertThrows(EOFException.class, () -> pair.session().readLine(512));
            pair.session().close();
            Pair.join(writer);
        }
    }

    private static List<String> lines(Connection session, int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        while (true) {
            try {
                seen.add(session.readText(limit));
            } catch (LineTooLongException tooLong) {
                seen.add("long");
            } catch (BareLineEndException bare) {
                seen.add("bare");
            } catch (EOFException end) {
                seen.add("eof");
                return seen;
            }
        }
    }
}
