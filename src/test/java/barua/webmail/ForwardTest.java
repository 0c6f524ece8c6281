package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A designed letter with a picture in its text and a file, passed on through a draft that is saved twice. */
class ForwardTest {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2, 3};
    private static final byte[] FILE = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    private static final String LETTER = """
            From: Juma <juma@mbali.example>
            To: neema@mfano.example
            Date: Sun, 01 Mar 2026 10:00:00 +0300
            Subject: Picha
            Message-ID: <picha@mbali.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            Maneno tu
            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html; charset=utf-8

            <html><body><table width="600"><tr><td style="color:green">Maneno na picha <img src="cid:pic@mbali" alt="kituo"></td></tr></table></body></html>
            --r
            Content-Type: image/png
            Content-Transfer-Encoding: base64
            Content-ID: <pic@mbali>
            Content-Disposition: inline; filename=kituo.png

            %s
            --r--
            --a--
            --m
            Content-Type: text/csv; name=data.csv
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=data.csv

            %s
            --m--
            """.formatted(Base64.getEncoder().encodeToString(PICTURE), Base64.getEncoder().encodeToString(FILE));

    @TempDir
    Path data;
    private Office office;
    private Drafts drafts;
    private Opening opening;
    private long uid;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        Site site = Office.site(1_000_000);
        Attachments attachments = new Attachments(office.desk, new Uploads(office.store, 1_000_000));
        drafts = new Drafts(office.desk, attachments, new LetterWriter(office.desk, attachments, site.hostname(), Clock.systemUTC()), site, Clock.systemUTC());
        Words words = Words.of("en");
        opening = new Opening(office.desk, Office.NEEMA, words, new When(words, ZoneOffset.ofHours(3), Instant.parse("2026-03-02T10:00:00Z")),
                (in, uid, part) -> "/img/" + in.path() + "-" + uid + "-" + part);
        try (Staged staged = office.store.stage()) {
            byte[] bytes = LETTER.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            uid = office.inbox().append(staged, Flags.NONE, Instant.parse("2026-03-01T10:00:00Z"));
        }
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private Outcome.Saved saved(Sheet sheet) throws IOException {
        return assertInstanceOf(Outcome.Saved.class, drafts.save(Office.NEEMA, sheet, Drafts.Choice.ASK, ZoneOffset.UTC));
    }

    private static Sheet next(Sheet sheet, Outcome.Saved saved, String html) {
        return new Sheet(saved.uid(), saved.key(), sheet.re(), sheet.mode(), sheet.from(), sheet.to(), sheet.cc(), sheet.bcc(), sheet.subject(), sheet.text(),
                html, saved.files(), List.of());
    }

    @Test
    void the_editor_shows_it_as_it_is() throws IOException {
        Sheet sheet = opening.about("inbox/" + uid, "forward").orElseThrow();
        assertEquals("Fwd: Picha", sheet.subject());
        assertTrue(sheet.html().contains("<div>Date: Sunday, 1 March 2026, 10:00 UTC+03:00</div>"), sheet.html());
        assertTrue(sheet.html().endsWith("<div data-forwarded=\"\"><table width=\"600\"><tbody><tr><td style=\"color:green\">Maneno na picha <img "
                + "alt=\"kituo\" src=\"/img/inbox-1-1.2.2\""
                + " data-from=\"inbox/1/1.2.2\" data-cid=\"pic@mbali\"></td></tr></tbody></table></div>"), sheet.html());
        assertEquals(List.of(new Sheet.File("inbox/1/2", "data.csv", "8 B")), sheet.files());
    }

    @Test
    void a_picture_that_is_shown_is_not_attached_too_whatever_its_disposition() throws IOException {
        String marked = LETTER.replaceFirst("(?i)Content-ID:", "Content-Disposition: attachment; filename=kituo.png\nContent-ID:");
        try (Staged staged = office.store.stage()) {
            byte[] bytes = marked.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            uid = office.inbox().append(staged, Flags.NONE, Instant.parse("2026-03-01T10:00:00Z"));
        }
        Sheet sheet = opening.about("inbox/" + uid, "forward").orElseThrow();
        assertTrue(sheet.html().contains("data-cid=\"pic@mbali\""), sheet.html());
        assertEquals(List.of("data.csv"), sheet.files().stream().map(Sheet.File::name).toList());
    }

    @Test
    void picture_and_file_come_through_two_savings_byte_for_byte() throws IOException {
        Sheet sheet = opening.about("inbox/" + uid, "forward").orElseThrow();
        Outcome.Saved first = saved(sheet);
        assertWhole(first.uid());
        office.inbox().expunge(new long[] {uid});   // the original may go meanwhile
        Outcome.Saved second = saved(next(sheet, first, sheet.html().replace("Maneno na picha", "Maneno mapya")));
        assertWhole(second.uid());
        Sheet again = opening.draft(second.uid()).orElseThrow();
        assertTrue(again.html().contains("Maneno mapya <img alt=\"kituo\" src=\"/img/drafts-" + second.uid() + "-"), again.html());
        assertEquals(List.of("data.csv"), again.files().stream().map(Sheet.File::name).toList());
        assertWhole(saved(next(again, second, again.html() + "<div>na tena</div>")).uid());
    }

    @Test
    void a_picture_that_was_taken_out_of_the_text_is_taken_out_of_the_letter() throws IOException {
        Sheet sheet = opening.about("inbox/" + uid, "forward").orElseThrow();
        Outcome.Saved saved = saved(next(sheet, new Outcome.Saved(0, sheet.key(), sheet.files()), sheet.html().replaceAll("<img[^>]*>", "")));
        Folder folder = office.folder(SpecialUse.DRAFTS);
        assertEquals(List.of("text/plain", "text/html", "text/csv"), leaves(MimeParser.parse(folder.content(saved.uid())).root()));
    }

    @Test
    void it_can_be_passed_on_as_a_file_too() throws IOException {
        Sheet sheet = opening.about("inbox/" + uid, "attach").orElseThrow();
        assertEquals(List.of(new Sheet.File("inbox/" + uid, "Picha.eml", sheet.files().getFirst().size())), sheet.files());
        Content draft = office.folder(SpecialUse.DRAFTS).content(saved(sheet).uid());
        MimePart inside = MimeParser.parse(draft).root().children().getLast();
        assertEquals("message/rfc822", inside.type() + "/" + inside.subtype());
        assertArrayEquals(LETTER.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), PartReader.bytes(draft, inside).readAllBytes());
    }

    private long filed(String type, String text) throws IOException {
        String letter = "From: juma@mbali.example\r\nSubject: Ndefu\r\nMIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + text;
        try (Staged staged = office.store.stage()) {
            byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            return office.inbox().append(staged, Flags.NONE, Instant.parse("2026-03-01T10:00:00Z"));
        }
    }

    @Test
    void a_long_letter_loses_nothing_on_its_way_through_editor_and_draft() throws IOException {
        for (String type : List.of("text/plain", "text/html")) {
            long longer = filed(type, "maneno mengi \r\n".repeat(20_000) + "mwisho kabisa\r\n");
            Sheet sheet = opening.about("inbox/" + longer, "forward").orElseThrow();
            assertTrue(sheet.html().contains("mwisho kabisa"), type);
            Sheet plain = new Sheet(0, "", "", "new", "", "", "", "", sheet.subject(), sheet.text(), "", List.of(), List.of());
            assertTrue(opening.draft(saved(plain).uid()).orElseThrow().text().endsWith("mwisho kabisa"), type);
            assertTrue(opening.draft(saved(sheet).uid()).orElseThrow().html().contains("mwisho kabisa"), type);
        }
    }

    @Test
    void what_is_longer_than_the_form_takes_is_passed_on_as_a_file() throws IOException {
        long longest = filed("text/plain", "maneno mengi \r\n".repeat(300_000) + "mwisho kabisa\r\n");
        Sheet sheet = opening.about("inbox/" + longest, "forward").orElseThrow();
        assertEquals("", sheet.text());
        assertEquals(List.of("inbox/" + longest), sheet.files().stream().map(Sheet.File::key).toList());
    }

    @Test
    void a_draft_that_is_longer_than_the_form_takes_stays_and_goes_along_whole() throws IOException {
        byte[] letter = ("Subject: Kubwa\r\nTo: baraka@mfano.example\r\n\r\n" + "maneno mengi \r\n".repeat(300_000) + "mwisho kabisa\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (Staged staged = office.store.stage()) {
            staged.write(letter, 0, letter.length);
            long draft = office.folder(SpecialUse.DRAFTS).append(staged, Flags.of(Flags.DRAFT), Instant.parse("2026-03-01T10:00:00Z"));
            Sheet sheet = opening.draft(draft).orElseThrow();
            assertEquals(0, sheet.draft(), "saving does not replace it");
            assertEquals("baraka@mfano.example", sheet.to());
            assertEquals("[This draft is too long to be changed here. It is attached as it is.]", sheet.text());
            assertEquals(List.of(new Sheet.File("drafts/" + draft, "Kubwa.eml", "4.5 MB")), sheet.files());
        }
    }

    @Test
    void a_quote_that_leaves_something_out_says_so() throws IOException {
        String rest = "\n\n[The letter goes on; the rest of it is not quoted here.]";
        for (String type : List.of("text/plain", "text/html")) {
            assertTrue(opening.about("inbox/" + filed(type, "maneno mengi \r\n".repeat(20_000)), "reply").orElseThrow().text().endsWith(rest), type);
            assertFalse(opening.about("inbox/" + filed(type, "maneno mengi \r\n".repeat(2_000)), "reply").orElseThrow().text().endsWith(rest), type);
        }
        String designed = "<p>maneno</p>" + "<div style=\"color:red\"></div>".repeat(20_000) + "<p>mwisho kabisa</p>";
        assertTrue(opening.about("inbox/" + filed("text/html", designed), "reply").orElseThrow().text().endsWith("mwisho kabisa"),
                "500,000 letters of HTML, 20 of text");
    }

    @Test
    void a_draft_that_another_program_made_of_two_pieces_keeps_both() throws IOException {
        String letter = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
                + "<p>kwanza</p>\r\n"
                + "--b\r\nContent-Type: text/html\r\n\r\n<p>pili</p>\r\n--b--\r\n";
        try (Staged staged = office.store.stage()) {
            byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            long draft = office.folder(SpecialUse.DRAFTS).append(staged, Flags.of(Flags.DRAFT), Instant.parse("2026-03-01T10:00:00Z"));
            assertEquals("<div><p>kwanza</p></div><div><p>pili</p></div>", opening.draft(draft).orElseThrow().html().replaceAll("\\s+", ""));
        }
    }

    private void assertWhole(long draft) throws IOException {
        Content content = office.folder(SpecialUse.DRAFTS).content(draft);
        MimePart root = MimeParser.parse(content).root();
        assertEquals(List.of("text/plain", "text/html", "image/png", "text/csv"), leaves(root));
        MimePart related = root.children().getFirst().children().getLast();
        assertEquals("related", related.subtype());
        assertTrue(PartReader.text(content, related.children().getFirst(), 10_000).contains("<img alt=\"kituo\" src=\"cid:pic@mbali\">"));
        MimePart picture = related.children().getLast();
        assertEquals("<pic@mbali>", picture.id());
        assertEquals(Optional.of("kituo.png"), picture.fileName());
        assertArrayEquals(PICTURE, PartReader.bytes(content, picture).readAllBytes());
        assertArrayEquals(FILE, PartReader.bytes(content, root.children().getLast()).readAllBytes());
    }

    private static List<String> leaves(MimePart part) {
        return part.children().isEmpty() ? List.of(part.type() + "/" + part.subtype()) : part.children().stream().flatMap(child -> leaves(child).stream())
                .toList();
    }
}
