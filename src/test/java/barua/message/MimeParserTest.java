package barua.message;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MimeParserTest {

    @Test
    void a_plain_message_is_one_text_part() throws IOException {
        var message = parse("Subject: Hi\r\nFrom: a@b.example\r\n\r\nOne\r\nTwo\r\n");
        assertEquals(List.of("Subject", "From"), message.headers().fields().stream().map(HeaderField::name).toList());
        assertEquals(" Hi", message.headers().fields().getFirst().raw());
        MimePart root = message.root();
        assertTrue(root.is("text", "plain"));
        assertEquals("0 34 44 2", places(root));
    }

    @Test
    void the_line_end_before_a_boundary_belongs_to_the_boundary() throws IOException {
        String text = "Content-Type: multipart/mixed; boundary=b\r\n\r\nhello\r\n--b\r\n\r\nOne\r\n--b\r\nContent-Type: text/html\r\n\r\nTwo\r\n\r\n"
                + "--b--\r\nbye\r\n";
        MimePart root = parse(text).root();
        assertEquals(2, root.children().size());
        assertEquals("One", body(text, root.children().get(0)));
        assertEquals(0, root.children().get(0).lines());
        assertEquals("Two\r\n", body(text, root.children().get(1)));
        assertEquals(1, root.children().get(1).lines());
        assertEquals(text.length(), root.bodyEnd());
        assertEquals(11, root.lines());
    }

    @Test
    void an_empty_part_lies_within_its_parent() throws IOException {
        String text = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n\n--a\n\nlast\n--a--\n";
        MimePart root = parse(text).root();
        MimePart inner = root.children().get(0);
        assertEquals(2, root.children().size());
        assertEquals("", body(text, inner.children().get(0)));
        assertTrue(inner.children().get(0).bodyEnd() <= inner.bodyEnd());
        assertEquals("last", body(text, root.children().get(1)));
    }

    @Test
    void a_digest_holds_messages_by_default() throws IOException {
        String text = "Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\nSubject: inside\r\n\r\nbody\r\n--d--\r\n";
        MimePart child = parse(text).root().children().getFirst();
        assertTrue(child.is("message", "rfc822"));
        MimePart.Embedded inside = child.message().orElseThrow();
        assertEquals("inside", inside.headers().text("subject"));
        assertEquals("body", body(text, inside.root()));
        assertEquals(child.bodyEnd(), inside.root().bodyEnd());
        assertEquals(2, child.lines());
    }

    @Test
    void a_stream_that_gives_single_bytes_reads_the_same() throws IOException {
        byte[] text = ("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + "x".repeat(200_000) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        InputStream dripping = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertEquals(MimeParser.parse(new ByteArrayInputStream(text)), MimeParser.parse(dripping));
    }

    @Test
    void a_line_end_split_by_the_buffer_is_still_one() throws IOException {
        for (int length = 65_480; length < 65_560; length++) {
            String text = "A: b\r\n\r\n" + "x".repeat(length) + "\r\n\r\nend";
            MimePart root = parse(text).root();
            assertEquals(2, root.lines(), () -> "at " + text.length());
            assertEquals(text.length(), root.bodyEnd());
        }
    }

    @Test
    void a_multipart_without_boundary_is_read_as_text() throws IOException {
        MimePart root = parse("Content-Type: multipart/mixed\r\n\r\nwords\r\n").root();
        assertTrue(root.is("text", "plain"));
        assertTrue(root.children().isEmpty());
    }

    @Test
    void nesting_past_the_bound_is_opaque() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        }
        MimePart part = parse(text.toString()).root();
        int depth = 0;
        while (part.isMultipart()) {
            part = part.children().getFirst();
            depth++;
        }
        assertEquals(50, depth);
        assertTrue(part.is("application", "octet-stream"));
    }

    @Test
    void parts_past_the_bound_are_one_opaque_part() throws IOException {
        String text = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(3000) + "--b--\r\n";
        MimePart root = parse(text).root();
        assertEquals(999, root.children().size());
        MimePart last = root.children().getLast();
        assertTrue(last.is("application", "octet-stream"));
        assertTrue(body(text, last).endsWith("--b\r\n\r\nx"));
    }

    @Test
    void a_header_past_the_bound_makes_the_body_opaque() throws IOException {
        var message = parse("A: b\r\n".repeat(20_000) + "\r\nbody");
        assertEquals(10_000, message.headers().fields().size());
        assertTrue(message.root().is("application", "octet-stream"));
        assertEquals(4, message.root().bodySize());
        var giant = parse("A: " + "x".repeat(3_000_000) + "\r\n more\r\n\r\nbody");
        assertEquals(4, giant.root().bodySize());
        assertTrue(giant.headers().fields().getFirst().raw().length() <= 1024 * 1024);
    }

    @Test
    void text_without_any_header_is_all_body() throws IOException {
        var message = parse("Habari yako\r\nmzee\r\n");
        assertTrue(message.headers().fields().isEmpty());
        assertEquals("0 0 19 2", places(message.root()));
    }

    @Test
    void nothing_at_all_is_an_empty_text() throws IOException {
        var message = parse("");
        assertEquals("0 0 0 0", places(message.root()));
        assertFalse(message.root().fileName().isPresent());
    }

    private static MimeParser.Message parse(String text) throws IOException {
        return MimeParser.parse(Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String body(String text, MimePart part) {
        return text.substring((int) part.bodyStart(), (int) part.bodyEnd());
    }

    private static String places(MimePart part) {
        return part.headerStart() + " " + part.bodyStart() + " " + part.bodyEnd() + " " + part.lines();
    }
}
