package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.web.Exchange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoundMarksTest {

    private static Sought sought(String query) {
        return Sought.of(new Exchange("GET", "/mail/inbox/3").parameter("q", query).parameter("page", "2").request(), LocalDate.EPOCH);
    }

    private static String marked(String html, String query) {
        return new MarkedHtml(sought(query).inText()).marked(html);
    }

    @Test
    void words_are_marked_between_tags_and_nowhere_else_and_the_first_has_a_name() {
        assertEquals("<p class=\"baj\" title=\"bajeti\"><mark id=\"found\">baj</mark>eti &amp; <b><mark>Baj</mark>aji</b></p>",
                marked("<p class=\"baj\" title=\"bajeti\">bajeti &amp; <b>Bajaji</b></p>", "baj"));
        assertEquals("a &amp; &#39;b&#39; <mark id=\"found\">amp</mark>", marked("a &amp; &#39;b&#39; amp", "amp"));
        assertEquals("<p>x</p>", marked("<p>x</p>", ""));
        assertEquals("&lt;script&gt;<mark id=\"found\">siri</mark>&lt;/script&gt;", marked("&lt;script&gt;siri&lt;/script&gt;", "siri"));
        assertEquals("hamisi", marked("hamisi", "from:hamisi subject:hamisi filename:hamisi"), "what was looked for elsewhere");
        assertEquals("a < b & <mark id=\"found\">c</mark> <", marked("a < b & c <", "c"), "whatever comes, nothing is lost");
    }

    @Test
    void of_a_page_the_body_is_marked_and_its_styles_are_not() {
        assertEquals("<head><style>baj>p{}</style></head><body class=\"baj\"><mark id=\"found\">baj</mark>eti</body>",
                new MarkedHtml(sought("baj").inText()).page("<head><style>baj>p{}</style></head><body class=\"baj\">bajeti</body>"));
    }

    @Test
    void very_much_is_marked_at_its_beginning_only_and_soon() {
        String marked = marked("neno ".repeat(400_000), "neno");
        assertEquals(301, marked.split("<mark").length);
        assertTrue(marked.endsWith("neno neno "));
        assertEquals("x".repeat(100_000), marked("x".repeat(100_000), "neno"));
    }

    private static ShownMessage letter(String path, long uid, ShownMessage.Block... blocks) {
        ShownMessage.Section section = new ShownMessage.Section(0, Optional.empty(), true, List.of(), List.of(), "", Optional.empty(), List.of());
        ShownMessage.Section inside = new ShownMessage.Section(1, Optional.empty(), false, List.of(blocks), List.of(), "", Optional.empty(), List.of());
        return new ShownMessage(new ShownMessage.Place(path, uid), null, null, null, List.of(section, inside), ShownMessage.Pictures.NONE);
    }

    @Test
    void the_letter_that_was_found_is_marked_and_no_other_and_frames_are_told() {
        ShownMessage.Block text = ShownMessage.Block.own("bajeti");
        ShownMessage.Block frame = new ShownMessage.Block("", "/frame/inbox/3?b=0", 100, true, "", false);
        Reader.Conversation conversation = new Reader.Conversation("Bajeti", List.of(letter("sent", 3, text), letter("inbox", 3, text, text, frame)), 0, "");
        Reader.Conversation marked = new FoundMarks(sought("baj&eti OR baj")).in(conversation, "inbox", 3);
        assertEquals("bajeti", marked.letters().getFirst().sections().getLast().blocks().getFirst().html());
        ShownMessage.Section inside = marked.letters().getLast().sections().getLast();
        assertEquals(List.of("<mark id=\"found\">baj</mark>eti", "<mark>baj</mark>eti", ""), inside.blocks().stream().map(ShownMessage.Block::html).toList());
        assertEquals("/frame/inbox/3?b=0&q=baj%26eti+OR+baj#found", inside.blocks().getLast().frame());
        assertTrue(inside.open(), "it would not be seen otherwise");
        assertEquals(conversation, new FoundMarks(sought("is:unread")).in(conversation, "inbox", 3));
    }

    @Test
    void the_way_there_and_back_is_in_the_address() {
        assertEquals("/mail/inbox/12?m=12&q=a%26b&page=3#found", FoundLink.of("inbox/12", "a&b", 3));
        assertEquals("/mail/inbox/12?m=12&q=a#found", FoundLink.of("inbox/12", "a", 1));
        assertEquals("/search?q=baj&page=2", sought("baj").back());
        assertEquals("", sought(" ").back());
        assertEquals("/search?q=a", FoundLink.back("a", Optional.of("0x")));
    }
}
