package barua.sieve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of {@link Case cases}. */
final class CaseFile {

    static final Path FOLDER = Path.of("src/test/resources/barua/sieve");

    private CaseFile() {
    }

    static List<Case> read(Path file) throws IOException {
        var cases = new ArrayList<Case>();
        Map<String, String> common = new LinkedHashMap<>();
        Map<String, String> sections = common;
        String section = "";
        String title = "";
        for (String line : Files.readString(file).split("\n", -1)) {
            if (line.startsWith("=== ")) {
                add(cases, title, sections, common);
                title = line.substring(4).strip();
                sections = new LinkedHashMap<>();
                section = "";
            } else if (line.startsWith("--- ")) {
                section = line.substring(4).strip();
                if (sections.put(section, "") != null) {
                    throw new IOException(file + ": " + title + " has two sections " + section);
                }
            } else if (!section.isEmpty()) {
                sections.merge(section, line + "\n", String::concat);
            }
        }
        add(cases, title, sections, common);
        return cases;
    }

    private static void add(List<Case> cases, String title, Map<String, String> sections, Map<String, String> common) {
        if (sections == common) {
            return;
        }
        var all = new LinkedHashMap<>(common);
        all.putAll(sections);
        cases.add(new Case(title, all));
    }
}
