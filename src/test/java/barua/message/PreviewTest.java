package barua.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PreviewTest {

    @Test
    void lines_that_were_broken_softly_are_read_as_they_were_written() throws IOException {
        assertEquals("Ninakuja keshoasubuhi. Karibu", preview("; format=flowed; delsp=yes", "Ninakuja kesho \r\nasubuhi.\r\nKaribu\r\n"));
        assertEquals("Ninakuja kesho asubuhi. Karibu", preview("; format=flowed", "Ninakuja kesho \r\nasubuhi.\r\n> Lini?\r\nKaribu\r\n"));
    }

    private static String preview(String parameters, String body) throws IOException {
        Content content = Content.of(("Content-Type: text/plain" + parameters + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return Preview.of(content, MimeParser.parse(content).root());
    }
}
