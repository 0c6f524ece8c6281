package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Staff;
import barua.message.Address;
import barua.message.Domain;
import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web door without a container: who gets in, who does not, and what stands on each answer. */
class WebDoorTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address GONE = Address.of("gone@mfano.example");

    private final Sessions sessions = Sessions.inMemory(Clock.systemUTC(), account -> account.equals(GONE) ? Optional.empty() : Optional.of("same"));
    private final Web web = new Web("mail.mfano.example", 443, sessions, Directory.of(List.of(Domain.of("mfano.example")),
            List.of(account(1, NEEMA, true), account(2, GONE, false)), List.of()), new OnePassword());
    private final Routes routes = new Routes(List.of(Route.inside("", Route.Answer.PAGE), Route.inside("mail", Route.Answer.PAGE),
            Route.inside("commands", Route.Answer.DATA),
            Route.outside("login", Route.Answer.PAGE), new Route("health", new Asks.Nobody(), false, Route.Answer.STREAM),
            new Route("dav", new Asks.Basic("Barua"), false, Route.Answer.STREAM),
            new Route("api", new Asks.Bearer("Barua", token -> token.equals("good") ? Optional.of(NEEMA) : Optional.empty()), false, Route.Answer.DATA)));
    private final WebDoor door = new WebDoor(routes, web);
    private final String token = sessions.begin(NEEMA, false);
    private final String csrf = sessions.find(token).orElseThrow().csrf();

    private static Account account(long id, Address address, boolean enabled) {
        return new Account(id, address, "Neema Mushi", enabled, false, Long.MAX_VALUE, "sw");
    }

    private Exchange go(Exchange exchange) throws Exception {
        door.doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/dav2", "/admin", "/metrics", "/views/rows.xhtml", "/rows.xhtml", "/assets/app.css", "/WEB-INF/web.xml",
            "/mail%2Finbox", "/Mail/inbox", "/error"})
    void a_first_word_that_nobody_registered_is_refused_whoever_asks(String path) throws Exception {
        for (Exchange exchange : List.of(new Exchange("GET", path), new Exchange("GET", path).session(token), new Exchange("PUT", path))) {
            go(exchange);
            assertEquals(404, exchange.status, path);
            assertFalse(exchange.passed, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mail/%", "/mail/%zz", "/mail/%C3", "/mail/../login", "/mail/%2e%2e/x", "/./login", "//login", "/mail//inbox", "/mail/%00",
            "/mail/a%0Ab", "login", "*"})
    void a_path_that_can_be_read_in_two_ways_is_not_understood(String path) throws Exception {
        Exchange exchange = go(new Exchange("GET", path).session(token));
        assertEquals(400, exchange.status);
        assertFalse(exchange.passed);
    }

    @Test
    void a_path_that_the_container_reads_otherwise_is_not_understood() throws Exception {
        Exchange exchange = new Exchange("GET", "/login/x");
        exchange.mapped = "/mail/inbox";
        assertEquals(400, go(exchange).status);
    }

    @Test
    void the_words_behind_the_first_are_decoded_once_for_all() throws Exception {
        Exchange exchange = go(new Exchange("GET", "/mail/Kozi%20%2B%2F2/12;jsessionid=x").session(token));
        assertEquals(List.of("Kozi +/2", "12"), exchange.call().steps());
        assertTrue(exchange.passed);
    }

    @Test
    void strangers_are_sent_to_the_sign_in_and_their_scripts_told_so() throws Exception {
        Exchange page = go(new Exchange("GET", "/mail/inbox"));
        assertEquals(302, page.status);
        assertEquals("/login?next=%2Fmail%2Finbox", page.answered.get("Location"));
        assertEquals(401, go(new Exchange("GET", "/mail/inbox/rows").header("X-Fragment", "1")).status);
        assertEquals(401, go(new Exchange("POST", "/commands")).status);
        assertEquals(401, go(new Exchange("GET", "/commands")).status);
        assertEquals("/login", go(new Exchange("GET", "/")).answered.get("Location"));
        assertTrue(go(new Exchange("GET", "/login")).passed);
    }

    @Test
    void a_session_of_an_account_that_was_disabled_opens_nothing() throws Exception {
        assertEquals(302, go(new Exchange("GET", "/mail/inbox").session(sessions.begin(GONE, true))).status);
    }

    @Test
    void a_page_whose_account_is_renamed_while_it_is_made_is_asked_for_again(@TempDir Path folder) throws Exception {
        Staff staff = new Staff(folder, List.of(Domain.of("mfano.example")), List.of(account(1, NEEMA, true)), List.of());
        WebDoor itsDoor = new WebDoor(routes, new Web("mail.mfano.example", 443, sessions, staff.directory(), new OnePassword()));
        Exchange broken = new Exchange("GET", "/mail/inbox").session(token);
        assertThrows(ServletException.class, () -> itsDoor.doFilter(broken.request(), broken.response(), (_, _) -> {
            throw new ServletException("a defect");
        }));
        Exchange moved = new Exchange("GET", "/mail/inbox").session(token);
        itsDoor.doFilter(moved.request(), moved.response(), (_, _) -> {
            staff.renamed(NEEMA, Address.of("n.mushi@mfano.example"));
            throw new ServletException("no mailbox of " + NEEMA);
        });
        assertEquals(503, moved.status);
        assertEquals("1", moved.answered.get("Retry-After"));
        staff.directory().close();
    }

    @Test
    void a_change_needs_the_token_of_its_own_session() throws Exception {
        String other = sessions.find(sessions.begin(NEEMA, false)).orElseThrow().csrf();
        assertEquals(403, go(new Exchange("POST", "/commands").session(token)).status);
        assertEquals(403, go(new Exchange("POST", "/commands").session(token).header("X-Csrf", other)).status);
        assertEquals(403, go(new Exchange("POST", "/commands").session(token).parameter("csrf", "")).status);
        assertEquals(403, go(new Exchange("DELETE", "/mail/inbox").session(token)).status);
        assertTrue(go(new Exchange("POST", "/commands").session(token).header("X-Csrf", csrf)).passed);
        assertTrue(go(new Exchange("POST", "/commands").session(token).parameter("csrf", csrf)).passed);
    }

    @Test
    void what_another_site_sent_changes_nothing_even_with_the_token() throws Exception {
        assertEquals(403, go(new Exchange("POST", "/commands").session(token).header("X-Csrf", csrf).header("Sec-Fetch-Site", "cross-site")).status);
        assertEquals(403, go(new Exchange("POST", "/commands").session(token).header("X-Csrf", csrf).header("Sec-Fetch-Site", "same-site")).status);
        assertEquals(403, go(new Exchange("POST", "/login").header("Origin", "https://evil.example").header("Host", "mail.mfano.example")).status);
        assertTrue(go(new Exchange("POST", "/login").header("Origin", "https://mail.mfano.example").header("Host", "mail.mfano.example")).passed);
    }

    @Test
    void a_program_shows_name_and_password_each_time() throws Exception {
        Exchange without = go(new Exchange("PROPFIND", "/dav/neema"));
        assertEquals(401, without.status);
        assertEquals("Basic realm=\"Barua\", charset=\"UTF-8\"", without.answered.get("WWW-Authenticate"));
        Exchange right = go(new Exchange("PUT", "/dav/neema").header("Authorization", basic("neema:siri:ya mimi é")));
        assertTrue(right.passed);
        assertEquals(Optional.of(NEEMA), right.call().account());
        assertEquals(401, go(new Exchange("PUT", "/dav/neema").header("Authorization", basic("neema:wrong"))).status);
        assertEquals(401, go(new Exchange("PUT", "/dav/neema").header("Authorization", "Basic ???")).status);
        assertEquals(401, go(new Exchange("PUT", "/dav/neema").session(token)).status, "a browser's cookie is no password");
        Exchange slow = go(new Exchange("GET", "/dav/neema").header("Authorization", basic("slow:x")));
        assertEquals(429, slow.status);
        assertEquals("40", slow.answered.get("Retry-After"));
    }

    @Test
    void a_token_of_the_station_opens_its_words_only() throws Exception {
        Exchange right = go(new Exchange("POST", "/api/accounts").header("Authorization", "bearer good"));
        assertTrue(right.passed);
        assertEquals(Optional.of(NEEMA), right.call().account());
        Exchange wrong = go(new Exchange("POST", "/api/accounts").header("Authorization", "Bearer bad"));
        assertEquals(401, wrong.status);
        assertEquals("Bearer realm=\"Barua\"", wrong.answered.get("WWW-Authenticate"));
        assertEquals(302, go(new Exchange("GET", "/mail/inbox").header("Authorization", "Bearer good")).status);
    }

    @Test
    void health_is_answered_before_anything_else_is_there() throws Exception {
        Exchange exchange = new Exchange("GET", "/health/live");
        new WebDoor(routes, null).doFilter(exchange.request(), exchange.response(), exchange.chain());
        assertTrue(exchange.passed);
    }

    @Test
    void what_strangers_send_has_a_length_and_a_bound() throws Exception {
        assertEquals(413, go(new Exchange("POST", "/login").header("Content-Length", "2000001")).status);
        assertEquals(411, go(new Exchange("POST", "/login").header("Transfer-Encoding", "chunked")).status);
        assertEquals(411, go(new Exchange("POST", "/commands").session(token).header("Transfer-Encoding", "chunked")
                .header("Content-Type", "application/x-www-form-urlencoded")).status);
        Exchange broken = new Exchange("POST", "/login");
        broken.brokenForm = true;
        assertEquals(400, go(broken).status);
    }

    @Test
    void of_whoever_must_sign_in_first_no_form_is_read() throws Exception {
        for (String session : List.of("", "not-a-token", token)) {
            Exchange form = new Exchange("POST", "/commands").session(session);
            form.brokenForm = true;   // only who reads it notices
            assertEquals(session.equals(token) ? 400 : 401, go(form).status);
        }
    }

    @Test
    void every_answer_has_the_policy_also_a_refusal() throws Exception {
        for (Exchange exchange : List.of(new Exchange("GET", "/nothing"), new Exchange("GET", "/%"), new Exchange("GET", "/login"),
                new Exchange("GET", "/mail/inbox").session(token),
                new Exchange("POST", "/commands").session(token))) {
            go(exchange);
            String policy = exchange.answered.getOrDefault("Content-Security-Policy", "");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'; "), exchange.uri + ": " + policy);
            assertTrue(policy.endsWith("base-uri 'none'; frame-ancestors 'none'"), policy);
            assertEquals("nosniff", exchange.answered.get("X-Content-Type-Options"));
            assertEquals("no-store", exchange.answered.get("Cache-Control"));
            assertEquals("max-age=31536000", exchange.answered.get("Strict-Transport-Security"));
        }
    }

    @Test
    void a_piece_for_a_script_may_do_nothing_and_says_it_in_a_line() throws Exception {
        Exchange piece = go(new Exchange("GET", "/mail/inbox").session(token).header("X-Fragment", "1"));
        assertEquals("default-src 'none'; frame-ancestors 'none'", piece.answered.get("Content-Security-Policy"));
        assertEquals("nosniff", piece.answered.get("X-Content-Type-Options"));
        assertEquals("no-store", piece.answered.get("Cache-Control"));
    }

    @Test
    void two_stations_cannot_have_one_word_and_no_token_is_asked_of_those_without_session() {
        assertThrows(IllegalArgumentException.class, () ->
                new Routes(List.of(Route.inside("mail", Route.Answer.PAGE), Route.outside("mail", Route.Answer.PAGE))));
        assertThrows(IllegalArgumentException.class, () -> new Route("dav", new Asks.Basic("x"), true, Route.Answer.STREAM));
        assertThrows(IllegalArgumentException.class, () -> Route.inside("a/b", Route.Answer.PAGE));
    }

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Knows neema's password. */
    private static final class OnePassword implements Logins {

        @Override
        public Result verify(String user, byte[] password, String remote, String service) {
            String text = new String(password, StandardCharsets.UTF_8);
            return user.equals("slow") ? new Result.Throttled(40) : user.equals("neema") && text.equals("siri:ya mimi é")
                    ? new Result.Granted(NEEMA.toString()) : new Result.Denied();
        }

        @Override
        public ScramVerifier scram(String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Result proven(String user, boolean correct, String remote, String service) {
            throw new UnsupportedOperationException();
        }
    }
}
