package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HttpsOnlyTest {

    private static Exchange plain(String method, String uri, String host, int port) throws Exception {
        Exchange exchange = new Exchange(method, uri);
        exchange.secure = false;
        exchange.host = host;
        new HttpsOnly(new Web("mail.mfano.example", port, null, null, null)).doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    @Test
    void whoever_comes_without_TLS_is_sent_to_the_same_place_with_it() throws Exception {
        Exchange get = plain("GET", "/mail/inbox", "mail.mfano.example", 443);
        assertEquals(301, get.status);
        assertEquals("https://mail.mfano.example/mail/inbox", get.answered.get("Location"));
        Exchange post = plain("POST", "/login", "[2001:db8::1]", 8443);
        assertEquals(308, post.status);
        assertEquals("https://[2001:db8::1]:8443/login", post.answered.get("Location"));
    }

    @Test
    void what_is_no_name_does_not_come_back() throws Exception {
        assertEquals("https://mail.mfano.example/x", plain("GET", "/x", "a\"><script>", 443).answered.get("Location"));
        assertEquals("https://mail.mfano.example/xscript", plain("GET", "/x\"><script>\r\n", "", 443).answered.get("Location"));
    }

    @Test
    void health_and_the_proof_of_a_certificate_order_may_be_plain() throws Exception {
        assertTrue(plain("GET", "/health/live", "x", 443).passed);
        assertTrue(plain("GET", "/.well-known/acme-challenge/abc", "x", 443).passed);
    }
}
