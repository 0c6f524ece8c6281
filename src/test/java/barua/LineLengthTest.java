package barua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources are read side by side: no line of them is longer than 160 characters. Letters and data are as they are. */
class LineLengthTest {

    private static final int LONGEST = 160;
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/test/java"), Path.of("src/test/scripts"), Path.of("webapp"),
            Path.of("db"));
    private static final List<String> KINDS = List.of(".java", ".js", ".css", ".xhtml", ".sql");

    @Test
    void no_line_is_longer_than_160_characters() throws IOException {
        List<String> longer = new ArrayList<>();
        int seen = 0;
        for (Path source : SOURCES) {
            try (Stream<Path> files = Files.walk(source)) {
                List<Path> all = files.filter(file -> KINDS.stream().anyMatch(file.toString()::endsWith)).toList();
                seen += all.size();
                all.forEach(file -> longer.addAll(longer(file)));
            }
        }
        assertEquals(List.of(), longer);
        assertTrue(seen > 800, "only " + seen + " files were found");
    }

    private static List<String> longer(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1).filter(i -> lines.get(i).length() > LONGEST).map(i -> file + ":" + (i + 1)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
