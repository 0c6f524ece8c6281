package barua.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardTextTest {

    private static String read(String type, Charset charset, String... lines) throws IOException {
        byte[] body = String.join("\r\n", lines).getBytes(charset);
        byte[] header = ("Content-Type: " + type + "\r\nContent-Transfer-Encoding: binary\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = java.util.Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, bytes, header.length, body.length);
        Content content = Content.of(bytes);
        MimePart part = MimeParser.parse(content).root();
        assertTrue(CardText.is(part));
        return CardText.of(content, part, 10_000);
    }

    @Test
    void lines_of_a_calendar_are_unfolded_and_escapes_undone() throws IOException {
        String text = read("text/calendar; charset=utf-8", StandardCharsets.UTF_8, "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT",
                "SUMMARY:Mkutano wa bod", " i ya shule\\, Arus", "\tha", "DESCRIPTION:Ajenda:\\nBajeti\\; majengo\\\\vifaa",
                "ATTENDEE;CN=\"Mwangi, Neema\";ROLE=REQ-PARTICI", " PANT:mailto:neema@mfano.example", "ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJDREVG", " R0hJ",
                "END:VEVENT", "END:VCALENDAR", "");
        for (String said : List.of("Mkutano wa bodi ya shule, Arusha\n", "Ajenda:\nBajeti; majengo\\vifaa\n", "Mwangi, Neema\nmailto:neema@mfano.example\n")) {
            assertTrue(text.contains(said), text);
        }
        assertFalse(text.contains("QUJD"));
    }

    @Test
    void a_fold_may_stand_within_a_letter() throws IOException {
        assertTrue(read("text/vcard", StandardCharsets.ISO_8859_1, "BEGIN:VCARD", "VERSION:3.0", "FN:C\u00c3", " \u00a9dric Mushi", "END:VCARD")
                .contains("C\u00e9dric Mushi\n"));
    }

    @Test
    void old_cards_have_quoted_printable_and_charsets_of_their_own() throws IOException {
        String text = read("text/x-vcard", StandardCharsets.US_ASCII, "BEGIN:VCARD", "VERSION:2.1",
                "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=\r\n=B6rg=", "en;;;",
                "NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9=0D=0Anyuki=", "=3Cchai",
                "LABEL:Njia ya", " Pwani", "PHOTO;ENCODING=BASE64;TYPE=JPEG:", "   /9j/4AAQSkZJRgABAQ", "   ABAAEAAD", "", "TEL:0712", "END:VCARD");
        for (String said : List.of("M\u00fcller J\u00f6rgen", "caf\u00e9 \nnyuki<chai\n", "Njia ya Pwani\n", "0712\n")) {
            assertTrue(text.contains(said), text);
        }
        assertFalse(text.contains("9j"), text);
    }

    @Test
    void marks_and_odd_ends_do_no_harm() throws IOException {
        assertTrue(read("text/vcard", StandardCharsets.UTF_16LE, "\ufeffBEGIN:VCARD", "FN:Z\u00e9", "END:VCARD").contains("Z\u00e9\n"));
        assertEquals("", read("text/vcard", StandardCharsets.UTF_8, ""));
        assertEquals("x\n", read("text/vcard", StandardCharsets.UTF_8, " ", " FN:x"));
        assertEquals("a\\\n", read("text/vcard", StandardCharsets.UTF_8, "FN:a\\"));
        assertEquals("\n", read("text/vcard", StandardCharsets.UTF_8, "FN;QUOTED-PRINTABLE:="));
        Random dice = new Random(3);
        String signs = ":;=\\\"\n\r \tFN0A\u00e9";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder card = new StringBuilder("NOTE;ENCODING=QUOTED-PRINTABLE;CN=a:");
            dice.ints(80, 0, signs.length()).forEach(at -> card.append(signs.charAt(at)));
            assertTrue(read("text/vcard", StandardCharsets.UTF_8, card.toString()).length() <= 10_000);
        }
        assertEquals(10_000, read("text/vcard", StandardCharsets.UTF_8, "FN:" + "a".repeat(50_000)).length());
        assertTrue(read("text/vcard", StandardCharsets.UTF_8, "FN:" + "\r\n a".repeat(300_000)).length() <= 10_000);
    }
}
