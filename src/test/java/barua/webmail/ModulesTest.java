package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The modules of the pages, as they are written, in the system's Chromium: each file {@code src/test/scripts/*.test.js} on an empty page of its own. */
class ModulesTest {

    private static final Path ASSETS = Path.of("webapp/assets");
    private static final Path TESTS = Path.of("src/test/scripts");
    private static final String EMPTY = "<!doctype html><html data-icons=\"/icons.svg\"><body></body></html>";

    @TestFactory
    Stream<DynamicTest> modules_do_what_their_tests_say() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(TESTS)) {
            files = all.filter(file -> file.toString().endsWith(".test.js")).sorted().toList();
        }
        assertTrue(files.size() >= 6, "the tests are where they were");
        try (Chromium chromium = new Chromium()) {
            return files.stream().flatMap(file -> results(chromium, file)).toList().stream();
        }
    }

    private static Stream<DynamicTest> results(Chromium chromium, Path file) {
        try (BrowserContext context = chromium.browser().newContext()) {
            context.route("**/*", ModulesTest::serve);
            Page page = context.newPage();
            page.navigate("https://modules.test/");
            @SuppressWarnings("unchecked")
            List<Map<String, String>> results = (List<Map<String, String>>) page.evaluate(
                    "async name => { await import('/' + name); return (await import('/harness.js')).run(); }", file.getFileName().toString());
            assertTrue(!results.isEmpty(), file + " has no test");
            return results.stream().map(result ->
                    DynamicTest.dynamicTest(file.getFileName() + ": " + result.get("name"), () -> assertEquals("", result.get("failed"))))
                    .toList().stream();
        }
    }

    private static void serve(Route route) {
        String path = java.net.URI.create(route.request().url()).getPath();
        Path file = path.startsWith("/assets/") ? ASSETS.resolve(path.substring(8)) : TESTS.resolve(path.substring(1));
        boolean script = path.endsWith(".js");
        try {
            route.fulfill(new Route.FulfillOptions().setStatus(200).setContentType(script ? "text/javascript" : "text/html")
                    .setBody(script ? Files.readString(file) : EMPTY));
        } catch (IOException missing) {
            route.fulfill(new Route.FulfillOptions().setStatus(404));
        }
    }
}
