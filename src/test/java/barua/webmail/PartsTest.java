package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static MimePart root(String message) throws IOException {
        return MimeParser.parse(Content.of(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))).root();
    }

    private static final String DESIGNED = """
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            words
            --a
            Content-Type: text/html

            <p>words</p>
            --a--
            --r
            Content-Type: image/png
            Content-ID: <logo@x>

            png
            --r--
            --m
            Content-Type: application/pdf; name=Ratiba.pdf
            Content-Disposition: attachment

            pdf
            --m--
            """;

    @Test
    void text_and_html_are_one_body_pictures_inside_are_no_attachments() throws IOException {
        Parts parts = Parts.of(root(DESIGNED));
        assertEquals(1, parts.bodies().size());
        assertTrue(parts.bodies().getFirst().text().isPresent() && parts.bodies().getFirst().html().isPresent());
        assertEquals(List.of("Ratiba.pdf"), parts.attachments().stream().map(Parts.Attached::name).toList());
        assertEquals(Map.of("logo@x", "1.2"), parts.inline());
    }

    @Test
    void a_path_leads_to_its_part_and_a_wrong_one_nowhere() throws IOException {
        MimePart root = root(DESIGNED);
        assertTrue(Parts.at(root, "2").orElseThrow().is("application", "pdf"));
        assertTrue(Parts.at(root, "1.2").orElseThrow().is("image", "png"));
        for (String wrong : List.of("", "3", "0.1", "1.9", "-1", "1..2", "99999999999", "x")) {
            assertTrue(Parts.at(root, wrong).isEmpty(), wrong);
        }
    }

    @Test
    void a_message_inside_is_an_attachment_named_after_its_subject() throws IOException {
        Parts parts = Parts.of(root("Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: message/rfc822\n\nSubject: Old/one\n\nx\n--m--\n"));
        assertEquals("Old_one.eml", parts.attachments().getFirst().name());
    }

    @Test
    void an_attachment_alone_is_no_body() throws IOException {
        Parts parts = Parts.of(root("Content-Type: text/html; name=login.html\nContent-Disposition: attachment\n\n<form>\n"));
        assertTrue(parts.bodies().isEmpty());
        assertEquals("0", parts.attachments().getFirst().path());
    }

    @Test
    void a_delivery_report_is_read_as_text() throws IOException {
        Parts parts = Parts.of(root("Content-Type: multipart/report; report-type=delivery-status; boundary=m\n\n--m\nContent-Type: text/plain\n\n"
                + "Not delivered.\n--m\n"
                + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n--m\nContent-Type: text/rfc822-headers\n\nSubject: x\n--m--\n"));
        assertEquals(3, parts.bodies().size());
        assertTrue(parts.bodies().get(1).fixed());
    }

    @Test
    void an_invitation_is_found_beside_the_text() throws IOException {
        Parts parts = Parts.of(root("Content-Type: multipart/alternative; boundary=m\n\n--m\nContent-Type: text/plain\n\nx\n--m\n"
                + "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--m--\n"));
        assertTrue(parts.calendar().isPresent());
    }
}
