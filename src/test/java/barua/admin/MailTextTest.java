package barua.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MailTextTest {

    private static String copy(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailText.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "", out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void any_line_end_becomes_crlf() throws IOException {
        assertEquals("Subject: a\r\n\r\none\r\ntwo\r\n\r\nthree\r\n", copy("Subject: a\n\none\rtwo\r\n\r\nthree"));
    }

    @Test
    void an_mbox_separator_is_no_field() throws IOException {
        assertEquals("Subject: x\r\n\r\nFrom here it stays\r\n", copy("From cron Sun Nov 22 2026\nSubject: x\n\nFrom here it stays\n"));
    }

    @Test
    void short_lines_of_every_length_arrive() throws IOException {
        assertEquals("A:\r\n\r\n1\r\n12\r\n123\r\n1234\r\n12345\r\n123456\r\n", copy("A:\n\n1\n12\n123\n1234\n12345\n123456"));
    }

    @Test
    void missing_fields_come_in_front() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailText.copy(new ByteArrayInputStream("Subject: x\n\nbody".getBytes(StandardCharsets.US_ASCII)), "Date: now\r\n", out);
        assertEquals("Date: now\r\nSubject: x\r\n\r\nbody\r\n", out.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void bytes_beyond_ascii_pass_unchanged() throws IOException {
        byte[] body = new byte[10_000];
        new Random(1).nextBytes(body);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '\r' || body[i] == '\n' ? (byte) 'x' : body[i];
        }
        String text = "A: b\r\n\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        assertArrayEquals((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1), copy(text).getBytes(StandardCharsets.ISO_8859_1));
    }
}
