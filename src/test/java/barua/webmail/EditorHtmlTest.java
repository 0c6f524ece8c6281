package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditorHtmlTest {

    private static final Function<String, Optional<EditorHtml.Picture>> ONE = id ->
            id.equals("logo@x") ? Optional.of(new EditorHtml.Picture("/img/sealed", "inbox/7/1.2")) : Optional.empty();

    @Test
    void a_newsletters_sheets_are_written_into_it_the_more_particular_rule_last() {
        String letter = "<html><head><style>/* x */ p, .k { color: red; position: fixed } #i { color: blue } td.k b{font-weight:700} @media (max-width:1px)"
                + "{p{color:green}} a:hover{color:gray} p{background:url(x)} .k{padding:4px} </style>"
                + "</head><body><style>p{margin:0}</style><p>a</p><p class=k id=i "
                + "style='color:black'>b</p><table><tr><td class=k><b>c</b></table></body></html>";
        assertEquals("<style>p{margin:0}</style><p style=\"color:red;margin:0\">a</p><p class=\"k\" id=\"i\" "
                + "style=\"color:red;margin:0;color:red;padding:4px;color:blue;color:black\">b</p><table><tbody><tr><td class=\"k\" "
                + "style=\"color:red;padding:4px\"><b style=\"font-weight:700\">c</b></td></tr></tbody></table>", EditorHtml.body(letter));
    }

    @Test
    void a_sheet_that_is_for_everything_takes_no_time() {
        String sheet = "* *{color:red} ".repeat(10_000);
        String letter = "<style>" + sheet + "</style>" + "<div><i>".repeat(20_000);
        assertTimeout(Duration.ofSeconds(10), () -> EditorHtml.body(letter));
    }

    @Test
    void a_letter_that_is_passed_on_keeps_tables_styles_and_pictures() {
        assertEquals("<div data-forwarded=\"\"><table width=\"600\" bgcolor=\"#eee\"><tbody><tr><td style=\"color:red;padding:8px\">Habari"
                        + "<img alt=\"nembo\" src=\"/img/sealed\" data-from=\"inbox/7/1.2\" data-cid=\"logo@x\"><img data-away=\"https://a.example/p.png\">"
                        + "</td></tr></tbody></table></div>",
                EditorHtml.forwarded("<table width=600 bgcolor=#eee onclick=x><tr><td style='color:red;position:fixed;padding:8px'>Habari<img "
                + "src='cid:logo@x' alt=nembo>"
                        + "<img src=https://a.example/p.png><img src='cid:haipo'><script>x</script><style>td{}</style></td></tr></table>", ONE));
    }

    @Test
    void what_the_editor_holds_becomes_a_letter_that_carries_its_pictures() {
        EditorHtml.Written written = EditorHtml.written("<div style='color:red'>Angalia <b>hii</b></div><div data-forwarded><p style=\"color:red\">a<img "
                + "src=\"/img/old\" data-from=\"inbox/7/1.2\" data-cid=\"logo@x\">"
                + "<img src=\"/img/old\" data-from=\"inbox/7/1.2\" data-cid=\"logo@x\"><img data-away=\"https://a.example/p.png\"><img src=\"/img/other\">"
                + "</p></div><div>mwisho</div>");
        assertEquals("<div>Angalia <b>hii</b></div><div class=\"barua-forwarded\"><p style=\"color:red\">a<img src=\"cid:logo@x\"><img src=\"cid:logo@x\">"
                + "<img src=\"https://a.example/p.png\"></p></div><div>mwisho</div>",
                written.html());
        assertEquals(List.of(new EditorHtml.Shown("logo@x", "inbox/7/1.2")), written.pictures());
    }

    @Test
    void a_letter_opened_and_written_again_is_the_same() {
        String letter = "<div>Angalia</div><div class=\"barua-forwarded\"><div><h1 style=\"margin:0\">Kichwa</h1><img width=\"10\" src=\"cid:logo@x\"><a "
                + "href=\"https://a.example/\">kiungo</a>"
                + "<img src=\"https://a.example/p.png\"></div></div>";
        assertEquals(letter, EditorHtml.written(EditorHtml.opened(letter, ONE)).html());
        assertEquals(List.of("logo@x"), EditorHtml.contentIds(EditorHtml.opened(letter, ONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<svg onload=alert(1)>",
            "<form action=/logout><button>x</button></form>", "<base href=//evil>",
        "<a href=/logout>x</a>", "<img src=/logout>", "<img data-from='../../x' src=/x>", "<meta http-equiv=refresh content='0;url=//evil'>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<div class=barua-forwarded style='background:url(//evil)'>x</div>", "<img src=https://evil.example/t.gif>"})
    void nothing_in_the_editor_acts_or_loads(String evil) {
        String shown = EditorHtml.forwarded(evil, ONE) + EditorHtml.opened("<div class=barua-forwarded>" + evil + "</div>" + evil, ONE);
        assertFalse(shown.matches("(?is).*(onerror|onload|javascript:|<form|<button|<base|<meta|<svg|url\\(|src=\"http| href=\"/| src=\"/logout|svg\\+xml|"
                + "\\.\\./).*"), shown);
    }
}
