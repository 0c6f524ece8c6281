package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import barua.message.HtmlToText;
import org.junit.jupiter.api.Test;

class OwnHtmlTest {

    @Test
    void what_the_editor_wrote_goes_out_without_styles_and_scripts() {
        String clean = OwnHtml.clean("<div style='color:red' onclick=x>Habari <b>sana</b><script>1</script><img src=x onerror=y><a href='javascript:x'>a</a>"
                + "<a href='https://a.example/' target=x>b</a></div>");
        assertEquals("<div>Habari <b>sana</b><a>a</a><a href=\"https://a.example/\">b</a></div>", clean);
    }

    @Test
    void text_has_lines_lists_quotes_and_links() {
        assertEquals("Moja\n- a\n- b\n> nukuu\n> mbili\n\nkiungo <https://a.example/x>",
                HtmlToText.text("<div>Moja</div><ul><li>a</li><li>b</li></ul><blockquote><div>nukuu</div><div>mbili</div></blockquote><p></p><p><a "
                + "href='https://a.example/x'>kiungo</a></p>"));
    }

    @Test
    void style_and_script_are_no_text() {
        assertFalse(HtmlToText.text("<style>p{}</style><script>x()</script><p>a</p>").contains("x()"));
    }
}
