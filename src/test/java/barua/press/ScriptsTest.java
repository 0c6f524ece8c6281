package barua.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linter of the scripts. What they do is tested in {@link barua.webmail.ModulesTest}. */
class ScriptsTest {

    private static final Path ASSETS = Path.of("webapp/assets");
    private static final int LONGEST_LINE = 160;
    private static final int LONGEST_MODULE = 240;

    @Test
    void compiler_and_linter_have_nothing_to_complain_of() throws IOException {
        assertEquals(List.of(), Scripts.complaints(ASSETS));
    }

    @Test
    void a_variable_that_nobody_made_is_complained_of(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("composer"));
        Files.writeString(folder.resolve("barua.js"), "alert(misspelt);\n");
        Files.writeString(folder.resolve("composer/composer.js"), "export const a = 1;\n");
        assertTrue(Scripts.complaints(folder).toString().contains("misspelt"));
    }

    @Test
    void no_line_is_too_long_and_no_module_has_more_than_one_idea() throws IOException {
        List<String> odd = new ArrayList<>();
        Pattern old = Pattern.compile("\\bvar \\w|\\.style\\.(?!height|top)\\w+ ?=|\\bfetch\\((?!.*(token|url))");
        for (Path module : Scripts.modules(ASSETS)) {
            List<String> lines = Files.readAllLines(module);
            lines.stream().filter(line -> line.length() > LONGEST_LINE || old.matcher(line).find()).forEach(line -> odd.add(module + ": " + line));
            if (lines.size() > LONGEST_MODULE) {
                odd.add(module + " has " + lines.size() + " lines");
            }
        }
        assertEquals(List.of(), odd);
    }

    @Test
    void scripts_that_come_later_take_what_they_share_from_the_pages_script_by_its_packed_name() throws IOException {
        Map<String, String> scripts = Scripts.pressed(ASSETS, (name, content) -> "barua-0123456789ab.js");
        assertEquals(List.of("barua.js", "composer.js", "filters.js", "search.js"), List.copyOf(scripts.keySet()));
        for (String later : List.of("composer.js", "filters.js", "search.js")) {
            assertTrue(scripts.get(later).contains("from\"./barua-0123456789ab.js\""), scripts.get(later).substring(0, 200));
        }
    }
}
