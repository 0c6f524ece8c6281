package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPageTest {

    private static Exchange page(int status, String language) throws Exception {
        Exchange exchange = new Exchange("GET", "/nowhere").header("Accept", "text/html,*/*").header("Accept-Language", language);
        ErrorPage.write(exchange.request(), exchange.response(), status, "mail.mfano.example");
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 411, 413, 429, 500, 503, 418, 507})
    void people_read_what_is_wrong_in_their_language_with_a_way_back_and_nothing_of_our_inside(int status) throws Exception {
        for (String language : new String[] {"en", "sw-TZ"}) {
            Exchange answer = page(status, language);
            assertEquals(status, answer.status);
            assertEquals("text/html;charset=UTF-8", answer.answered.get("Content-Type"));
            assertTrue(answer.text().contains("<html lang=\"" + language.substring(0, 2) + "\">"), answer.text());
            assertTrue(answer.text().contains("<a href=\"/mail/inbox\">"));
            assertFalse(answer.text().matches("(?is).*(payara|glassfish|grizzly|exception|null|barua\\.).*"), answer.text());
            String nonce = answer.text().replaceAll("(?s).*<style nonce=\"([^\"]+)\".*", "$1");
            assertTrue(answer.answered.get("Content-Security-Policy").contains("style-src 'self' 'nonce-" + nonce + "'"));
            assertEquals(String.valueOf(answer.body.size()), answer.answered.get("Content-Length"));
        }
    }

    @Test
    void the_language_chosen_on_this_computer_comes_first() throws Exception {
        Exchange exchange = new Exchange("GET", "/nowhere").header("Accept", "text/html").header("Accept-Language", "en");
        exchange.cookies.add(new jakarta.servlet.http.Cookie(Cookies.LANGUAGE, "sw"));
        ErrorPage.write(exchange.request(), exchange.response(), 404, "localhost");
        assertTrue(exchange.text().contains("<h1>Haipo</h1>"), exchange.text());
    }

    @Test
    void scripts_get_a_line_and_no_page() throws Exception {
        Exchange exchange = new Exchange("POST", "/commands").header("Accept", "*/*").header("X-Csrf", "x");
        ErrorPage.write(exchange.request(), exchange.response(), 403, "localhost");
        assertEquals("text/plain;charset=UTF-8", exchange.answered.get("Content-Type"));
        assertEquals("Not allowed\n", exchange.text());
    }

    @Test
    void both_languages_say_the_same() throws Exception {
        assertEquals(keys("en"), keys("sw"));
    }

    private static Object keys(String language) throws Exception {
        Properties properties = new Properties();
        properties.load(new InputStreamReader(ErrorPage.class.getResourceAsStream("/barua/web/errors_" + language + ".properties"), StandardCharsets.UTF_8));
        return new java.util.TreeSet<>(properties.keySet());
    }
}
