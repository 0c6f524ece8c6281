package barua.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text files as Windows writes them: no charset is said, but their first bytes tell it. */
class ByteOrderMarkTest {

    private static final List<Charset> MARKED = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8);

    private static String read(String type, byte[] bytes) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(Base64.getMimeEncoder().encode(bytes));
        Content content = Content.of(message.toByteArray());
        return PartReader.text(content, MimeParser.parse(content).root(), 1_000);
    }

    @Test
    void a_mark_tells_the_charset_where_nothing_else_does() throws IOException {
        for (Charset charset : MARKED) {
            byte[] bytes = "\ufeffJina,Kiasi\r\nC\u00e9dric,100\r\n".getBytes(charset);
            for (String type : List.of("text/csv", "text/plain; charset=us-ascii", "text/plain; charset=x-unknown", "text/plain", "text/html")) {
                assertEquals("Jina,Kiasi\nC\u00e9dric,100\n", read(type, bytes), charset + " in " + type);
            }
        }
        byte[] page = "\ufeff<meta charset=windows-1252><p>C\u00e9dric".getBytes(StandardCharsets.UTF_16LE);
        assertEquals("<meta charset=windows-1252><p>C\u00e9dric", read("text/html", page), "a mark is before what the page says of itself");
    }

    @Test
    void what_is_said_counts() throws IOException {
        assertEquals("\u044f\u044e\u0411", read("text/plain; charset=windows-1251", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc1}));
        assertEquals("Almasi", read("text/plain; charset=utf-16", "\ufeffAlmasi".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void torn_ends_and_marks_alone_do_no_harm() throws IOException {
        for (Charset charset : MARKED) {
            byte[] whole = "\ufeffAlmasi \u00e9".getBytes(charset);
            for (int length = 0; length <= whole.length; length++) {
                String read = read("text/plain", java.util.Arrays.copyOf(whole, length));
                assertEquals(length < whole.length - 2 || read.startsWith("Almasi "), true, charset + ", " + length + " bytes: " + read);
            }
            assertEquals("", read("text/plain", "\ufeff".getBytes(charset)));
        }
        assertEquals("\u00ff", read("text/plain", new byte[] {(byte) 0xff}));
        assertEquals("Almasi \ufffd", read("text/plain", java.util.Arrays.copyOf("\ufeffAlmasi \u00e9".getBytes(StandardCharsets.UTF_16LE), 17)));
    }
}
