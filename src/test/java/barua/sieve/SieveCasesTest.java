package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each script of {@code cases} does to each message what stands there; {@code src/test/tools/pigeonhole.py} compares the same with Pigeonhole. */
class SieveCasesTest {

    private static final Path FOLDER = Path.of("src/test/resources/barua/sieve/cases");

    @TestFactory
    Stream<DynamicTest> scripts_do_what_stands_there() throws Exception {
        List<SieveCases.Case> cases = SieveCases.read(FOLDER);
        Map<String, byte[]> messages = SieveCases.messages(FOLDER.resolve("messages"));
        assertTrue(cases.size() > 100 && messages.size() > 5);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.toString(), () -> {
            Script script = SieveCases.compile(one.script());
            var done = new LinkedHashMap<String, String>();
            for (String message : one.wanted().keySet()) {
                done.put(message, SieveCases.actions(script, messages.get(message)));
            }
            assertEquals(messages.keySet(), one.wanted().keySet());
            assertEquals(one.wanted(), done);
        }));
    }
}
