package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void quoted_parts_are_folded_and_words_are_not() {
        String html = PlainText.html("Sawa.\n\n> moja\n> mbili\n> tatu\n\nKaribu", false, "Show quoted text");
        assertEquals("<div class=\"letter-text\" dir=\"auto\">Sawa.</div><details class=\"quoted\"><summary>Show quoted text</summary><blockquote class=\"letter-text\">moja\nmbili\ntatu</blockquote></details>"
                + "<div class=\"letter-text\" dir=\"auto\">Karibu</div>", html);
    }

    @Test
    void a_line_or_two_of_quote_stay_open() {
        assertFalse(PlainText.html("> Ijumaa?\nNdiyo", false, "x").contains("<details"));
    }

    @Test
    void flowed_lines_are_joined_to_their_depth() {
        String html = PlainText.html("This is one \nparagraph.\n> quoted \n> too\n-- \nNeema", true, "x");
        assertTrue(html.contains("This is one paragraph."), html);
        assertTrue(html.contains("quoted too"), html);
        assertTrue(html.contains("class=\"letter-text signature\""), html);
    }

    @Test
    void space_stuffing_is_taken_away() {
        assertTrue(PlainText.html(" >not a quote", true, "x").contains("&gt;not a quote"));
    }

    @Test
    void markup_and_control_characters_are_harmless() {
        String html = PlainText.html("<script>\u0000\u0007</script>", false, "x");
        assertTrue(html.contains("&lt;script&gt;&lt;/script&gt;"), html);
    }
}
