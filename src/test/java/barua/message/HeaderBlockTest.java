package barua.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(HeaderBlock block) {
        return new String(block.bytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "A: b\r\n\r\n", "A:b\r\n", "A: b\r\n\tc\r\n d\r\nB : x\r\n\r\n", "Subject: h\u00e9\r\n\r\n",
            "no field here\r\nA: b\r\n\r\n",
        "From x y\r\nA: b\r\n\r\n", "A\t : b\r\nB\u00e9: c\r\n\r\n", ": empty\r\n\r\n", "A: b\r\n  \r\n\r\n"})
    void what_nobody_touched_stays_byte_for_byte(String header) {
        String expected = header.startsWith("no field") || header.startsWith(": empty") ? "\r\n" + header : header;
        assertEquals(expected, text(HeaderBlock.parse(bytes(header))));
    }

    @Test
    void fields_are_taken_out_with_their_folded_lines_and_put_in_at_the_end() {
        HeaderBlock block = HeaderBlock.parse(bytes("To: a@b\r\nbCC: x@y,\r\n z@y\r\nSubject: s\r\n\r\n"));
        assertEquals("To: a@b\r\nSubject: s\r\nDate: today\r\n\r\n",
                text(block.without(Set.of("bcc")).with("Date", "today")));
        assertTrue(block.has("BCC"));
        assertEquals(2, block.count(Set.of("to", "subject")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bcc: x", "BCC:x", "bcc : x", "Bcc\t: x", "Bcc \t :x", "Bcc : x,\r\n\ty", "Bcc:\r\n x"})
    void blanks_before_the_colon_are_no_part_of_a_name(String field) {
        HeaderBlock block = HeaderBlock.parse(bytes("To: a@b\r\n" + field + "\r\nSubject: s\r\n\r\n"));
        assertTrue(block.has("Bcc"));
        assertEquals(1, block.count(Set.of("bcc")));
        assertEquals("To: a@b\r\nSubject: s\r\n\r\n", text(block.without(Set.of("bcc"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A : b\r\nC\t:\r\n d\r\n\r\nE: f\r\n", "From x y\r\n>From z w\r\nA: b\r\n\r\n", "A: b\r\nno field\r\nC: d\r\n\r\n",
        "A: b\r\nno field\r\nFrom: d\r\n\r\n", "A\u0001: b\r\nC\u00a0: d\r\n : e\r\n\r\n", " A: b\r\n\r\n", "A: b\r\n \r\nC: d\r\n\r\n", "From\r\n : a\r\n\r\n",
        "A: b\r\nFrom x y\r\n z\r\nC: d\r\n\r\n"})
    void it_sees_the_fields_that_every_reader_sees(String message) throws IOException {
        List<HeaderField> read = MimeParser.parse(Content.of(bytes(message))).headers().fields();
        assertEquals(read, HeaderBlock.parse(bytes(message)).headers().fields());
    }

    @Test
    void a_field_is_put_in_as_a_reader_reads_it_back() {
        HeaderBlock block = HeaderBlock.parse(bytes("A: b")).with("From", "m\u00e9@x");
        assertEquals("A: b\r\nFrom: m\u00e9@x\r\n", text(block));
        assertEquals(HeaderBlock.parse(block.bytes()).headers(), block.headers());
    }

    @Test
    void fields_past_the_bound_are_told() {
        assertFalse(HeaderBlock.parse(bytes("A: b\r\n".repeat(HeaderReader.MOST_FIELDS + 1) + "\r\n")).whole());
        assertTrue(HeaderBlock.parse(bytes("A: b\r\n".repeat(HeaderReader.MOST_FIELDS - 1) + "\r\n")).whole());
    }
}
