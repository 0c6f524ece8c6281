package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import barua.web.Cookies;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The webmail in the system's Chromium, against the whole server. Each test uses mail of its own and no page may complain in its console. */
class WebmailBrowserIT {

    private static final Demo.Person NEEMA = Demo.people().get(0);
    private static final Demo.Person BARAKA = Demo.people().get(1);
    /** HTML, style, icons and scripts from nothing to a list of messages, compressed. */
    private static final long FIRST_VIEW = 32_000;
    /** A page whose style and scripts are kept already; a letter that was read before; one command. With their headers. */
    private static final long LATER_VISIT = 6_000;
    private static final long OPENING = 2_048;
    private static final long ACT = 1_000;

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static Seat seat() {
        return new Seat(chromium.browser(), RunningServer.get().web(), 1366, 768, true);
    }

    private static Seat neema() {
        return seat().signIn(NEEMA.address().local(), NEEMA.password());
    }

    private static Seat baraka() {
        return seat().signIn(BARAKA.address().local(), BARAKA.password());
    }

    @Test
    void a_wrong_password_is_said_in_the_language_that_was_chosen_before_signing_in() {
        try (Seat seat = seat().go("/login")) {
            seat.page.click("a[lang=sw]");
            assertEquals("sw", seat.page.getAttribute("html", "lang"));
            seat.page.fill("[name=user]", NEEMA.address().local());
            seat.page.fill("[name=password]", "si-sahihi");
            seat.page.click("button.big");
            assertTrue(seat.page.textContent("[role=alert]").contains("Nenosiri halilingani"));
            assertEquals(NEEMA.address().local(), seat.page.inputValue("[name=user]"), "the name stays in its field");
        }
    }

    @Test
    void the_session_cookie_is_out_of_reach_and_ends_with_signing_out() {
        try (Seat seat = neema()) {
            var cookie = seat.page.context().cookies().stream().filter(each -> each.name.equals(Cookies.SESSION)).findFirst().orElseThrow();
            assertTrue(cookie.httpOnly && cookie.secure && cookie.sameSite.name().equals("LAX"), "HttpOnly, Secure, SameSite=Lax");
            seat.page.click(".account-menu > summary");
            seat.page.click("form[action='/logout'] button");
            seat.page.waitForURL("**/login?out");
            seat.page.context().addCookies(List.of(cookie));
            seat.go("/mail/inbox");
            assertTrue(seat.page.url().contains("/login"), "an old token opens nothing");
        }
    }

    @Test
    void a_command_without_the_sessions_own_token_is_refused() {
        try (Seat seat = neema()) {
            Object status = seat.page.evaluate("() => fetch('/commands', {method: 'POST', body: '{\"commands\":[]}'}).then(r => r.status)");
            assertEquals(403, status);
            seat.complaints.clear();   // the browser notes the refusal itself
        }
    }

    @Test
    void the_first_mail_view_keeps_its_budget_and_nothing_breaks_the_policy() {
        try (Seat seat = neema()) {
            seat.page.waitForSelector("html.scripted .row");
            Map<String, Long> fetched = new HashMap<>();   // what a second page needs again comes from the browser's own store
            for (Response response : seat.responses.stream().filter(one -> one.status() == 200 && !one.url().endsWith("/live")).toList()) {
                fetched.put(response.url(), Long.parseLong(response.headers().getOrDefault("content-length", "0")));
            }
            long sum = fetched.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(sum > 5_000 && sum <= FIRST_VIEW, "first view took " + sum + " bytes");
            long requests = seat.responses.stream().map(one -> one.request().method() + " " + one.url()).distinct().count();
            assertTrue(requests <= 12, requests + " requests");
            assertEquals(List.of(), seat.complaints);
        }
    }

    /** What comes over the line for each thing that a person does all day; what a browser keeps by its address is not asked for again. */
    @Test
    void a_later_visit_an_open_letter_and_an_act_keep_their_budgets() {
        try (Seat neema = neema()) {
            Page page = neema.page;
            page.waitForSelector("html.scripted .row");
            neema.awaitLive();
            neema.responses.clear();
            neema.go("/mail/inbox");
            page.waitForSelector("html.scripted .row");
            neema.awaitLive();
            assertAtMost(LATER_VISIT, 1, neema, "a later visit");
            page.locator(".row .row-subject").nth(1).click();
            page.waitForSelector("#subject");
            page.waitForSelector(".row.current:not(.unread)");
            page.keyboard().press("u");
            page.locator(".row .row-subject").nth(2).click();
            page.waitForSelector("#subject");
            page.waitForSelector(".row.current:not(.unread)");
            page.keyboard().press("u");
            neema.responses.clear();
            page.locator(".row .row-subject").nth(1).click();
            page.waitForSelector("#subject");
            neema.responses.removeIf(response -> response.url().endsWith("/commands"));   // the letter before may be told as read this late
            assertAtMost(OPENING, 1, neema, "opening a read letter");
            neema.responses.clear();
            page.waitForResponse(response -> response.url().endsWith("/commands"), () -> page.keyboard().press("e"));
            assertAtMost(ACT, 1, neema, "archiving");
            page.waitForSelector("#toast button");
            neema.responses.clear();
            page.waitForResponse(response -> response.url().contains("/commands"), () -> page.keyboard().press("z"));
            page.waitForTimeout(500);
            assertAtMost(LATER_VISIT, 1, neema, "undo, with the list");
            assertEquals(List.of(), neema.complaints);
        }
    }

    private static void assertAtMost(long bytes, int requests, Seat seat, String what) {
        List<Response> asked = seat.responses.stream().filter(response -> !response.url().endsWith("/live") && !response.url().contains("/a/")).toList();
        assertEquals(requests, asked.size(), what + " asked for " + asked.stream().map(Response::url).toList());
        long sum = asked.stream().map(response -> response.request().sizes()).mapToLong(sizes -> sizes.responseHeadersSize + sizes.responseBodySize).sum();
        assertTrue(sum > 100 && sum <= bytes, what + " took " + sum + " bytes");
    }

    @Test
    void a_letter_is_written_sent_and_arrives_in_the_other_persons_open_browser() {
        String subject = "Habari " + UUID.randomUUID();
        try (Seat baraka = baraka(); Seat neema = neema()) {
            baraka.page.waitForSelector("html.scripted .row");
            write(neema, subject);
            long left = sendNow(neema);
            Locator row = baraka.page.locator(".row", new Page.LocatorOptions().setHasText(subject));
            row.first().waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            long waited = System.currentTimeMillis() - left;
            assertTrue(waited < hold() + 3_000, "it was to be seen " + waited + " ms after sending, of which " + hold() + " it was held");
            row.first().click();
            baraka.page.waitForSelector("#subject");
            assertEquals(subject, baraka.page.textContent("#subject").strip());
            assertTrue(baraka.page.textContent(".letter .letter-body").contains("Karibu chai."));
            assertTrue(baraka.page.textContent(".files").contains("Ratiba.txt"));
            assertEquals(List.of(), baraka.complaints);
            assertEquals(List.of(), neema.complaints);
        }
    }

    @Test
    void a_letter_that_is_called_back_is_a_draft_again_and_never_arrives() {
        String subject = "Usitume " + UUID.randomUUID();
        try (Seat neema = neema()) {
            write(neema, subject);
            sendNow(neema);
            neema.go("/mail/archive");   // it is offered there as well
            neema.page.click("#toast button");
            neema.page.waitForSelector(".composer #w-subject");
            assertEquals(subject, neema.page.inputValue("#w-subject"));
            assertTrue(neema.page.textContent(".composer .chip").contains("Baraka"));
            neema.go("/mail/sent");
            assertEquals(0, neema.page.locator(".row", new Page.LocatorOptions().setHasText(subject)).count());
            assertEquals(List.of(), neema.complaints);
        }
    }

    @Test
    void keys_alone_open_reply_archive_and_undo() {
        String subject = "Kibodi " + UUID.randomUUID();
        post(BARAKA, NEEMA, subject);
        try (Seat neema = neema()) {
            Page page = neema.page;
            page.locator(".row", new Page.LocatorOptions().setHasText(subject)).first().waitFor();
            page.locator(".row").first().focus();
            page.keyboard().press("j");
            page.keyboard().press("k");
            page.keyboard().press("Enter");
            page.waitForSelector("#subject");
            assertEquals(subject, page.textContent("#subject").strip());
            page.keyboard().press("r");
            page.waitForSelector(".composer");
            page.keyboard().type("Asante");
            assertTrue(page.textContent("#w-html").contains("Karibu"), "the original is quoted");
            page.keyboard().press("Escape");
            page.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            page.keyboard().press("e");
            page.waitForSelector("#toast");
            page.waitForFunction("s => ![...document.querySelectorAll('.row:not([hidden]) .row-subject')].some(e => e.textContent.includes(s))", subject);
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(request.method() + " " + URI.create(request.url()).getPath()));
            page.keyboard().press("z");
            page.locator(".row:not([hidden])", new Page.LocatorOptions().setHasText(subject)).first().waitFor();
            page.waitForTimeout(500);
            assertEquals(List.of("POST /commands"), asked.stream().filter(one -> !one.contains("live") && !one.contains("folders")).toList(),
                    "an act is one request");
            page.locator(".row:not([hidden])", new Page.LocatorOptions().setHasText(subject)).first().focus();
            page.keyboard().press("#");
            neema.go("/mail/sent");
            page.waitForResponse(response -> response.url().contains("/commands") && response.request().postData().contains("\"undo\""),
                    () -> page.keyboard().press("z"));
            neema.go("/mail/inbox");
            page.locator(".row:not([hidden])", new Page.LocatorOptions().setHasText(subject)).first().waitFor();
            assertEquals(List.of(), neema.complaints);
        }
    }

    @Test
    void designed_mail_is_shown_in_a_frame_that_runs_nothing() {
        try (Seat neema = neema()) {
            neema.go("/mail/inbox");
            boolean framed = false;
            for (int i = 0; i < Math.min(20, neema.page.locator(".row").count()) && !framed; i++) {
                String subject = neema.page.locator(".row .row-subject").nth(i).textContent().strip();
                neema.page.locator(".row .row-subject").nth(i).click();
                neema.page.waitForFunction("s => { const h = document.querySelector('#subject'); return h && h.textContent.trim() === s; }", subject);
                framed = neema.page.locator("#pane-read iframe").count() > 0;
            }
            assertTrue(framed, "the demonstration has designed mail");
            String sandbox = neema.page.getAttribute("#pane-read iframe", "sandbox");
            assertEquals("allow-same-origin allow-popups allow-popups-to-escape-sandbox", sandbox, "neither scripts nor forms nor a way out of the frame");
            neema.page.waitForFunction("() => { const f = document.querySelector('#pane-read iframe'), b = f.contentDocument && f.contentDocument.body; "
                    + "return b && b.firstChild && f.clientHeight === b.scrollHeight; }");   // neither cut nor gaping
            neema.page.evaluate("() => { const d = document.querySelector('#pane-read iframe').contentDocument, s = d.createElement('script'); "
                    + "s.textContent = 'document.title = \"ran\"'; d.body.append(s); }");
            assertEquals("", neema.page.evaluate("() => document.querySelector('#pane-read iframe').contentDocument.title"),
                    "a script in it does not run, even where it has its place");
            neema.complaints.clear();   // the browser notes that itself
        }
    }

    @Test
    void everything_works_without_script() {
        String subject = "Bila hati " + UUID.randomUUID();
        try (Seat neema = new Seat(chromium.browser(), RunningServer.get().web(), 1366, 768, false).signIn(NEEMA.address().local(), NEEMA.password())) {
            neema.go("/compose");
            neema.page.fill("[name=to]", BARAKA.address().toString());
            neema.page.fill("[name=subject]", subject);
            neema.page.fill("[name=text]", "Bila hati ya JavaScript.");
            neema.page.setInputFiles("[name=file]", new FilePayload("orodha.txt", "text/plain", "moja".getBytes(StandardCharsets.UTF_8)));
            neema.page.click("[value=send]");
            neema.page.waitForURL("**/mail/sent");
            neema.page.locator(".row a", new Page.LocatorOptions().setHasText(subject)).first().click();
            assertEquals(subject, neema.page.textContent("#subject").strip());
            assertTrue(neema.page.textContent(".files").contains("orodha.txt"));
            neema.page.click("#pane-read button[value=delete]");
            neema.page.waitForURL("**/mail/sent");
            assertEquals(0, neema.page.locator(".row", new Page.LocatorOptions().setHasText(subject)).count());
        }
    }

    @Test
    void a_phone_shows_one_pane_at_a_time_and_nothing_beside_the_edge() {
        try (Seat phone = new Seat(chromium.browser(), RunningServer.get().web(), 375, 812, true).signIn(NEEMA.address().local(), NEEMA.password())) {
            assertEquals(375, phone.page.evaluate("() => document.documentElement.scrollWidth"));
            phone.page.locator(".row .row-subject").first().click();
            phone.page.waitForSelector("#subject");
            assertTrue(phone.page.isVisible("#pane-read") && !phone.page.isVisible("#pane-list"));
            phone.page.click("[data-back]");
            assertTrue(phone.page.isVisible("#pane-list"));
            phone.go("/compose");
            assertEquals(375, phone.page.evaluate("() => document.documentElement.scrollWidth"));
            phone.go("/settings");
            assertEquals(375, phone.page.evaluate("() => document.documentElement.scrollWidth"));
            assertEquals(List.of(), phone.complaints);
        }
    }

    /** Fills the form as a person does: a name that is suggested, a subject, some words, a file. */
    private static void write(Seat seat, String subject) {
        Page page = seat.page;
        page.waitForSelector("html.scripted .row");
        page.keyboard().press("c");
        page.waitForSelector("#w-to-in");
        page.keyboard().type("baraka");
        page.waitForSelector("#w-to-list [role=option]");
        page.keyboard().press("Enter");
        page.fill("#w-subject", subject);
        page.click("#w-html");
        page.keyboard().type("Karibu chai.");
        page.setInputFiles("#w-pick", new FilePayload("Ratiba.txt", "text/plain", "saa nne".getBytes(StandardCharsets.UTF_8)));
        page.waitForFunction("() => { const f = document.querySelector('#w-files .file'); return f && !f.querySelector('progress'); }");
    }

    private static long sendNow(Seat seat) {
        seat.page.keyboard().press("Control+Enter");
        seat.page.waitForSelector("#toast button");
        return System.currentTimeMillis();
    }

    private static long hold() {
        return 10_000;
    }

    /** Sends a letter by the form, without waiting for anything but its acceptance, and until it has arrived. */
    private static void post(Demo.Person from, Demo.Person to, String subject) {
        try (Seat sender = new Seat(chromium.browser(), RunningServer.get().web(), 1366, 768, false).signIn(from.address().local(), from.password());
             Seat receiver = seat().signIn(to.address().local(), to.password())) {
            receiver.page.waitForSelector("html.scripted .row");
            sender.go("/compose");
            sender.page.fill("[name=to]", to.address().toString());
            sender.page.fill("[name=subject]", subject);
            sender.page.fill("[name=text]", "Karibu");
            sender.page.click("[value=send]");
            receiver.page.locator(".row", new Page.LocatorOptions().setHasText(subject)).first().waitFor(new Locator.WaitForOptions().setTimeout(30_000));
        }
    }
}
