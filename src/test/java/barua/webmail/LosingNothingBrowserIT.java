package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in the browser reaches whom it is meant for, whole, whatever happens to the tab, the session or the window beside it. */
class LosingNothingBrowserIT {

    private static final Demo.Person NEEMA = Demo.people().get(0);
    private static final Demo.Person BARAKA = Demo.people().get(1);
    private static final Demo.Person JUMA = Demo.people().get(2);

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static Seat seat(Demo.Person person, int width, int height) {
        return new Seat(chromium.browser(), RunningServer.get().web(), width, height, true).signIn(person.address().local(), person.password());
    }

    private static Seat seat(Demo.Person person) {
        return seat(person, 1366, 768);
    }

    @Test
    void who_types_an_address_gets_that_address_and_not_a_colleague_whose_name_began_alike() {
        try (Seat juma = seat(JUMA)) {
            Page page = compose(juma);
            page.keyboard().type("gr");
            page.waitForSelector("#w-to-list [role=option]");
            page.keyboard().type("eg@outside.example", new Keyboard.TypeOptions().setDelay(25));
            page.keyboard().press("Enter");
            assertEquals(List.of("greg@outside.example"), page.locator(".composer [data-people=to] .chip").all().stream()
                    .map(chip -> chip.getAttribute("title")).toList());
            discard(juma);
        }
    }

    @Test
    void a_file_arrives_byte_for_byte_after_its_draft_was_closed_and_opened_again() {
        byte[] bytes = everyMixOfLineEnds();
        String subject = "Picha " + UUID.randomUUID();
        try (Seat juma = seat(JUMA); Seat baraka = seat(BARAKA)) {
            Page page = compose(juma);
            page.keyboard().type(BARAKA.address() + ",");
            page.fill("#w-subject", subject);
            page.setInputFiles("#w-pick", new FilePayload("picha.png", "image/png", bytes));
            page.waitForFunction("() => { const f = document.querySelector('#w-files .file'); return f && !f.querySelector('progress'); }");
            page.keyboard().press("Escape");
            page.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            juma.go("/mail/drafts");
            row(page, subject).click();
            page.waitForSelector("#w-files .file");
            page.click("[value=send]");
            page.waitForSelector("#toast button");
            row(baraka.page, subject).click();
            String href = baraka.page.locator("#pane-read a.file").first().getAttribute("href");
            assertArrayEquals(bytes, baraka.page.context().request().get(RunningServer.get().web().resolve(href).toString()).body());
        }
    }

    @Test
    void a_tab_that_dies_in_the_midst_of_typing_takes_nothing_with_it() {
        String subject = "Kichupo " + UUID.randomUUID();
        try (Seat juma = seat(JUMA)) {
            juma.go("/compose");
            juma.page.waitForSelector("#w-to-in");
            juma.page.fill("#w-subject", subject);
            juma.page.click("#w-html");
            StringBuilder typed = new StringBuilder();
            List<Integer> saved = new ArrayList<>();
            juma.page.onRequestFinished(request -> {
                if (request.method().equals("POST") && request.url().endsWith("/compose")) {
                    saved.add(typed.length());
                }
            });
            while (typed.length() < 100) {
                juma.page.keyboard().type("neno ", new Keyboard.TypeOptions().setDelay(80));
                typed.append("neno ");
            }
            assertTrue(!saved.isEmpty() && saved.getFirst() < 100, "it is saved while one types, not only after a rest: " + saved);
            juma.page.close();
            Page again = juma.another();
            again.navigate(RunningServer.get().web().resolve("/mail/drafts").toString());
            row(again, subject).click();
            again.waitForSelector("#w-html");
            // all but the last second
            again.waitForFunction("text => document.querySelector('#w-html').textContent.replace(/\\u00a0/g, ' ').includes(text)", "neno ".repeat(17).strip());
            assertEquals(subject, again.inputValue("#w-subject"));
            again.click("[value=discard]");
            again.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void who_is_signed_out_while_writing_signs_in_beside_it_and_the_letter_goes() {
        String subject = "Kipindi " + UUID.randomUUID();
        try (Seat juma = seat(JUMA)) {
            Page page = compose(juma);
            page.keyboard().type(BARAKA.address() + ",");
            page.fill("#w-subject", subject);
            page.context().clearCookies();
            page.click("[value=send]");
            page.waitForSelector("#toast button");
            Page beside = juma.another();
            beside.navigate(RunningServer.get().web().resolve("/login").toString());
            beside.fill("[name=user]", JUMA.address().local());
            beside.fill("[name=password]", JUMA.password());
            beside.click("button.big");
            beside.waitForURL("**/mail/inbox");
            page.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            beside.navigate(RunningServer.get().web().resolve("/mail/sent").toString());
            row(beside, subject).waitFor();
        }
    }

    @Test
    void a_letter_that_is_being_written_goes_on_after_a_restart_of_the_server() {
        String subject = "Kuwasha upya " + UUID.randomUUID();
        try (Seat juma = seat(JUMA)) {
            Page page = compose(juma);
            page.keyboard().type(BARAKA.address() + ",");
            page.fill("#w-subject", subject);
            page.click("#w-html");
            page.keyboard().type("Kabla. ");
            RunningServer.get().restart();
            page.keyboard().type("Baada.");
            page.click("[value=send]");
            page.waitForSelector("#toast button", new Page.WaitForSelectorOptions().setTimeout(90_000));
            page.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            assertTrue(page.url().contains("/mail/inbox"), "still signed in");
            Page beside = juma.another();
            beside.navigate(RunningServer.get().web().resolve("/mail/sent").toString());
            row(beside, subject).click();
            beside.waitForFunction("() => (document.querySelector('.letter-body') || {textContent: ''}).textContent.includes('Baada.')");
            assertTrue(beside.textContent(".letter .letter-body").contains("Kabla."), "what was typed before is in it");
        }
    }

    @Test
    void one_draft_in_two_windows_stays_one_and_both_are_told() {
        String subject = "Madirisha " + UUID.randomUUID();
        try (Seat juma = seat(JUMA)) {
            juma.go("/compose");
            juma.page.waitForSelector("#w-to-in");
            juma.page.fill("#w-subject", subject);
            juma.page.waitForURL("**/compose/*");
            Page second = juma.another();
            second.navigate(juma.page.url());
            second.waitForSelector("#write-notice:not([hidden])");
            juma.page.waitForSelector("#write-notice:not([hidden])");
            second.click("#w-html");
            second.keyboard().type("Kutoka dirisha la pili.");
            juma.page.waitForFunction("() => document.querySelector('#w-html').textContent.includes('dirisha la pili')");
            second.click("[value=discard]");
            second.waitForURL("**/mail/inbox");
            second.navigate(RunningServer.get().web().resolve("/mail/drafts").toString());
            second.waitForSelector("html.scripted");
            assertEquals(0, second.locator(".row", new Page.LocatorOptions().setHasText(subject)).count());
        }
    }

    @ParameterizedTest
    @CsvSource({"1366, 768", "1366, 600", "683, 384", "375, 812"})
    void send_stays_in_sight_with_twenty_files(int width, int height) {
        try (Seat juma = seat(JUMA, width, height)) {
            juma.go("/compose");
            juma.page.waitForSelector("#w-to-in");
            juma.page.setInputFiles("#w-pick", IntStream.range(0, 20)
                    .mapToObj(i -> new FilePayload("faili-" + i + ".txt", "text/plain", ("a" + i).getBytes(StandardCharsets.UTF_8)))
                    .toArray(FilePayload[]::new));
            juma.page.waitForFunction("() => document.querySelectorAll('#w-files .file').length === 20 && !document.querySelector('#w-files progress')");
            BoundingBox send = juma.page.locator("[value=send]").boundingBox();
            assertTrue(send.y + send.height <= height && send.y > 0, "Send ends at " + (send.y + send.height) + " of " + height);
            juma.page.locator("[value=send]").click(new Locator.ClickOptions().setTrial(true));
            juma.page.click("[value=discard]");
            juma.page.waitForURL("**/mail/inbox");
        }
    }

    @Test
    void a_letter_of_three_million_letters_is_saved() {
        try (Seat juma = seat(JUMA)) {
            juma.go("/mail/inbox");
            assertEquals("200 200", juma.page.evaluate("""
                    async () => {
                        const post = (fields) => fetch('/compose', {method: 'POST', headers: {'X-Csrf': document.documentElement.dataset.csrf},
                            body: new URLSearchParams({key: 'ndefusana0123456789', subject: 'Ndefu', text: 'maneno. '.repeat(375000), ...fields})});
                        const saved = await post({verb: 'save'});
                        const {draft} = await saved.json();
                        return saved.status + ' ' + (await post({verb: 'discard', draft})).status;
                    }"""));
        }
    }

    @Test
    void a_letter_without_subject_and_one_without_its_file_are_asked_about() {
        try (Seat juma = seat(JUMA)) {
            Page page = compose(juma);
            page.keyboard().type(BARAKA.address() + ",");
            page.click("#w-html");
            page.keyboard().type("See the attached list.");
            page.click("[value=send]");
            page.waitForSelector("#sure[open]");
            page.click("#sure [data-close]");
            page.waitForFunction("() => document.activeElement.id === 'w-subject'");
            page.keyboard().type("Orodha");
            page.click("[value=send]");
            page.waitForSelector("#sure[open]");
            page.click("#sure [data-close]");
            assertTrue(page.isVisible(".composer"), "it has not gone");
            discard(juma);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sw"})
    void the_bar_over_a_selection_and_the_counts_stay_inside_their_pane(String language) {
        try (Seat juma = seat(JUMA)) {
            juma.go("/language?to=" + language + "&back=%2Fmail%2Finbox");
            Page page = juma.page;
            page.waitForSelector("html.scripted .row");
            assertEquals(true, page.evaluate("() => { const u = document.querySelector('#unread'), s = document.querySelector('#list-head "
                    + ".segments').getBoundingClientRect();"
                    + " return s.right <= document.querySelector('#pane-list').getBoundingClientRect().right && u.getBoundingClientRect().right <= s.left; }"));
            page.locator(".row").first().focus();
            page.keyboard().press("x");
            assertEquals(true, page.evaluate("() => { const edge = document.querySelector('#pane-list').getBoundingClientRect().right;"
                    + " return [...document.querySelectorAll('#bulk-bar > *')].every(e => e.getBoundingClientRect().right <= edge); }"));
            page.click(".more-menu > summary");
            page.waitForSelector(".more-menu [value=unread]");
            juma.go("/language?to=en&back=%2Fmail%2Finbox");
        }
    }

    @Test
    void an_act_is_one_request() {
        try (Seat juma = seat(JUMA)) {
            Page page = juma.page;
            page.waitForSelector("html.scripted .row");
            listening(juma);
            page.locator(".row").first().focus();
            List<String> asked = new ArrayList<>();
            page.onRequest((Request request) -> asked.add(request.method() + " " + request.url().replaceFirst("https://[^/]*", "")));
            for (String key : List.of("s", "s", "s", "s")) {
                page.waitForResponse(response -> response.url().endsWith("/commands"), () -> page.keyboard().press(key));
            }
            page.waitForResponse(response -> response.url().endsWith("/commands"), () -> page.keyboard().press("e"));
            page.waitForResponse(response -> response.url().endsWith("/commands"), () -> page.keyboard().press("s"));
            page.waitForResponse(response -> response.url().endsWith("/commands"), () -> page.keyboard().press("s"));
            assertEquals(List.of("POST /commands"), asked.stream().distinct().toList());
            assertEquals(7, asked.size());
            assertEquals(List.of(), juma.complaints);
        }
    }

    @Test
    void what_is_taken_away_elsewhere_is_said_to_be_gone_and_a_folder_made_elsewhere_appears() {
        String folder = "Mpya " + UUID.randomUUID().toString().substring(0, 8);
        try (Seat juma = seat(JUMA); Seat other = seat(JUMA)) {
            juma.page.waitForSelector("html.scripted .row");
            listening(juma);
            juma.page.locator(".row .row-subject").nth(1).click();
            juma.page.waitForSelector("#subject");
            String subject = juma.page.textContent("#subject").strip();
            other.page.waitForSelector("html.scripted .row");
            other.page.locator(".row").nth(1).focus();
            other.page.keyboard().press("#");
            juma.page.waitForFunction("s => !document.querySelector('#subject') && ![...document.querySelectorAll('.row-subject')].some(e => "
                    + "e.textContent.trim() === s)", subject);
            other.page.click(".new-folder > summary");
            other.page.fill(".new-folder [name=name]", folder);
            other.page.click(".new-folder button");
            juma.page.locator("#folders a", new Page.LocatorOptions().setHasText(folder)).waitFor();
        }
    }

    @Test
    void deleting_in_the_trash_asks_first() {
        try (Seat juma = seat(JUMA)) {
            juma.page.waitForSelector("html.scripted .row");
            juma.page.locator(".row").last().focus();
            juma.page.waitForResponse(response -> response.url().endsWith("/commands"), () -> juma.page.keyboard().press("#"));
            juma.go("/mail/trash");
            juma.page.waitForSelector("html.scripted .row");
            int before = juma.page.locator(".row").count();
            juma.page.locator(".row").first().focus();
            juma.page.keyboard().press("#");
            juma.page.waitForSelector("#sure[open]");
            juma.page.click("#sure [data-close]");
            juma.page.waitForFunction("() => !document.querySelector('#sure').open");
            assertEquals(before, juma.page.locator(".row").count());
            juma.page.locator(".row").first().focus();
            juma.page.keyboard().press("#");
            juma.page.waitForSelector("#sure[open]");
            juma.page.waitForResponse(response -> response.url().endsWith("/commands"), () -> juma.page.click("#sure-yes"));
            assertEquals(before - 1, juma.page.locator(".row").count());
        }
    }

    /** All values of a byte, and every neighbourhood of CR and LF, across the border of an upload's parts. */
    private static byte[] everyMixOfLineEnds() {
        byte[] bytes = new byte[1_100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 7 == 0 ? '\n' : i % 11 == 0 ? '\r' : i % 13 == 0 ? '\n' : i);
        }
        return bytes;
    }

    private static Page compose(Seat seat) {
        seat.page.waitForSelector("html.scripted .row");
        seat.page.keyboard().press("c");
        seat.page.waitForSelector("#w-to-in");
        return seat.page;
    }

    private static void listening(Seat seat) {
        seat.awaitLive();
    }

    private static void discard(Seat seat) {
        seat.page.click("[value=discard]");
        seat.page.waitForSelector(".composer", new Page.WaitForSelectorOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    }

    private static Locator row(Page page, String subject) {
        return page.locator(".row .row-subject", new Page.LocatorOptions().setHasText(subject)).first();
    }
}
