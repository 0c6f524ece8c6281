package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What comes out, byte for byte, when a script changes the letter. */
class LetterEditsTest {

    private static final String RETURN_PATH = "Return-Path: <neema@uni.example>\r\n";
    private static final String STAMP = "Received: from a by b;\r\n Sun, 22 Nov 2026 10:00:00 +0000\r\n";
    private static final String OLD = "Received: from c by a; Sun, 22 Nov 2026 09:59:00 +0000\r\n"
            + "From: neema@uni.example\r\nSubject: One\r\nSubject: =?utf-8?q?Tw=C3=B3?=\r\n"
            + "Auto-Submitted: no\r\n";
    private static final String MIME = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    private static final String PARTS = "\r\nbefore\r\n--b\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--b\r\n"
            + "Content-Type: multipart/alternative; boundary=c\r\n\r\n"
            + "--c\r\n\r\nplain\r\n--c\r\nContent-Type: text/html\r\n\r\n<b>html</b>\r\n--c--\r\n--b--\r\nafter\r\n";

    private static EditedLetter letter(String text) {
        return new EditedLetter(Content.of(text.getBytes(StandardCharsets.ISO_8859_1)), RETURN_PATH.length());
    }

    private static EditedLetter letter() {
        return letter(RETURN_PATH + STAMP + OLD + MIME + PARTS);
    }

    private static String text(EditedLetter letter) throws IOException {
        Content content = letter.content().orElseThrow();
        try (InputStream in = content.open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(text.getBytes(StandardCharsets.UTF_8).length, content.size());
            return text;
        }
    }

    @Test
    void a_letter_that_was_only_looked_at_is_as_it_was() throws IOException {
        EditedLetter letter = letter();
        letter.headers();
        letter.root().all();
        letter.delete("X-None", OptionalLong.empty(), false, _ -> true);
        assertEquals(Optional.empty(), letter.content());
        assertEquals(Optional.empty(), letter.forRedirect());
    }

    @Test
    void fields_are_added_behind_those_of_the_server_and_at_the_end() throws IOException {
        EditedLetter letter = letter();
        letter.add("X-First", "one", false);
        letter.add("X-Second", "two", false);
        letter.add("X-Last", "last", true);
        assertEquals(RETURN_PATH + STAMP + "X-Second: two\r\nX-First: one\r\n" + OLD + MIME + "X-Last: last\r\n" + PARTS, text(letter));
        assertSame(letter.content().orElseThrow(), letter.content().orElseThrow());
    }

    @Test
    void values_are_folded_and_encoded_and_cannot_begin_another_field() throws IOException {
        EditedLetter letter = letter("Subject: a\r\n\r\n");
        letter.add("X-Long", "word ".repeat(30), true);
        letter.add("X-Name", "Tume ya uchaguzi – Zürich", true);
        letter.add("X-Evil", "a\r\nBcc: b@c.example\r\n\r\nbody", true);
        String text = text(letter);
        assertTrue(text.contains("X-Evil: a Bcc: b@c.example body\r\n"), text);
        assertTrue(text.contains("X-Name: =?UTF-8?Q?Tume_ya_uchaguzi_=E2=80=93_Z=C3=BCrich?=\r\n"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 78), text);
        assertEquals("Tume ya uchaguzi – Zürich", letter.headers().text("X-Name"));
    }

    @Test
    void fields_are_deleted_by_name_place_and_value() throws IOException {
        EditedLetter letter = letter();
        letter.delete("subject", OptionalLong.of(1), true, field -> field.decoded().equals("Twó"));
        assertFalse(text(letter).contains("utf-8"));
        assertTrue(text(letter).contains("Subject: One"));
        letter.delete("Subject", OptionalLong.of(2), false, _ -> true);
        assertTrue(text(letter).contains("Subject: One"));
        letter.delete("SUBJECT", OptionalLong.empty(), false, _ -> true);
        assertEquals(RETURN_PATH + STAMP + OLD.replaceAll("Subject: .*\r\n", "") + MIME + PARTS, text(letter));
    }

    @Test
    void what_tells_the_way_of_a_letter_stays() throws IOException {
        EditedLetter letter = letter();
        for (String name : List.of("Received", "Return-Path", "Auto-Submitted", "Delivered-To")) {
            letter.delete(name, OptionalLong.empty(), false, _ -> true);
        }
        letter.add("Received", "from nowhere", false);
        letter.add("return-path", "<x@y.example>", false);
        assertEquals(Optional.empty(), letter.content());
    }

    @Test
    void a_part_is_replaced_and_the_rest_stays_as_it_was() throws IOException {
        EditedLetter letter = letter();
        List<Entity> parts = letter.root().all();
        letter.replace(parts.get(4), "Content-Type: text/plain\r\n\r\nsafe".getBytes(StandardCharsets.US_ASCII));
        assertEquals(RETURN_PATH + STAMP + OLD + MIME
                + PARTS.replace("Content-Type: text/html\r\n\r\n<b>html</b>", "Content-Type: text/plain\r\n\r\nsafe"), text(letter));
        letter.replace(parts.get(2), "Content-Type: text/plain\r\n\r\ngone".getBytes(StandardCharsets.US_ASCII));
        assertTrue(parts.get(3).gone() && parts.get(4).gone() && !parts.get(1).gone());
        assertEquals(3, letter.root().all().size());
        assertTrue(text(letter).endsWith("first\r\n--b\r\nContent-Type: text/plain\r\n\r\ngone\r\n--b--\r\nafter\r\n"));
    }

    @Test
    void the_whole_is_replaced_but_for_its_other_fields() throws IOException {
        EditedLetter letter = letter();
        letter.replace(letter.root(), "Content-Type: text/plain; charset=utf-8\r\nX-Other: x\r\n\r\nnew\r\n".getBytes(StandardCharsets.US_ASCII));
        letter.instead("Subject", "New");
        assertEquals(RETURN_PATH + STAMP + OLD.replace("Subject:", "Original-Subject:")
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: New\r\n\r\nnew\r\n", text(letter));
    }

    @Test
    void an_enclosed_letter_is_whole_within_the_new_one_and_is_redirected_as_it_was() throws IOException {
        EditedLetter letter = letter();
        letter.add("X-Before", "yes", true);
        String before = text(letter);
        letter.enclose(new Enclosure(Optional.of("Enclosed"), List.of("X-Before"), "Look", barua.message.Address.of("asha@college.example"),
                ZonedDateTime.parse("2026-11-22T13:00:00+03:00"), "=_b"));
        assertEquals(RETURN_PATH + STAMP + "Date: Sun, 22 Nov 2026 13:00:00 +0300\r\nFrom: asha@college.example\r\nSubject: Enclosed\r\nX-Before: yes\r\n"
                + "Message-ID: <b@college.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n"
                + "--=_b\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nLook\r\n\r\n--=_b\r\n"
                + "Content-Type: message/rfc822\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + before.substring(RETURN_PATH.length()) + "\r\n--=_b--\r\n", text(letter));
        assertEquals(before, new String(letter.forRedirect().orElseThrow().open().readAllBytes(), StandardCharsets.ISO_8859_1));
        letter.add("X-After", "yes", true);
        assertTrue(text(letter).contains("X-After: yes\r\n\r\n--=_b"));
        assertEquals("message", letter.root().all().get(2).part().type());
    }

    @Test
    void headers_of_all_sizes_end_where_they_end() throws IOException {
        for (int size : List.of(0, 100, 15_000, 16_300, 16_384, 20_000, 70_000, 300_000)) {
            String head = "Subject: a\r\nX-Long: " + "y".repeat(size % 900) + "\r\n" + ("X-More: " + "z".repeat(70) + "\r\n").repeat(size / 80);
            EditedLetter letter = letter(head + "\r\nbody: no field\r\n" + "x".repeat(5000));
            letter.add("X-Last", "1", true);
            assertEquals(head + "X-Last: 1\r\n\r\nbody: no field\r\n" + "x".repeat(5000), text(letter));
        }
    }

    @Test
    void a_large_letter_with_a_new_field_is_read_neither_whole_nor_twice() throws IOException {
        byte[] head = ("Subject: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        long size = 5L << 30;
        var read = new AtomicLong();
        var letter = new EditedLetter(new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open(long from) {
                return new InputStream() {
                    private long at = from;

                    @Override
                    public int read() {
                        read.incrementAndGet();
                        return at >= size ? -1 : at < head.length ? head[(int) at++] : at++ % 70 == 0 ? '\n' : 'x';
                    }
                };
            }
        }, 0);
        letter.add("X-A", "b", true);
        assertEquals(size + "X-A: b\r\n".length(), letter.content().orElseThrow().size());
        assertEquals("xxx", new String(letter.content().orElseThrow().bytes(size, 3), StandardCharsets.US_ASCII).replace('\n', 'x'));
        assertTrue(read.get() < 100_000, "read " + read);
    }
}
