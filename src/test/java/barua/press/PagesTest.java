package barua.press;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PagesTest {

    @Test
    void line_breaks_of_the_source_go_and_blanks_within_a_line_stay() {
        assertEquals("<p><kbd>j</kbd> <kbd>k</kbd> move</p>", Pages.pressed("<p>\n    <kbd>j</kbd> <kbd>k</kbd>\n    #{' '}move\n</p>\n")
                .replace("#{' '}", " "));
        assertEquals("<b:icon name=\"x\"/>Close", Pages.pressed("\n  <b:icon name=\"x\"/>\n  Close\n"));
    }

    @Test
    void attributes_on_several_lines_become_one_tag_and_their_values_keep_their_blanks() {
        assertEquals("<a class=\"x  y\" href=\"/mail\"/>", Pages.pressed("<a class=\"x  y\"\n        href=\"/mail\"/>"));
        assertEquals("<p title=\"#{a ? b : c}\">", Pages.pressed("<p title=\"#{a\n    ? b\n    : c}\"\n>"));
    }

    @Test
    void an_expression_over_several_lines_is_one_line() {
        assertEquals("<h2>#{a ? b : c}</h2>", Pages.pressed("<h2>\n    #{a\n        ? b : c}\n</h2>"));
    }

    @Test
    void comments_go_and_scripts_keep_their_lines() {
        assertEquals("<script nonce=\"n\">\nlet a;\n</script>", Pages.pressed("<!-- why\n so -->\n<script nonce=\"n\">\n    let a;\n</script>"));
    }
}
