package barua.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BounceTest {

    private static final Instant WHEN = Instant.parse("2026-11-22T07:42:00Z");
    private static final String ORIGINAL = "Subject: Salamu\r\nMessage-ID: <moja@mfano.example>\r\n\r\nsiri ya barua\r\n";

    @Test
    void a_bounce_is_a_report_in_three_parts() throws IOException {
        byte[] bytes = written(bounce("asha@pwani.example", "550 5.1.1 No such user", ORIGINAL));
        var message = MimeParser.parse(Content.of(bytes));
        MimePart root = message.root();
        assertTrue(root.is("multipart", "report"));
        assertEquals("delivery-status", root.parameters().get("report-type"));
        assertEquals("auto-replied (failure)", message.headers().text("Auto-Submitted"));
        assertEquals("<moja@mfano.example>", message.headers().text("In-Reply-To"));
        assertEquals(3, root.children().size());
        assertTrue(root.children().get(1).is("message", "delivery-status"));
        String status = text(bytes, root.children().get(1));
        assertEquals("""
                Reporting-MTA: dns; barua.mfano.example
                X-Barua-Queue-Id: Q17
                Arrival-Date: Sun, 22 Nov 2026 07:42:00 +0000

                Final-Recipient: rfc822; asha@pwani.example
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.pwani.example
                Diagnostic-Code: smtp; 550 5.1.1 No such user
                """, status);
        assertEquals("Subject: Salamu\nMessage-ID: <moja@mfano.example>\n", text(bytes, root.children().get(2)));
        assertTrue(root.children().get(2).is("text", "rfc822-headers"));
        assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("siri ya barua"));
    }

    @Test
    void the_words_say_the_reason_in_both_languages() throws IOException {
        byte[] bytes = written(bounce("asha@pwani.example", "550 5.1.1 No such user", ORIGINAL));
        String words = text(bytes, MimeParser.parse(Content.of(bytes)).root().children().getFirst());
        assertTrue(words.contains("Reason: 5.1.1 no such recipient") && words.contains("Sababu: 5.1.1"), words);
        assertTrue(words.contains("mx.pwani.example said: 550 5.1.1 No such user"), words);
        assertTrue(words.contains("Q17"));
    }

    @Test
    void a_delay_says_until_when_it_is_tried() throws IOException {
        var out = new ByteArrayOutputStream();
        bounce("asha@pwani.example", "", ORIGINAL).writeDelay(WHEN, WHEN.plusSeconds(86_400), out);
        String status = text(out.toByteArray(), MimeParser.parse(Content.of(out.toByteArray())).root().children().get(1));
        assertTrue(status.contains("Action: delayed\n"));
        assertTrue(status.contains("Will-Retry-Until: Mon, 23 Nov 2026 07:42:00 +0000\n"));
        assertTrue(status.contains("Diagnostic-Code: x-barua; 5.1.1 no such recipient\n"), "our own word where no peer spoke");
    }

    @Test
    void an_address_in_UTF_8_makes_a_global_report() throws IOException {
        byte[] bytes = written(bounce("用户@pwani.example", "", ORIGINAL));
        MimePart status = MimeParser.parse(Content.of(bytes)).root().children().get(1);
        assertTrue(status.is("message", "global-delivery-status"));
        assertTrue(text(bytes, status).contains("Final-Recipient: utf-8; 用户@pwani.example"));
    }

    @Test
    void a_long_return_path_gets_its_bounce() throws IOException {
        Address verp = Address.parsePath("bounces+2309175-1e1a-firstname.middlename.lastname=subdomain.university.example..@em1234.lists.example")
                .orElseThrow();
        var failure = new Bounce.Failure(verp, Status.lasting(1, 1, "no such recipient"), "", "");
        byte[] bytes = written(new Bounce("barua.mfano.example", Address.of("mailer-daemon@mfano.example"), verp, "Q17", WHEN, List.of(failure),
                Content.of(new byte[0])));
        var message = MimeParser.parse(Content.of(bytes));
        assertEquals(verp, ((AddressItem.Mailbox) message.headers().addresses("To").getFirst()).address().orElseThrow());
        assertTrue(text(bytes, message.root().children().get(1)).contains("Final-Recipient: rfc822; " + verp + "\n"));
    }

    @Test
    void a_report_is_7bit_whatever_a_peer_said() throws IOException {
        byte[] bytes = written(bounce("asha@pwani.example", "550 5.1.1 désolé, 用户 😀", ORIGINAL));
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(all.chars().allMatch(c -> c < 128), all);
        MimePart status = MimeParser.parse(Content.of(bytes)).root().children().get(1);
        assertEquals("7bit", status.encoding());
        assertTrue(all.contains("\r\nDiagnostic-Code: smtp; 550 5.1.1 d\\x{E9}sol\\x{E9}, \\x{7528}\\x{6237} \\x{1F600}\r\n"), all);
    }

    @Test
    void a_global_report_says_8bit_and_is_it() throws IOException {
        byte[] bytes = written(bounce("用户@pwani.example", "550 5.1.1 désolé " + "é".repeat(1000), ORIGINAL));
        var message = MimeParser.parse(Content.of(bytes));
        assertEquals("8bit", message.headers().text("Content-Transfer-Encoding"));
        assertEquals("8bit", message.root().children().get(1).encoding());
        String all = new String(bytes, StandardCharsets.UTF_8);
        assertTrue(all.contains("\r\nFinal-Recipient: utf-8; 用户@pwani.example\r\n"), all);
        assertTrue(all.contains("\r\nDiagnostic-Code: smtp; 550 5.1.1 désolé éé"), all);
        assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).lines().allMatch(line -> line.length() <= 998));
    }

    @ParameterizedTest
    @CsvSource({"mx.pwani.example,mx.pwani.example", "mx.pwani.example [192.0.2.7],mx.pwani.example", "192.0.2.7 [192.0.2.7],[192.0.2.7]",
            "2001:db8::7 [2001:db8:0:0:0:0:0:7],[IPv6:2001:db8::7]"})
    void the_remote_host_is_a_domain_name_or_a_literal(String host, String said) throws IOException {
        var failure = new Bounce.Failure(Address.of("asha@pwani.example"), Status.lasting(1, 1, "no"), host, "550 no");
        byte[] bytes = written(new Bounce("barua.mfano.example", Address.of("mailer-daemon@mfano.example"), Address.of("neema@mfano.example"), "Q17", WHEN,
                List.of(failure), Content.of(ORIGINAL.getBytes(StandardCharsets.UTF_8))));
        assertTrue(text(bytes, MimeParser.parse(Content.of(bytes)).root().children().get(1)).contains("\nRemote-MTA: dns; " + said + "\n"));
    }

    @Test
    void a_peer_cannot_write_fields_of_its_own() throws IOException {
        byte[] bytes = written(bounce("asha@pwani.example", "550 no\r\nAction: delivered\r\n" + "x".repeat(5000), ORIGINAL));
        String status = text(bytes, MimeParser.parse(Content.of(bytes)).root().children().get(1));
        assertEquals(1, status.lines().filter(line -> line.startsWith("Action:")).count());
        assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).lines().allMatch(line -> line.length() <= 998));
    }

    @Test
    void no_more_than_64_KB_of_a_header_returns() throws IOException {
        byte[] bytes = written(bounce("asha@pwani.example", "", "X-Long: y\r\n".repeat(20_000) + "\r\nbody"));
        MimePart returned = MimeParser.parse(Content.of(bytes)).root().children().get(2);
        assertTrue(returned.bodySize() <= 64 * 1024 && returned.bodySize() > 60 * 1024, () -> "" + returned.bodySize());
        assertTrue(text(bytes, returned).lines().allMatch(line -> line.equals("X-Long: y")));
    }

    private static Bounce bounce(String recipient, String reply, String original) {
        var failure = new Bounce.Failure(Address.of(recipient), Status.lasting(1, 1, "no such recipient"), reply.isEmpty() ? "" : "mx.pwani.example", reply);
        return new Bounce("barua.mfano.example", Address.of("mailer-daemon@mfano.example"), Address.of("neema@mfano.example"), "Q17", WHEN,
                List.of(failure), Content.of(original.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] written(Bounce bounce) throws IOException {
        var out = new ByteArrayOutputStream();
        bounce.write(WHEN, out);
        return out.toByteArray();
    }

    private static String text(byte[] bytes, MimePart part) throws IOException {
        return PartReader.text(Content.of(bytes), part, 200_000);
    }
}
