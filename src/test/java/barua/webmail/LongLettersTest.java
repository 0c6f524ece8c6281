package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters with too much in them: nothing is left out in silence, and nothing makes the page endless. */
class LongLettersTest {

    @TempDir
    Path data;
    private Office office;
    private Desk.Opened inbox;
    private Reader reader;
    private long uid;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        inbox = office.desk.open(Office.NEEMA.address(), "inbox").orElseThrow();
        Words words = Words.of("en");
        When when = new When(words, ZoneOffset.UTC, Instant.parse("2026-03-02T09:00:00Z"));
        reader = new Reader(office.desk, new Seal(Office.SEAL_KEY, () -> Instant.EPOCH), new Reader.Viewer(Office.NEEMA.address(), "mark", words, when, false));
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private ShownMessage read(String type, String body) throws IOException {
        Folder folder = office.inbox();
        String message = "From: a@outside.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: long\nMIME-Version: 1.0\nContent-Type: " + type + "\n\n"
                + body;
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        try (Staged staged = office.store.stage()) {
            staged.write(bytes, 0, bytes.length);
            uid = folder.append(staged, Flags.NONE, Instant.parse("2026-03-02T10:00:00Z"));
        }
        return reader.letter(inbox, uid).orElseThrow();
    }

    private Reader.Page whole(ShownMessage.Block block) throws IOException {
        assertTrue(block.whole().endsWith("&whole=yes"), block.whole());
        return reader.page(inbox, uid, Parts.ROOT, 0, true).orElseThrow();
    }

    @Test
    void of_a_very_long_text_the_page_shows_the_beginning_and_the_way_to_all_of_it() throws IOException {
        String text = "habari ya leo\n".repeat(80_000);
        ShownMessage.Block block = read("text/plain", text).sections().getFirst().blocks().getFirst();
        assertTrue(block.html().length() < BodyReader.MOST_IN_PAGE + 1_000);
        assertTrue(whole(block).html().contains(text.strip()), "all of it");
    }

    @Test
    void a_text_that_fits_is_shown_as_it_is() throws IOException {
        ShownMessage.Block block = read("text/plain", "habari\n".repeat(20_000)).sections().getFirst().blocks().getFirst();
        assertEquals("", block.whole());
    }

    @Test
    void bodies_share_the_room_in_the_page() throws IOException {
        String part = "--b\n\n" + "x".repeat(70).concat("\n").repeat(2_000) + "\n";
        ShownMessage.Section section = read("multipart/mixed; boundary=b", part + part + part + "--b--\n").sections().getFirst();
        assertEquals("", section.blocks().getFirst().whole());
        assertFalse(section.blocks().get(1).whole().isEmpty());
        assertEquals("/frame/inbox/" + uid + "?b=2&whole=yes", section.blocks().get(2).whole());
    }

    @Test
    void of_very_much_html_the_frame_shows_the_beginning_apart_from_the_page() throws IOException {
        String rows = "<tr><td bgcolor='#eee'>row</td></tr>\n".repeat(150_000);
        ShownMessage.Block block = read("text/html", "<table>" + rows + "</table>the very end").sections().getFirst().blocks().getFirst();
        assertFalse(block.measured());
        assertFalse(block.sandbox().contains("allow-same-origin"), "a process of its own");
        assertFalse(reader.page(inbox, uid, Parts.ROOT, 0, false).orElseThrow().html().contains("the very end"));
        assertTrue(whole(block).html().contains("the very end"));
    }

    @Test
    void a_frame_that_the_page_does_not_look_into_has_a_way_to_all_of_it() throws IOException {
        String html = "<p>maneno</p>".repeat(12_000);
        ShownMessage.Block block = read("text/html", "<table bgcolor='#eee'><tr><td>" + html + "</td></tr></table>the very end").sections().getFirst().blocks()
                .getFirst();
        assertFalse(block.measured());
        assertFalse(block.cut(), "nothing is left out");
        assertEquals("/frame/inbox/" + uid + "?b=0&whole=yes", block.whole());
        assertTrue(whole(block).html().contains("the very end"));
        ShownMessage.Block small = read("text/html", "<table bgcolor='#eee'><tr><td>words</td></tr></table>").sections().getFirst().blocks().getFirst();
        assertEquals("", small.whole(), "its frame is as high as its page");
    }

    @Test
    void a_conversation_opens_its_newest_and_on_demand_all_and_says_who_gets_the_answer() throws IOException {
        String first = "From: Juma Kilonzo <juma@outside.example>\nMessage-ID: <1@x>\nSubject: Bajeti";
        String mine = "From: neema@mfano.example\nTo: Grace Mollel <grace@outside.example>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\n"
                + "References: <1@x>\nSubject: Re: Bajeti";
        long older = office.file(office.inbox(), first, Flags.of(Flags.SEEN));
        long newest = office.file(office.inbox(), mine, Flags.of(Flags.SEEN));
        Reader.Conversation usual = reader.conversation(inbox, older, _ -> false).orElseThrow();
        assertEquals(List.of(false, true), usual.letters().stream().map(letter -> letter.state().open()).toList());
        assertTrue(usual.folded());
        assertEquals("Grace Mollel", usual.answered(), "not the reader, who wrote the newest");
        Reader.Conversation all = reader.conversation(inbox, newest, _ -> true).orElseThrow();
        assertFalse(all.folded());
        assertEquals("Juma Kilonzo", reader.conversation(inbox, office.file(office.inbox(), first.replace("1@x", "9@x").replace("Bajeti", "Nyingine"),
                Flags.NONE), _ -> false).orElseThrow().answered());
    }

    @Test
    void boxes_in_boxes_are_no_part_of_the_page() throws IOException {
        ShownMessage.Block block = read("text/html", "<div>\n".repeat(20_000) + "words").sections().getFirst().blocks().getFirst();
        assertTrue(block.html().isEmpty() && !block.frame().isEmpty());
    }

    @Test
    void no_frame_may_run_scripts() {
        assertFalse(Sanitizer.sandbox(true).contains("script") || Sanitizer.sandbox(false).contains("script") || Sanitizer.sandbox(true).contains("forms"));
    }

    @Test
    void many_messages_inside_are_shown_up_to_a_bound_and_all_are_files() throws IOException {
        String inner = "--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nwords\n";
        ShownMessage letter = read("multipart/mixed; boundary=b", inner.repeat(300) + "--b--\n");
        assertEquals(30, letter.sections().size());
        assertEquals(300, letter.sections().getFirst().files().size());
    }

    @Test
    void messages_inside_messages_end_somewhere() throws IOException {
        ShownMessage letter = read("message/rfc822", "Content-Type: message/rfc822\n\n".repeat(45) + "Subject: core\n\nwords\n");
        assertEquals(11, letter.sections().size());
        assertEquals(1, letter.sections().getLast().files().size(), "the rest can be saved");
    }

    @Test
    void broken_wrappings_are_files_and_no_trouble() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 120; i++) {
            byte[] bytes = wrapping(i % 2 == 0 ? "web-opaque-signed" : "web-winmail-dat");
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String type = i % 2 == 0 ? "application/pkcs7-mime; name=smime.p7m" : "application/ms-tnef; name=winmail.dat";
            ShownMessage letter = read(type + "\nContent-Transfer-Encoding: base64", Base64.getMimeEncoder().encodeToString(bytes));
            ShownMessage.Section section = letter.sections().getFirst();
            assertTrue(!section.blocks().isEmpty() || !section.files().isEmpty(), "seed 11, try " + i + ": shown, or a file at least");
        }
    }

    private static byte[] wrapping(String name) throws IOException {
        try (var in = LongLettersTest.class.getResourceAsStream("letters/" + name + ".eml")) {
            String message = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("\r", "");
            String base64 = message.substring(message.lastIndexOf("base64\n\n") + 8).replaceAll("--b--[\\s\\S]*", "");
            return Base64.getMimeDecoder().decode(base64);
        }
    }
}
