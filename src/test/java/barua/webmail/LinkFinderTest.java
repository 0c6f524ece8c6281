package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkFinderTest {

    @Test
    void the_sentence_keeps_its_full_stop() {
        assertEquals("See <a href=\"https://a.example/x\" target=\"_blank\" rel=\"noopener noreferrer\">https://a.example/x</a>. Ok",
                LinkFinder.html("See https://a.example/x. Ok"));
    }

    @Test
    void brackets_that_belong_to_the_address_stay() {
        assertTrue(LinkFinder.html("https://a.example/Moshi_(mji)").contains("Moshi_(mji)</a>"));
        assertTrue(LinkFinder.html("(https://a.example/x)").endsWith("</a>)"));
    }

    @Test
    void mail_addresses_lead_to_our_own_composer() {
        assertTrue(LinkFinder.html("neema+x@mfano.example").contains("href=\"/compose?to=neema%2Bx@mfano.example\""));
    }

    @Test
    void markup_in_text_is_text() {
        assertEquals("&lt;a href=&#39;x&#39;&gt; &amp; &quot;", LinkFinder.html("<a href='x'> & \""));
    }

    @Test
    void a_quote_ends_an_address_so_it_cannot_break_out() {
        String html = LinkFinder.html("https://a.example/\"onmouseover=\"alert(1)");
        assertTrue(html.startsWith("<a href=\"https://a.example/\" "), html);
    }

    @ParameterizedTest
    @CsvSource({"https://www.mfano.example/x, http://evil.example/, evil.example",
            "mfano.example, https://mfano.example.evil.example/, mfano.example.evil.example",
            "www.mfano.example, https://mfano.example/, ''", "mfano.example, https://www.mfano.example/x, ''", "Bonyeza hapa, https://evil.example/, ''",
            "раура1.com, https://xn--1-7sbbb6a1c.com/, xn--1-7sbbb6a1c.com"})
    void the_real_host_is_said_where_the_text_claims_another(String text, String href, String host) {
        assertEquals(host.isEmpty() ? Optional.empty() : Optional.of(host), LinkFinder.realHost(text, href));
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "JaVaScRiPt:x", "data:text/html;base64,xx", "file:///etc/passwd", "/relative", "'java\tscript:x'"})
    void only_web_and_mail_are_links(String href) {
        assertEquals(Optional.empty(), LinkFinder.safe(href));
    }

    @Test
    void a_million_letters_do_not_hold_us_up() {
        String text = "http://" + "a.".repeat(200_000) + " " + "x@".repeat(200_000) + "www." .repeat(100_000);
        long begun = System.nanoTime();
        LinkFinder.html(text);
        assertTrue(System.nanoTime() - begun < 5_000_000_000L);
    }
}
