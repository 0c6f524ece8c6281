package barua.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static Properties words(String key, String text) {
        Properties words = new Properties();
        words.setProperty(key, text);
        return words;
    }

    @Test
    void words_are_filled_in_as_text_of_a_page() throws IOException {
        assertEquals("<p title=\"a &amp; &quot;b&quot; &lt;c\">a &amp; &quot;b&quot; &lt;c</p>",
                Parts.html("<p title=\"#{w['x.y']}\">#{w['x.y']}</p>", words("x.y", "a & \"b\" <c"), "icons-1.svg"));
    }

    @Test
    void icons_are_drawn_and_empty_elements_are_closed_as_html_wants() throws IOException {
        assertEquals("<svg class=\"icon small\" aria-hidden=\"true\"><use href=\"/a/icons-1.svg#x\"></use></svg><span class=\"grow\"></span><input id=\"i\">"
                + " <b></b>",
                Parts.html("<b:icon name=\"x\" look=\"small\"/><span class=\"grow\"/><input id=\"i\"/>#{' '}<b/>", new Properties(), "icons-1.svg"));
    }

    @Test
    void what_cannot_be_filled_in_stops_the_build() {
        assertThrows(IllegalArgumentException.class, () -> Parts.html("#{w['missing']}", new Properties(), ""));
        assertThrows(IOException.class, () -> Parts.html("<p>#{frame.name}</p>", new Properties(), ""));
    }

    @Test
    void there_is_one_script_for_each_language() throws IOException {
        Map<String, String> scripts = Parts.pressed(Path.of("webapp/assets/parts.xhtml"), Path.of("src/main/resources/barua/webmail"), "icons-1.svg");
        assertEquals(Set.of("parts-en.js", "parts-sw.js"), scripts.keySet());
        scripts.values().forEach(script ->
                assertTrue(script.startsWith("document.body.insertAdjacentHTML('beforeend','<dialog ") && script.endsWith("</template>')"), script));
    }
}
