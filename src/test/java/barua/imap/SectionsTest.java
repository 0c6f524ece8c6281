package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.Content;
import barua.message.Outline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionsTest {

    private static final String MESSAGE = String.join("\r\n",
            "From: a@example.org", "Subject: outer", "X-Folded: one", " two", "Content-Type: multipart/mixed; boundary=b", "",
            "preamble", "--b", "Content-Type: text/plain", "X-Part: 1", "", "first part", "--b", "Content-Type: message/rfc822", "",
            "Subject: inner", "Content-Type: multipart/alternative; boundary=c", "", "--c", "", "inner plain", "--c", "Content-Type: text/html", "",
            "<b>inner</b>", "--c--",
            "--b--", "");

    private static String fetch(String message, String section) throws IOException, SyntaxException {
        Content content = Content.of(message.getBytes(StandardCharsets.ISO_8859_1));
        FetchItem.Body body = (FetchItem.Body) FetchParser.parse(new ImapLexer(("BODY[" + section + "]").getBytes(StandardCharsets.US_ASCII))).items()
                .getFirst();
        return switch (Sections.find(body.section(), Outline.of(content), content)) {
            case Sections.Found.Nothing() -> "NIL";
            case Sections.Found.Span(var from, var length) -> new String(content.bytes(from, (int) length), StandardCharsets.ISO_8859_1);
            case Sections.Found.Bytes(var bytes) -> new String(bytes, StandardCharsets.ISO_8859_1);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "1 | first part",
        "1.MIME | Content-Type: text/plain~X-Part: 1~~",
        "2.MIME | Content-Type: message/rfc822~~",
        "2.HEADER | Subject: inner~Content-Type: multipart/alternative; boundary=c~~",
        "2.HEADER.FIELDS (subject) | Subject: inner~~",
        "2.1 | inner plain",
        "2.2 | <b>inner</b>",
        "2.2.MIME | Content-Type: text/html~~",
        "2.TEXT | --c~~inner plain~--c~Content-Type: text/html~~<b>inner</b>~--c--",
        "HEADER.FIELDS (SUBJECT FROM) | From: a@example.org~Subject: outer~~",
        "HEADER.FIELDS (X-FOLDED) | X-Folded: one~ two~~",
        "HEADER.FIELDS.NOT (Subject Content-Type) | From: a@example.org~X-Folded: one~ two~~",
        "HEADER.FIELDS (No-Such) | ~",
        "3 | NIL", "1.1 | NIL", "1.HEADER | NIL", "1.TEXT | NIL", "2.3 | NIL", "2.2.1 | NIL"})
    void sections_of_a_message_with_a_message_inside(String section, String expected) throws Exception {
        assertEquals(expected.replace("~", "\r\n"), fetch(MESSAGE, section));
    }

    @Test
    void header_and_text_together_are_the_whole() throws Exception {
        assertEquals(MESSAGE, fetch(MESSAGE, "HEADER") + fetch(MESSAGE, "TEXT"));
        assertEquals(MESSAGE, fetch(MESSAGE, ""));
    }

    @Test
    void part_1_of_a_plain_message_is_its_body() throws Exception {
        String plain = "Subject: x\r\n\r\nbody\r\n";
        assertEquals("body\r\n", fetch(plain, "1"));
        assertEquals("NIL", fetch(plain, "2"));
        assertEquals("Subject: x\r\n\r\n", fetch(plain, "1.MIME"));
    }

    @Test
    void fields_come_from_the_cache_and_from_the_file_alike() throws Exception {
        byte[] header = fetch(MESSAGE, "HEADER").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new String(Sections.fields(header, List.of("FROM", "SUBJECT"), false), StandardCharsets.ISO_8859_1),
                fetch(MESSAGE, "HEADER.FIELDS (From Subject)"));
    }
}
