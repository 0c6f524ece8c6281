package barua.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComposerTest {

    private static final Instant WHEN = Instant.parse("2026-11-22T07:42:00Z");
    private static final ZoneId DAR = ZoneId.of("Africa/Dar_es_Salaam");
    private static final Draft.Person NEEMA = new Draft.Person("Neema Mushi", Address.of("neema.mushi@mfano.example"));
    private static final Draft.Person BARAKA = new Draft.Person("Kimaro, Baraka \"BK\"", Address.of("baraka@mfano.example"));
    private static final Draft.Person JUERGEN = new Draft.Person("Jürgen Müßig-Überlänge vom Dornbusch am Rothenbaumchausseegürtel",
            Address.of("j@münchen.example"));

    @Test
    void plain_text_comes_back_as_it_was_written() throws IOException {
        byte[] bytes = write(draft("Matokeo", "Habari,\nasante sana.\n", "", List.of()));
        var message = parse(bytes);
        assertEquals("Sun, 22 Nov 2026 10:42:00 +0300", message.headers().text("Date"));
        assertEquals("1.0", message.headers().text("MIME-Version"));
        assertEquals("Matokeo", message.headers().text("Subject"));
        assertEquals("7bit", message.root().encoding());
        assertEquals("Habari,\nasante sana.\n", text(bytes, message.root()));
        assertTrue(message.headers().first("Bcc").isEmpty());
    }

    @Test
    void names_and_subjects_of_all_scripts_come_back() throws IOException {
        String subject = "نتائج الامتحانات – 試験の結果 😀 " + "Matokeo ya mitihani ya kidato cha nne yametangazwa ".repeat(5).strip();
        Draft draft = new Draft(JUERGEN, List.of(NEEMA, BARAKA, JUERGEN), List.of(), List.of(), subject, "x", "", List.of(), Map.of());
        byte[] bytes = write(draft);
        Headers headers = parse(bytes).headers();
        assertEquals(subject, headers.text("Subject"));
        assertEquals(List.of(NEEMA, BARAKA, JUERGEN), headers.addresses("To").stream().map(item -> (AddressItem.Mailbox) item)
                .map(mailbox -> new Draft.Person(mailbox.name(), mailbox.address().orElseThrow())).toList());
        assertLines(bytes, 100);
    }

    @Test
    void an_address_that_needs_SMTPUTF8_stands_there_in_UTF_8() throws IOException {
        var person = new Draft.Person("用户", Address.of("用户@例子.example"));
        byte[] bytes = write(new Draft(NEEMA, List.of(person), List.of(), List.of(), "x", "x", "", List.of(), Map.of()));
        assertTrue(new String(bytes, StandardCharsets.UTF_8).contains("<用户@xn--fsqu00a.example>"));
        assertEquals(person.address(), ((AddressItem.Mailbox) parse(bytes).headers().addresses("To").getFirst()).address().orElseThrow());
    }

    @Test
    void html_stands_beside_its_text_and_with_what_it_shows() throws IOException {
        byte[] picture = new byte[5000];
        Arrays.fill(picture, (byte) 7);
        var shown = new Draft.Attachment("nembo.png", "image/png", "nembo@x", Content.of(picture));
        var attached = new Draft.Attachment("Ratiba ya mitihani – خطة.pdf", "application/pdf", "", Content.of("%PDF".getBytes(StandardCharsets.US_ASCII)));
        byte[] bytes = write(draft("x", "Habari ñ", "<p>Habari ñ<img src='cid:nembo@x'></p>", List.of(shown, attached)));
        MimePart root = parse(bytes).root();
        assertEquals("multipart/mixed[multipart/alternative[text/plain multipart/related[text/html image/png]] application/pdf]", shape(root));
        MimePart pdf = root.children().get(1);
        assertEquals("Ratiba ya mitihani – خطة.pdf", pdf.dispositionParameters().get("filename"));
        assertEquals("Ratiba ya mitihani – خطة.pdf", pdf.parameters().get("name"));
        MimePart png = root.children().get(0).children().get(1).children().get(1);
        assertEquals("<nembo@x>", png.id());
        assertEquals("inline", png.disposition());
        assertArrayEquals(picture, PartReader.bytes(Content.of(bytes), png).readAllBytes());
        assertLines(bytes, 998);
    }

    @Test
    void an_invitation_is_an_alternative_of_the_text() throws IOException {
        byte[] event = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.US_ASCII);
        var invitation = new Draft.Attachment("", "text/calendar; method=REQUEST; charset=UTF-8", "", Content.of(event));
        MimePart root = parse(write(draft("x", "Karibu", "", List.of(invitation)))).root();
        assertEquals("multipart/alternative[text/plain text/calendar]", shape(root));
        assertEquals("REQUEST", root.children().get(1).parameters().get("method"));
    }

    @Test
    void a_very_long_file_name_is_split_and_comes_back() throws IOException {
        String name = "Jina refu sana la faili – ".repeat(8) + "mwisho.xlsx";
        byte[] bytes = write(draft("x", "x", "", List.of(new Draft.Attachment(name, "application/octet-stream", "", Content.of(new byte[3])))));
        MimePart part = parse(bytes).root().children().get(1);
        assertEquals(name, part.dispositionParameters().get("filename"));
        assertEquals(name, part.fileName().orElseThrow());
        assertTrue(new String(bytes, StandardCharsets.US_ASCII).contains("filename*1*="));
        assertLines(bytes, 100);
    }

    @Test
    void long_lines_and_odd_characters_are_encoded() throws IOException {
        String text = "a".repeat(5000) + "\nFrom here\n.\nñ\u0000\n";
        byte[] bytes = write(draft("x", text, "", List.of()));
        assertEquals("quoted-printable", parse(bytes).root().encoding());
        assertEquals(text, text(bytes, parse(bytes).root()));
        assertLines(bytes, 100);
        byte[] arabic = write(draft("x", "السلام عليكم ".repeat(100) + "\n", "", List.of()));
        assertEquals("base64", parse(arabic).root().encoding());
        assertEquals("السلام عليكم ".repeat(100) + "\n", text(arabic, parse(arabic).root()));
    }

    @Test
    void a_message_is_attached_unencoded_unless_it_could_not_travel() throws IOException {
        byte[] inner = "Subject: ndani\r\n\r\nmwili\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = write(draft("x", "x", "", List.of(new Draft.Attachment("a.eml", "message/rfc822", "", Content.of(inner)))));
        assertEquals("ndani", parse(bytes).root().children().get(1).message().orElseThrow().headers().text("Subject"));
        byte[] bare = "Subject: ndani\n\nmwili\n".getBytes(StandardCharsets.US_ASCII);
        byte[] as = write(draft("x", "x", "", List.of(new Draft.Attachment("a.eml", "message/rfc822", "", Content.of(bare)))));
        assertTrue(parse(as).root().children().get(1).is("application", "octet-stream"));
        assertArrayEquals(bare, PartReader.bytes(Content.of(as), parse(as).root().children().get(1)).readAllBytes());
    }

    @Test
    void further_fields_are_written_and_a_message_id_may_be_given() throws IOException {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Message-ID", "<moja@mfano.example>");
        extra.put("In-Reply-To", "<mbili@mfano.example>");
        extra.put("References", "<mbili@mfano.example> ".repeat(60));
        extra.put("Reply-To", "Ñeema <n@mfano.example>, b@mfano.example");
        extra.put("List-Id", "Utafiti wa Ñ <research.mfano.example>");
        extra.put("X-Note", "cheza – ngoma");
        var out = new ByteArrayOutputStream();
        assertEquals("<moja@mfano.example>", Composer.write(with(extra), WHEN, DAR, "mfano.example", false, out));
        Headers headers = parse(out.toByteArray()).headers();
        assertEquals("<moja@mfano.example>", headers.text("Message-ID"));
        assertEquals(1, headers.all("Message-ID").size());
        assertEquals("Ñeema", ((AddressItem.Mailbox) headers.addresses("Reply-To").getFirst()).name());
        assertEquals(2, headers.addresses("Reply-To").size());
        assertEquals("Utafiti wa Ñ <research.mfano.example>", headers.text("List-Id"));
        assertEquals("cheza – ngoma", headers.text("X-Note"));
        assertLines(out.toByteArray(), 100);
    }

    @Test
    void a_new_message_id_is_of_our_host_and_returned() throws IOException {
        var out = new ByteArrayOutputStream();
        String id = Composer.write(draft("x", "x", "", List.of()), WHEN, DAR, "barua.mfano.example", false, out);
        assertTrue(id.matches("<[0-9a-f-]{36}@barua\\.mfano\\.example>"), id);
        assertEquals(List.of(id), MessageIds.parse(parse(out.toByteArray()).headers().text("Message-ID")));
    }

    @Test
    void blind_copies_stay_only_in_the_senders_own() throws IOException {
        Draft draft = new Draft(NEEMA, List.of(), List.of(), List.of(BARAKA), "x", "x", "", List.of(), Map.of());
        assertFalse(new String(write(draft), StandardCharsets.US_ASCII).contains("baraka@"));
        var out = new ByteArrayOutputStream();
        Composer.write(draft, WHEN, DAR, "mfano.example", true, out);
        assertEquals(1, parse(out.toByteArray()).headers().addresses("Bcc").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u0000b", "\r\n\r\nbody"})
    void nothing_can_begin_another_field(String evil) {
        var attachment = new Draft.Attachment(evil, "text/plain", "", Content.of(new byte[0]));
        var typed = new Draft.Attachment("a", evil, "", Content.of(new byte[0]));
        var identified = new Draft.Attachment("a", "image/png", evil, Content.of(new byte[0]));
        for (Draft draft : List.of(draft(evil, "x", "", List.of()), draft("x", "x", "", List.of(attachment)), draft("x", "x", "", List.of(typed)),
                draft("x", "x", "<p>", List.of(identified)), with(Map.of("X-A", evil)), with(Map.of("In-Reply-To", "<a@b>" + evil)),
                with(Map.of("Reply-To", evil)), with(Map.of("X-" + evil, "x")), with(Map.of("Message-ID", "<a@b>" + evil)),
                new Draft(new Draft.Person(evil, NEEMA.address()), List.of(), List.of(), List.of(), "x", "x", "", List.of(), Map.of()))) {
            assertThrows(IllegalArgumentException.class, () -> write(draft));
        }
        assertThrows(IllegalArgumentException.class, () -> Composer.write(draft("x", "x", "", List.of()), WHEN, DAR, evil, false, new ByteArrayOutputStream()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "subject", "Content-Type", "MIME-Version", "Bcc", "a b", "", "a:"})
    void a_field_of_the_drafts_own_is_not_said_twice(String name) {
        assertThrows(IllegalArgumentException.class, () -> write(with(Map.of(name, "x"))));
    }

    @Test
    void any_text_survives_headers_and_body() throws IOException {
        long seed = barua.Seed.next();
        var random = new java.util.Random(seed);
        for (int round = 0; round < 300; round++) {
            String subject = words(random);
            String body = words(random) + "\n" + words(random) + "\n";
            byte[] bytes = write(draft(subject, body, "<p>" + body,
                    List.of(new Draft.Attachment(subject.replace("/", "") + ".x", "a/b", "", Content.of(new byte[1])))));
            var message = parse(bytes);
            String where = "seed " + seed + " round " + round;
            assertEquals(subject.strip(), message.headers().text("Subject"), where);
            assertEquals(body, text(bytes, message.root().children().get(0).children().get(0)), where);
            assertEquals(subject.replace("/", "") + ".x", message.root().children().get(1).dispositionParameters().get("filename"), where);
            assertLines(bytes, 998);
        }
    }

    private static String words(java.util.Random random) {
        int[] letters = {'a', 'z', ' ', '=', '?', '_', '"', '\\', '(', '<', ',', 0xe9, 0x3b1, 0x627, 0x4e2d, 0x1f600, ';', '.', '/', '%', '\''};
        var out = new StringBuilder("w");
        for (int i = random.nextInt(120); i > 0; i--) {
            out.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return out.append('w').toString();
    }

    private static Draft with(Map<String, String> extra) {
        return new Draft(NEEMA, List.of(BARAKA), List.of(), List.of(), "x", "x", "", List.of(), extra);
    }

    private static Draft draft(String subject, String text, String html, List<Draft.Attachment> attachments) {
        return new Draft(NEEMA, List.of(BARAKA), List.of(), List.of(), subject, text, html, attachments, Map.of());
    }

    private static byte[] write(Draft draft) throws IOException {
        var out = new ByteArrayOutputStream();
        Composer.write(draft, WHEN, DAR, "mfano.example", false, out);
        return out.toByteArray();
    }

    private static MimeParser.Message parse(byte[] bytes) throws IOException {
        return MimeParser.parse(Content.of(bytes));
    }

    private static String text(byte[] bytes, MimePart part) throws IOException {
        return PartReader.text(Content.of(bytes), part, 100_000);
    }

    private static String shape(MimePart part) {
        String inside = String.join(" ", part.children().stream().map(ComposerTest::shape).toList());
        return part.type() + "/" + part.subtype() + (inside.isEmpty() ? "" : "[" + inside + "]");
    }

    /** RFC 5322 §2.1.1, and no line end but CRLF. */
    private static void assertLines(byte[] bytes, int longest) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\r\n", -1)) {
            assertTrue(line.length() <= longest, line);
            assertTrue(line.indexOf('\r') < 0 && line.indexOf('\n') < 0, line);
        }
    }
}
