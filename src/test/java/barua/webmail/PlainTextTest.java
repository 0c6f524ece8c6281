package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Content;
import barua.message.MimeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static String flowed(String text, String format) throws IOException {
        String message = "Content-Type: text/plain; charset=utf-8; format=" + format + "\n\n" + text;
        return PlainText.html(MimeParser.parse(Content.of(message.getBytes(StandardCharsets.UTF_8))).root(), text, "x");
    }

    @Test
    void quoted_parts_are_folded_and_words_are_not() {
        String html = PlainText.html("Sawa.\n\n> moja\n> mbili\n> tatu\n\nKaribu", "Show quoted text");
        assertEquals("<div class=\"letter-text\" dir=\"auto\">Sawa.</div><details class=\"quoted\"><summary>Show quoted text</summary><blockquote "
                + "class=\"letter-text\">moja\nmbili\ntatu</blockquote></details>"
                + "<div class=\"letter-text\" dir=\"auto\">Karibu</div>", html);
    }

    @Test
    void a_line_or_two_of_quote_stay_open() {
        assertFalse(PlainText.html("> Ijumaa?\nNdiyo", "x").contains("<details"));
    }

    @Test
    void flowed_lines_are_joined_to_their_depth() throws IOException {
        String html = flowed("This is one \nparagraph.\n> quoted \n> too\n-- \nNeema", "flowed");
        assertTrue(html.contains("This is one paragraph."), html);
        assertTrue(html.contains("quoted too"), html);
        assertTrue(html.contains("class=\"letter-text signature\""), html);
    }

    @Test
    void space_stuffing_is_taken_away() throws IOException {
        assertTrue(flowed(" >not a quote", "flowed").equals("<div class=\"letter-text\" dir=\"auto\">&gt;not a quote</div>"));
    }

    @Test
    void the_blank_of_a_soft_break_goes_where_the_letter_says_so() throws IOException {
        assertEquals("<div class=\"letter-text\" dir=\"auto\">日本語です。</div>", flowed("日本 \n語です。\n", "flowed; delsp=yes"));
    }

    @Test
    void markup_and_control_characters_are_harmless() {
        String html = PlainText.html("<script>\u0000\u0007</script>", "x");
        assertTrue(html.contains("&lt;script&gt;&lt;/script&gt;"), html);
    }
}
