package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page and piece of a page made by the server itself, for every kind of letter: an expression that the container cannot evaluate is a 500. */
class ViewsBrowserIT {

    private static final Demo.Person HAMISI = Demo.people().get(4);
    private static final String FOLDER = "Aina zote";
    private static final Pattern ROW = Pattern.compile("data-uid=\"(\\d+)\"");

    private static Chromium chromium;
    private static Seat seat;
    private final TreeMap<String, Integer> wrong = new TreeMap<>();

    @BeforeAll
    static void open() throws IOException, URISyntaxException {
        RunningServer.get().append(HAMISI, FOLDER, letters());
        chromium = new Chromium();
        seat = new Seat(chromium.browser(), RunningServer.get().web(), 1366, 768, false).signIn(HAMISI.address().local(), HAMISI.password());
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static List<byte[]> letters() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(ViewsBrowserIT.class.getResource("letters").toURI()))) {
            List<byte[]> letters = files.filter(file -> file.toString().endsWith(".eml")).sorted().map(ViewsBrowserIT::bytes).toList();
            assertTrue(letters.size() >= 30, letters.size() + " letters");
            return letters;
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** Asks for it as a page (or a piece of one) and notes it where the answer is another than this. */
    private String ask(String path, boolean piece, int status) {
        RequestOptions options = RequestOptions.create().setHeader("Accept", "text/html");
        APIResponse answer = seat.page.context().request().get(RunningServer.get().web().resolve(path).toString(),
                piece ? options.setHeader("X-Fragment", "1") : options);
        String text = answer.text();
        if (answer.status() != status || text.contains("#{") || !piece && !text.strip().endsWith("</html>")) {
            wrong.put(path + (piece ? " (piece)" : ""), answer.status());
        }
        return text;
    }

    private List<String> uids(String folder) {
        Matcher row = ROW.matcher(ask("/mail/" + folder + "/rows?from=0&n=200", true, 200));
        List<String> uids = row.results().map(found -> found.group(1)).toList();
        assertTrue(!uids.isEmpty(), "nothing in " + folder);
        return uids;
    }

    @Test
    void every_kind_of_letter_is_shown_answered_and_forwarded() {
        for (String folder : List.of("Aina%20zote", "inbox")) {
            for (String uid : uids(folder)) {
                ask("/mail/" + folder + "/" + uid + "/reader", true, 200);
                ask("/mail/" + folder + "/" + uid + "/reader?pictures=show&m=" + uid, true, 200);
                for (String mode : List.of("reply", "all", "forward", "attach")) {
                    ask("/compose?re=" + folder + "/" + uid + "&mode=" + mode, true, 200);
                }
            }
        }
        assertEquals(new TreeMap<>(), wrong);
    }

    @Test
    void every_page_is_shown_in_both_languages() {
        String uid = uids("inbox").getFirst();
        for (String language : List.of("sw", "en")) {
            seat.go("/language?to=" + language + "&back=%2Fmail%2Finbox");
            for (String folder : List.of("inbox", "drafts", "sent", "archive", "spam", "trash", "Aina%20zote")) {
                for (String show : List.of("", "?show=unread", "?show=flagged", "?from=50")) {
                    ask("/mail/" + folder + show, false, 200);
                }
                ask("/mail/" + folder + "/folders", true, 200);
                ask("/mail/" + folder + "/rows?from=0&n=50", true, 200);
            }
            for (String page : List.of("/mail/inbox/" + uid, "/compose", "/compose?re=inbox/" + uid + "&mode=reply", "/settings", "/settings?saved=password",
                    "/settings/vacation", "/settings/vacation?saved=yes", "/settings/forwarding",
                    "/filters", "/filters?done=deleted&back=0", "/filters/new", "/filters/new?letter=inbox/" + uid, "/filters/script", "/filters/import",
                    "/search", "/search?q=kikao+from:mtu", "/search?q=%22a%22+larger:neno+-(", "/search?q=ki&page=9",
                    "/mail/inbox/999999", "/mail/inbox?folder=exists")) {
                ask(page, false, 200);
            }
            for (String page : List.of("/mail/hayupo", "/mail/inbox/neno", "/mail/inbox/1/2/3", "/compose/999999", "/compose?re=inbox/999999&mode=reply",
                    "/hakuna",
                    "/filters/99", "/filters/neno", "/filters/new?letter=inbox/999999")) {
                ask(page, false, 404);
            }
            ask("/compose", true, 200);
            ask("/search?q=kikao", true, 200);
            ask("/search?few=yes&q=ki", true, 200);
        }
        seat.go("/language?to=en&back=%2Fmail%2Finbox");
        assertEquals(new TreeMap<>(), wrong);
    }
}
