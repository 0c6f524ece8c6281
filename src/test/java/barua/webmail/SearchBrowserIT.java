package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/mail/inbox/*");
            assertTrue(page.textContent("#subject").contains("zumaridi"));
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
}
