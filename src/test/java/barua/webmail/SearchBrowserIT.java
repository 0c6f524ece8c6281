package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searching from the box to the letter, in Chromium, against the whole server. */
class SearchBrowserIT {

    private static final Demo.Person JUMA = Demo.people().get(2);
    private static final Demo.Person ZAWADI = Demo.people().get(5);

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static Seat seat(Demo.Person person, boolean script) {
        return new Seat(chromium.browser(), RunningServer.get().web(), 1366, 768, script).signIn(person.address().local(), person.password());
    }

    private static List<String> subjects(Page page) {
        return page.locator(".results .subject").allTextContents().stream().map(String::strip).toList();
    }

    /** Asks until it is there, as a person would who waits for a letter. */
    private static void await(Seat seat, String query, List<String> subjects) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        do {
            seat.go("/search?q=" + query);
        } while (!subjects(seat.page).equals(subjects) && System.nanoTime() < until);
        assertEquals(subjects, subjects(seat.page));
    }

    @Test
    void a_letter_that_came_is_found_by_its_words_while_they_are_typed_and_opened_by_keys_alone() {
        try (Seat seat = seat(JUMA, true)) {
            RunningServer.get().deliver("rafiki@mbali.example", JUMA, "Kongamano la zumaridi");
            await(seat, "zumaridi", List.of("Kongamano la zumaridi"));
            Page page = seat.go("/mail/inbox").page;
            page.waitForSelector("html.scripted .row");
            page.keyboard().press("/");
            page.keyboard().type("zumar");
            page.waitForCondition(() -> page.locator(".find-list mark").allTextContents().equals(List.of("zumar")));   // the last letter's answer
            assertEquals("find-list", page.getAttribute("#find", "aria-controls"));
            assertEquals("listbox", page.getAttribute("#find-list", "role"));
            page.keyboard().press("ArrowDown");
            assertEquals("find-list-0", page.getAttribute("#find", "aria-activedescendant"));
            assertEquals(List.of("true", "false"), page.locator("#find-list [role=option]").all().stream()
                    .map(option -> option.getAttribute("aria-selected")).toList());
            assertEquals("find", page.evaluate("document.activeElement.id"), "the focus stays in the box");
            page.keyboard().press("ArrowUp");
            assertEquals(null, page.getAttribute("#find", "aria-activedescendant"));
            page.keyboard().press("Escape");
            assertEquals(0, page.locator(".find-list").count());
            assertEquals("zumar", page.inputValue("#find"));
            page.keyboard().type("i");
            page.waitForCondition(() -> page.locator(".find-list mark").allTextContents().equals(List.of("zumari")));
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/mail/inbox/*");
            assertTrue(page.textContent("#subject").contains("zumaridi"));
            assertEquals(List.of(), seat.complaints);
        }
    }

    @Test
    void results_change_while_one_types_and_are_narrowed_by_a_click_and_chips_go() {
        try (Seat seat = seat(JUMA, true)) {
            RunningServer.get().deliver("amina@mbali.example", JUMA, "Yakuti ya kwanza");
            RunningServer.get().deliver("bahati@mbali.example", JUMA, "Yakuti ya pili");
            await(seat, "yakuti", List.of("Yakuti ya pili", "Yakuti ya kwanza"));
            Page page = seat.page;
            page.locator("#find").press("End");
            page.keyboard().type(" kwanza");
            page.waitForCondition(() -> subjects(page).equals(List.of("Yakuti ya kwanza")));
            assertTrue(page.url().endsWith("/search?q=yakuti%20kwanza"), page.url());
            page.locator(".chips .chip", new Page.LocatorOptions().setHasText("kwanza")).click();
            page.waitForCondition(() -> subjects(page).size() == 2);
            page.locator(".narrower", new Page.LocatorOptions().setHasText("amina@mbali.example")).click();
            page.waitForCondition(() -> subjects(page).equals(List.of("Yakuti ya kwanza")));
            assertEquals("1 result", page.textContent("#search-status").strip());
            assertEquals("searchbox", page.getByRole(AriaRole.SEARCHBOX).getAttribute("role"));
        }
    }

    @Test
    void it_works_without_script_and_finds_nothing_of_others() {
        try (Seat seat = seat(ZAWADI, false)) {
            RunningServer.get().deliver("rafiki@mbali.example", JUMA, "Almasi ya Juma");
            RunningServer.get().deliver("rafiki@mbali.example", ZAWADI, "Almasi ya Zawadi");
            await(seat, "almasi", List.of("Almasi ya Zawadi"));
            seat.page.fill("#find", "almasi -zawadi");
            seat.page.keyboard().press("Enter");
            seat.page.waitForURL("**/search?q=almasi+-zawadi");
            assertEquals(List.of(), subjects(seat.page));
            assertEquals("Matokeo 0", seat.page.textContent("#search-status").strip(), "in her language");
        }
    }

    private static List<String> texts(Page page, String selector) {
        return page.locator(selector).allTextContents().stream().map(String::strip).toList();
    }

    @Test
    void a_search_is_saved_under_a_name_stands_beside_the_mail_and_is_renamed_and_deleted() {
        for (boolean script : new boolean[] {true, false}) {
            try (Seat seat = seat(ZAWADI, script)) {
                Page page = seat.go("/search?q=from%3Ahamisi+%22a%26b%22").page;
                page.click(".save-search summary");
                page.fill(".save-search [name=name]", "<b>Za Hamisi</b>");
                page.keyboard().press("Enter");
                page.waitForSelector("#searches");
                seat.go("/mail/inbox");
                assertEquals(List.of("<b>Za Hamisi</b>"), texts(page, "#searches .own-folder > a"));
                page.click("#searches .own-folder > a");
                page.waitForURL("**/search?q=from%3Ahamisi+%22a%26b%22");
                assertEquals("page", page.getAttribute("#searches .own-folder > a", "aria-current"));
                page.hover("#searches .own-folder");
                page.click("#searches .folder-menu summary");
                page.fill("#searches [name=name]", "Bajeti");
                page.click("#searches [value=rename]");
                page.waitForSelector("#searches bdi:text-is('Bajeti')");
                page.hover("#searches .own-folder");
                page.click("#searches .folder-menu summary");
                if (!script) {
                    page.check("#searches [name=sure]");
                }
                page.click("#searches [value=remove]");
                if (script) {
                    page.click("#sure-yes");
                }
                page.waitForCondition(() -> page.locator("#searches").count() == 0);
                assertEquals(List.of(), seat.complaints);
            }
        }
    }

    @Test
    void what_was_looked_for_is_offered_again_in_this_browser_until_somebody_signs_out() {
        try (Seat seat = seat(ZAWADI, true)) {
            Page page = seat.go("/mail/inbox").page;
            page.waitForSelector("html.scripted .row");
            page.fill("#find", "nambari ya siri");
            page.keyboard().press("Enter");
            page.waitForURL("**/search?q=nambari+ya+siri");
            seat.go("/mail/inbox");
            page.waitForSelector("html.scripted .row");
            page.keyboard().press("/");
            page.waitForSelector("[role=listbox] [role=option]");
            assertEquals(List.of("nambari ya siri"), texts(page, ".found-recent bdi"));
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/search?q=nambari%20ya%20siri");
            assertEquals(1, page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('barua-searches-')).length"));
            page.click(".account-menu summary");
            page.click("[action='/logout'] button");
            page.waitForURL("**/login?out");
            assertEquals(0, page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('barua-searches-')).length"));
            assertEquals(List.of(), seat.complaints);
        }
    }

    @Test
    void results_of_several_folders_are_selected_by_keys_moved_at_once_and_brought_back() {
        try (Seat seat = seat(JUMA, true)) {
            RunningServer.get().deliver("amina@mbali.example", JUMA, "Feruzi ya kwanza");
            RunningServer.get().deliver("amina@mbali.example", JUMA, "Feruzi ya pili");
            await(seat, "feruzi", List.of("Feruzi ya pili", "Feruzi ya kwanza"));
            Page page = seat.page;
            page.waitForSelector("#bulk-head", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
            page.keyboard().press("j");
            page.keyboard().press("e");
            page.waitForSelector("#toast button");
            await(seat, "feruzi", List.of("Feruzi ya pili", "Feruzi ya kwanza"));
            page.waitForSelector("#bulk-head", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
            assertEquals(List.of("Archive", "Inbox"), texts(page, ".results .badge"));
            page.click("#all");
            assertEquals("2 results selected", page.textContent("#bulk-count").strip());
            page.keyboard().press("#");
            page.waitForCondition(() -> subjects(page).isEmpty());
            page.waitForSelector("#toast button");
            page.keyboard().press("z");
            page.waitForCondition(() -> texts(page, ".results .badge").equals(List.of("Archive", "Inbox")));
            assertEquals(List.of(), seat.complaints);
        }
    }

    @Test
    void a_result_opens_where_the_word_stands_and_the_way_back_leads_to_the_results() {
        for (boolean script : new boolean[] {true, false}) {
            try (Seat seat = seat(JUMA, script)) {
                String text = "neno\r\n".repeat(200) + "> moja\r\n> mbili\r\n> Kahawia iko hapa\r\n> nne\r\n";
                RunningServer.get().append(JUMA, "INBOX", List.of(("From: a@mbali.example\r\nSubject: Ndefu " + script + "\r\n\r\n" + text)
                        .getBytes(StandardCharsets.UTF_8)));
                await(seat, "kahawia+" + script, List.of("Ndefu " + script));
                Page page = seat.page;
                page.click(".results .subject");
                page.waitForSelector("#found");
                page.waitForCondition(() -> page.locator("#found").isVisible());
                assertEquals("Kahawia", page.textContent("#found"));
                page.waitForCondition(() -> (boolean) page.locator("#found")
                        .evaluate("mark => mark.getBoundingClientRect().top > 0 && mark.getBoundingClientRect().bottom < innerHeight"));
                page.click("[data-results]");
                page.waitForURL("**/search?q=kahawia+" + script);
                assertEquals(List.of(), seat.complaints);
            }
        }
    }

    @Test
    void who_deletes_a_letter_that_was_found_is_back_at_the_results_and_can_take_it_back_there() {
        for (boolean script : new boolean[] {true, false}) {
            try (Seat seat = seat(JUMA, script)) {
                String word = "lulu" + script;
                RunningServer.get().deliver("amina@mbali.example", JUMA, "Ya kwanza " + word);
                RunningServer.get().deliver("amina@mbali.example", JUMA, "Ya pili " + word);
                await(seat, word, List.of("Ya pili " + word, "Ya kwanza " + word));
                Page page = seat.page;
                page.click(".results .subject");
                page.waitForURL("**/mail/inbox/*");
                page.waitForSelector("[data-results]");
                if (script) {
                    page.waitForSelector("html.scripted");
                    page.keyboard().press("#");
                } else {
                    page.click("#pane-read [value=delete]");
                }
                page.waitForURL("**/search?q=" + word);
                page.waitForCondition(() -> subjects(page).equals(List.of("Ya kwanza " + word)));
                if (script) {
                    page.click("#toast button");
                    page.waitForCondition(() -> subjects(page).equals(List.of("Ya pili " + word, "Ya kwanza " + word)));
                    page.keyboard().press("j");
                    page.keyboard().press("#");
                    page.waitForCondition(() -> page.textContent("#search-count").equals("1 result"));
                }
                assertEquals(List.of(), seat.complaints);
            }
        }
    }

    @Test
    void kinds_of_files_narrow_the_results_in_the_words_of_the_page_and_fold_on_a_telephone() {
        try (Seat seat = seat(ZAWADI, true)) {
            RunningServer.get().append(ZAWADI, "INBOX", List.of(("From: a@mbali.example\r\nSubject: Yaspi\r\nMIME-Version: 1.0\r\n"
                    + "Content-Type: application/octet-stream; name=\"Orodha.xlsx\"\r\n\r\nx\r\n").getBytes(StandardCharsets.UTF_8)));
            RunningServer.get().deliver("amina@mbali.example", ZAWADI, "Yaspi pia");
            await(seat, "yaspi", List.of("Yaspi pia", "Yaspi"));
            Page page = seat.page;
            assertEquals("Jedwali 1", page.locator(".narrower", new Page.LocatorOptions().setHasText("Jedwali")).innerText().replaceAll("\\s+", " ").strip());
            page.locator(".narrower", new Page.LocatorOptions().setHasText("Jedwali")).click();
            page.waitForURL("**/search?q=yaspi+aina%3Ajedwali");
            page.waitForCondition(() -> subjects(page).equals(List.of("Yaspi")));
            assertEquals(List.of("yaspi", "aina: Jedwali"), texts(page, ".chips .chip bdi"));
            page.setViewportSize(375, 812);
            assertTrue(page.locator(".narrowers").isHidden());
            page.click("[for=narrow]");
            assertTrue(page.locator(".narrowers").isVisible());
            assertEquals(List.of(), seat.complaints);
        }
    }

    @Test
    void a_hit_in_a_file_opens_its_preview_at_the_first_mark_and_escape_leads_to_the_letter() {
        for (boolean script : new boolean[] {true, false}) {
            try (Seat seat = seat(JUMA, script)) {
                RunningServer.get().append(JUMA, "INBOX", List.of(("From: a@mbali.example\r\nSubject: Faili " + script + "\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nTazama\r\n--x\r\nContent-Type: text/plain; name=mali.txt\r\n"
                        + "Content-Disposition: attachment; filename=mali.txt\r\n\r\n" + "neno\r\n".repeat(200) + "Samawati " + script
                        + " <b>iko</b> hapa\r\n--x--\r\n").getBytes(StandardCharsets.UTF_8)));
                await(seat, "samawati+" + script, List.of("Faili " + script));
                Page page = seat.page;
                page.click(".results a.chip");
                page.waitForURL("**/preview/inbox/*/2?q=samawati+" + script + "#found");
                assertEquals("mali.txt", page.textContent("h1").strip());
                assertEquals(List.of("Samawati", String.valueOf(script)), texts(page, ".leaf mark"));
                page.waitForCondition(() -> (boolean) page.locator("#found")
                        .evaluate("mark => mark.getBoundingClientRect().top > 0 && mark.getBoundingClientRect().bottom < innerHeight"));
                if (script) {
                    page.waitForSelector("html.scripted");
                    page.keyboard().press("Escape");
                } else {
                    page.click("[data-escape]");
                }
                page.waitForURL("**/mail/inbox/*?m=*&q=samawati+" + script + "#found");
                page.click(".file-preview");
                page.waitForSelector(".leaf");
                assertEquals(List.of(), seat.complaints);
            }
        }
    }

    @Test
    void a_page_with_one_result_is_small() {
        try (Seat seat = seat(JUMA, true)) {
            RunningServer.get().deliver("amina@mbali.example", JUMA, "Zabarijadi ya kwanza");
            await(seat, "zabarijadi", List.of("Zabarijadi ya kwanza"));
            seat.responses.clear();
            seat.go("/search?q=zabarijadi");
            long bytes = seat.responses.stream().filter(response -> response.url().contains("/search?")).mapToLong(response ->
                    Long.parseLong(response.headers().getOrDefault("content-length", "99999"))).sum();
            assertTrue(bytes > 500 && bytes <= 4_096, bytes + " bytes");
        }
    }
}
