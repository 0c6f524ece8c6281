package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {

    private static final Sanitizer.Pictures NONE = pictures(Optional.empty());

    private static Sanitizer.Pictures pictures(Optional<String> remote) {
        return new Sanitizer.Pictures() {
            @Override
            public Optional<String> inline(String contentId) {
                return contentId.equals("logo") ? Optional.of("/img/sealed-logo") : Optional.empty();
            }

            @Override
            public Optional<String> remote(String url) {
                return remote;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
            "<a href='java\nscript:alert(1)'>x</a>", "<a href=' &#106;avascript:alert(1)'>x</a>", "<a href='data:text/html,<script>1</script>'>x</a>",
            "<iframe src='http://e/'></iframe>", "<object data=x></object>", "<embed src=x>",
            "<form action='http://e/'><input name=p type=password><button>x</button></form>",
            "<meta http-equiv=refresh content='0;url=http://e/'>", "<base href='http://e/'>", "<link rel=stylesheet href='http://e/x.css'>",
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
            "<div style='background:url(http://e/x)'>x</div>",
            "<div style='position:fixed;top:0;left:0;width:100%'>x</div>", "<p style='width:expression(alert(1))'>x</p>",
            "<style>@import 'http://e/x';p{background:url(http://e)}</style>",
            "<body onload=alert(1) background='http://e/x'>x</body>", "<table background='http://e/x'><tr><td>x</td></tr></table>",
            "<video src='http://e/x' autoplay></video>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<a href='vbscript:x' target=_top>x</a>",
            "<img src='http://e/1' srcset='http://e/2 2x'>",
            "<template><script>1</script></template>", "<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>", "<isindex action=javascript:1>",
            "<details ontoggle=alert(1) open>x</details>",
            "<p style='color:red;behavior:url(x);-moz-binding:url(y)'>x</p>", "<img src=\"cid:logo\" onload=x style='background-image:u\\72l(http://e)'>"})
    void nothing_that_acts_or_reaches_out_survives(String attack) {
        harmless(attack);
    }

    /** One attack a line: tricks of tags, attributes, spellings and style that were found in browsers and cleaners over the years. */
    @ParameterizedTest
    @MethodSource("attacks")
    void nor_does_any_trick_that_is_known(String attack) {
        harmless(attack);
    }

    static Stream<String> attacks() throws IOException {
        try (InputStream in = SanitizerTest.class.getResourceAsStream("html-attacks.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    private static void harmless(String attack) {
        Document clean = Jsoup.parse(Sanitizer.clean(attack, NONE).html());
        for (Element element : clean.body().getAllElements()) {
            assertTrue(element.tagName().equals("body") || Sanitizer.TAGS.contains(element.normalName()), element.tagName());
            for (Attribute attribute : element.attributes()) {
                String value = attribute.getValue().toLowerCase(Locale.ROOT).replaceAll("\\s", "");
                assertFalse(attribute.getKey().startsWith("on"), attribute.toString());
                assertFalse(value.contains("script:") || value.contains("url(") || value.contains("expression") || value.contains("position:")
                        || value.startsWith("data:"), attribute.toString());
                assertFalse(attribute.getKey().equals("src") && !value.startsWith("/img/"), attribute.toString());
            }
        }
        String styles = String.join("", clean.select("style").stream().map(Element::data).toList());
        assertFalse(styles.contains("@import") || styles.contains("url("), styles);
    }

    @Test
    void a_style_sheet_cannot_close_its_element() {
        String html = Sanitizer.clean("<style>p{color:red}</sty</style>le><script>alert(1)</script>", NONE).html();
        assertFalse(html.contains("<script"), html);
    }

    @Test
    void remote_pictures_are_blocked_and_counted_and_trackers_are_gone() {
        Sanitizer.Clean clean = Sanitizer.clean("<img src='http://p.example/a.png' alt='Hall B'><img src=https://p.example/b.png>"
                + "<img src='http://t.example/open.aspx?u=1'><img src='http://t.example/x' width=1 height=1><img src='https://t.example/y' style='display: "
                + "none'>", NONE);
        assertEquals(2, clean.blocked());
        assertEquals(3, clean.trackers());
        assertTrue(clean.html().contains("Hall B"));
        assertFalse(clean.html().contains("p.example"));
    }

    @Test
    void shown_pictures_come_through_us() {
        Sanitizer.Clean clean = Sanitizer.clean("<img src='http://p.example/a.png' width=200>", pictures(Optional.of("/img/sealed")));
        assertTrue(clean.html().contains("src=\"/img/sealed\""), clean.html());
        assertEquals(0, clean.blocked());
    }

    @Test
    void pictures_inside_the_message_are_shown_by_their_sealed_address() {
        assertTrue(Sanitizer.clean("<img src='cid:logo'>", NONE).html().contains("/img/sealed-logo"));
    }

    @Test
    void design_that_cannot_reach_out_stays() {
        String html = Sanitizer.clean("<table width=600 bgcolor='#ffffff'><tr><td style='padding:20px;color:#0b6a66;font-family:Arial, sans-serif'>"
                + "Habari</td></tr></table>", NONE).html();
        assertTrue(html.contains("width=\"600\"") && html.contains("padding:20px") && html.contains("color:#0b6a66") && html.contains("Habari"), html);
    }

    @Test
    void a_link_that_claims_another_place_shows_where_it_leads() {
        String html = Sanitizer.clean("<a href='http://evil.example/login'>https://mail.mfano.example</a>", NONE).html();
        assertTrue(html.contains("evil.example</span>"), html);
        assertTrue(html.contains("rel=\"noopener noreferrer\""), html);
    }

    @Test
    void the_height_grows_with_the_text_and_stays_within_bounds() {
        int brief = Sanitizer.clean("<p>x</p>", NONE).height();
        int longer = Sanitizer.clean("<p>" + "neno ".repeat(400) + "</p>", NONE).height();
        int endless = Sanitizer.clean("<p>x</p>".repeat(5_000), NONE).height();
        assertEquals(120, brief);
        assertTrue(longer > brief && longer < 1_200);
        assertEquals(1_200, endless);
    }

    @Test
    void deep_nesting_ends() {
        List<String> deep = new ArrayList<>();
        for (String tag : List.of("div", "table><tr><td", "b", "unknown")) {
            deep.add(Sanitizer.clean(("<" + tag + ">").repeat(20_000) + "x", NONE).html());
        }
        assertTrue(deep.stream().allMatch(html -> html.contains("x")));
    }
}
