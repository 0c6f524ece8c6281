package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.HtmlToText;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** HTML that is written to be slow: each takes a server no longer than its length is worth, and its frame nests no deeper than browsers bear. */
class HostileHtmlTest {

    private static final int LETTERS = 700_000;
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private static final Sanitizer.Pictures NONE = new Sanitizer.Pictures() {
        @Override
        public Optional<String> inline(String contentId) {
            return Optional.empty();
        }

        @Override
        public Optional<String> remote(String url) {
            return Optional.empty();
        }
    };

    private static String many(String piece) {
        return piece.repeat(LETTERS / piece.length());
    }

    @TestFactory
    Stream<DynamicTest> nothing_takes_longer_than_its_length_is_worth() {
        return Stream.of("<div>", "<div>x", "<a href='http://e/'><div>x", "<x>", "<x></x>", "<svg></svg>", "<script></script>", "<b>", "<a href='http://e/'>",
                "<a href='http://e/'>x</a>", "<table>", "<table><tr><td>",
                "<td>x", "<p>", "<li>", "<font color=red>", "<b><i><p>", "<img>", "<img src='http://e/x'>", "<img src='cid:x'>", "<!---->", "<!--", "&lt;", "&",
                "<", "<a b=c ",
                "<p style='color:red;color:red'>x</p>", "<p style='/*", "<style>p{", "<style>p{color:red}</style>", "<blockquote>", "<pre>\n", "<select>",
                "<template>", "<h1><h2>",
                "<svg><math>", "<frameset>", "<o:p>", "<body style='color:red'>", "<a href='http://a.b.c.d.e.f'>a.b.c.d.e.f.g.h</a>", "<p class='"
                + "x ".repeat(300) + "'>")
                .map(piece -> DynamicTest.dynamicTest(piece.substring(0, Math.min(40, piece.length())), () -> assertTimeoutPreemptively(LONGEST, () -> {
                    String html = many(piece);
                    SimpleHtml.write(html.substring(0, BodyReader.MOST_IN_PAGE), "quoted");
                    Sanitizer.clean(html, NONE);
                    HtmlToText.text(html);
                })));
    }

    @Test
    void what_is_nested_deep_is_flat_in_the_frame() {
        Sanitizer.Clean clean = Sanitizer.clean("<div>".repeat(20_000) + "words" + "</div>".repeat(20_000), NONE);
        int[] deepest = {0};
        Jsoup.parse(clean.html()).traverse((node, depth) -> deepest[0] = Math.max(deepest[0], depth));
        assertTrue(deepest[0] <= 210, "depth " + deepest[0]);
        assertTrue(Jsoup.parse(clean.html()).text().equals("words"));
        assertTrue(SimpleHtml.write("<div>".repeat(20_000) + "words", "quoted").isEmpty(), "and no part of our own page");
    }
}
