package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of every {@code *.sieve} file does what it expects. How a file is written: {@link Case}. */
class CasesTest {

    @TestFactory
    Stream<DynamicContainer> scripts_do_what_the_files_say() throws IOException {
        try (Stream<Path> files = Files.list(CaseFile.FOLDER)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".sieve")).sorted().toList();
            assertFalse(sorted.isEmpty());
            return sorted.stream().map(CasesTest::container);
        }
    }

    private static DynamicContainer container(Path file) {
        try {
            List<Case> cases = CaseFile.read(file);
            assertFalse(cases.isEmpty(), file + " has no case");
            return DynamicContainer.dynamicContainer(file.getFileName().toString(), cases.stream().map(one ->
                    DynamicTest.dynamicTest(one.title(), () -> check(one))));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void check(Case one) throws Exception {
        assertTrue(one.has("expect") ^ one.has("complaints"), "a case has either expect or complaints");
        assertEquals(one.section(one.has("expect") ? "expect" : "complaints").strip(), one.outcome());
        if (one.has("edited")) {
            assertEquals(one.section("edited").strip(), one.edited().strip());
        }
    }
}
