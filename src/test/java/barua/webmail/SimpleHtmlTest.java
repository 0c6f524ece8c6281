package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleHtmlTest {

    private static String write(String html) {
        return SimpleHtml.write(html, "Show quoted text").orElseThrow();
    }

    @Test
    void a_reply_from_outlook_is_simple_and_keeps_nothing_of_its_look() {
        String html = write("<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=EN-GB><div class=WordSection1>"
                + "<p class=MsoNormal style='color:#1F497D'>Sawa, <b>asante</b>.<o:p></o:p></p></div></body></html>");
        assertEquals("<div class=\"letter-text rich\" dir=\"auto\"><div><p>Sawa, <b>asante</b>.</p></div></div>", html);
    }

    @Test
    void no_attribute_of_the_sender_is_kept() {
        String html = write("<p onclick=x id=y class=z style='font-size:90px' title=t>Text <a href='https://a.example/' onmouseover=x>link</a></p>");
        assertFalse(html.contains("onclick") || html.contains("onmouseover") || html.contains("90px") || html.contains("title"), html);
        assertTrue(html.contains("<a href=\"https://a.example/\" target=\"_blank\" rel=\"noopener noreferrer\">link</a>"), html);
    }

    @Test
    void a_script_and_its_text_are_gone() {
        assertEquals("<div class=\"letter-text rich\" dir=\"auto\"><p>a</p></div>", write("<p>a<script>alert('x')</script></p>"));
    }

    @Test
    void a_link_with_an_odd_scheme_is_text() {
        assertTrue(write("<a href='javascript:alert(1)'>bonyeza</a>").contains("<span>bonyeza</span>"));
    }

    @Test
    void the_outermost_quote_is_folded_once() {
        String html = write("<p>Ndiyo.</p><blockquote>moja<blockquote>mbili</blockquote></blockquote>");
        assertEquals(1, html.split("<details", -1).length - 1);
        assertTrue(html.indexOf("Ndiyo") < html.indexOf("<details"));
    }

    @Test
    void text_is_escaped() {
        assertTrue(write("<p>1 &lt; 2 &amp; &quot;x&quot;</p>").contains("1 &lt; 2 &amp; &quot;x&quot;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src='cid:x'>", "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
            "<div style='background:#0b6a66'>x</div>",
            "<table bgcolor=red><tr><td>x</td></tr></table>", "<form><input></form>", "<svg></svg>", "<video></video>", "<p style='display:none'>x</p>",
            "<td width=600>x</td><table><tr><td width=600>x"})
    void what_is_more_than_that_is_designed(String html) {
        assertTrue(SimpleHtml.write(html, "").isEmpty());
    }
}
