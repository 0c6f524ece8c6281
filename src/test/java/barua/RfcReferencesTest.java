package barua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every RFC that the code names is in docs/rfc.md with yes, partial or no, and every yes and partial there is named in the code. */
class RfcReferencesTest {

    /** {@code RFC 5802}, and lists such as {@code RFC 5802, 7677 and 5929}. */
    private static final Pattern NAMED = Pattern.compile("RFC (\\d{3,5}(?:(?:, | and |, RFC )\\d{3,5}\\b(?!\\.))*)");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d{3,5}) \\| [^|]+ \\| (yes|partial|no) \\|.*$");

    private static Map<Integer, String> inCode;
    private static Map<Integer, String> inDocs;

    @BeforeAll
    static void read() throws IOException {
        inCode = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    for (String number : named.group(1).split("\\D+")) {
                        inCode.putIfAbsent(Integer.parseInt(number), file.toString());
                    }
                }
            }
        }
        inDocs = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/rfc.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                inDocs.put(Integer.parseInt(row.group(1)), row.group(2));
            }
        }
    }

    @Test
    void there_is_something_to_compare() {
        assertTrue(inCode.size() > 20, "RFCs named in the code: " + inCode.keySet());
        assertTrue(inDocs.size() > 20, "RFCs in docs/rfc.md: " + inDocs.keySet());
    }

    @Test
    void every_rfc_named_in_the_code_is_in_the_documentation() {
        Map<Integer, String> missing = new TreeMap<>(inCode);
        missing.keySet().removeAll(inDocs.keySet());
        assertEquals(Map.of(), missing);
    }

    @Test
    void every_rfc_said_to_be_followed_is_named_in_the_code() {
        Set<Integer> missing = new TreeSet<>();
        inDocs.forEach((rfc, followed) -> {
            if (!followed.equals("no") && !inCode.containsKey(rfc)) {
                missing.add(rfc);
            }
        });
        assertEquals(Set.of(), missing);
    }
}
