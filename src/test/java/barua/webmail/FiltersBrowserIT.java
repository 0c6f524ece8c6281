package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Filters and the vacation reply from the page to the letter that comes: in Chromium, against the whole server, with people of their own. */
class FiltersBrowserIT {

    private static final Demo.Person HAMISI = Demo.people().get(4);
    private static final Demo.Person ZAWADI = Demo.people().get(5);
    private static final Demo.Person GRACE = Demo.people().get(3);

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

    private static void rule(Seat seat, String name, String word, String folder) {
        seat.go("/filters/new");
        seat.page.fill("#rule-name", name);
        seat.page.fill("#c0-values-typed", word);   // what was typed and is no chip yet is meant, too
        seat.page.fill("[name='a0.text']", folder);
        seat.page.click("#save");
        seat.page.waitForURL("**?done=saved");
    }

    private static List<String> names(Page page) {
        return page.locator(".rules b").allTextContents();
    }

    @Test
    void a_rule_of_the_form_sorts_what_comes_is_tried_moved_by_keys_and_applied_to_what_is_there() {
        try (Seat seat = seat(HAMISI, true)) {
            RunningServer.get().deliver("rafiki@mbali.example", HAMISI, "kabla ya kanuni zebaki");
            rule(seat, "Zebaki", "zebaki", "Sayansi/Kemia");
            rule(seat, "Dhahabu", "dhahabu", "Madini");
            RunningServer.get().deliver("rafiki@mbali.example", HAMISI, "baada ya kanuni zebaki");
            assertEquals(List.of("baada ya kanuni zebaki"), RunningServer.get().subjects(HAMISI, "Sayansi/Kemia"));
            seat.go("/mail/Sayansi!Kemia");
            seat.page.waitForSelector(".row >> text=baada ya kanuni zebaki");
            seat.go("/filters/1");
            seat.page.click("#tab-sieve");
            seat.page.waitForSelector("#rule-text");
            assertTrue(seat.page.inputValue("#rule-text").contains("fileinto \"Sayansi/Kemia\";"), seat.page.inputValue("#rule-text"));
            seat.page.click("#try");
            seat.page.waitForSelector("#tried-title");
            assertTrue(seat.page.textContent("[aria-labelledby=tried-title]").contains("kabla ya kanuni zebaki"));
            seat.go("/filters");
            assertEquals(List.of("Zebaki", "Dhahabu"), names(seat.page));
            seat.page.focus("#rule-1");
            seat.page.keyboard().press("Alt+ArrowDown");
            seat.page.waitForCondition(() -> names(seat.page).equals(List.of("Dhahabu", "Zebaki")));
            seat.page.selectOption("#apply-folder", "inbox");
            seat.page.click("#apply");
            seat.page.waitForCondition(() -> RunningServer.get().subjects(HAMISI, "Sayansi/Kemia").size() == 2);
            assertEquals(List.of(), seat.complaints);
        }
    }

    @Test
    void without_script_a_rule_that_throws_away_asks_first() {
        try (Seat seat = seat(ZAWADI, false)) {
            seat.go("/filters/new");
            seat.page.fill("#rule-name", "Tupa");
            seat.page.fill("#c0-values", "zawadi ya bure");
            seat.page.selectOption("#a0-kind", "discard");
            seat.page.click("#save");
            assertTrue(seat.page.isVisible("#sure-tick"), "it asks");
            RunningServer.get().deliver("a@mbali.example", ZAWADI, "zawadi ya bure 1");
            assertTrue(RunningServer.get().subjects(ZAWADI, "INBOX").contains("zawadi ya bure 1"), "nothing is saved yet");
            seat.page.check("#sure-tick");
            seat.page.click("#save");
            seat.page.waitForURL("**?done=saved");
            RunningServer.get().deliver("a@mbali.example", ZAWADI, "zawadi ya bure 2");
            assertTrue(!RunningServer.get().subjects(ZAWADI, "INBOX").contains("zawadi ya bure 2"));
            assertTrue(RunningServer.get().command("trace", ZAWADI.address().toString())
                    .contains("discarded  " + ZAWADI.address() + "  by filters, rule \"Tupa\""));
        }
    }

    @Test
    void what_another_program_wrote_meanwhile_is_shown_and_both_are_kept() throws IOException {
        Demo.Person juma = Demo.people().get(2);
        Path file = Files.createTempFile("barua", ".sieve");
        try (Seat seat = seat(juma, true)) {
            rule(seat, "Kwanza", "jambo la kwanza", "Kwanza");
            seat.go("/filters/1");
            seat.page.fill("#c0-values-typed", "jambo jipya");
            seat.page.press("#c0-values-typed", "Enter");
            assertEquals("jambo la kwanza\njambo jipya", seat.page.inputValue("#c0-values"));
            Files.writeString(file, "# rule:[Nyingine]\nif true { keep; }\n");
            RunningServer.get().command("sieve", "put", juma.address().toString(), "filters", file.toString());
            seat.page.click("#save");
            seat.page.waitForSelector("#conflict-keep");
            seat.page.click("#conflict-keep");
            seat.page.waitForURL("**/filters?done=saved");
            assertEquals(List.of("Kwanza"), names(seat.page));
            String scripts = RunningServer.get().command("sieve", "list", juma.address().toString());
            assertTrue(scripts.contains("filters  ") && scripts.contains("filters 2  "), scripts);
            assertEquals(Files.readString(file), RunningServer.get().command("sieve", "show", juma.address().toString(), "filters 2"));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void the_vacation_reply_of_the_template_goes_out_once_in_both_languages() {
        try (Seat seat = seat(ZAWADI, true)) {
            seat.go("/settings/vacation");
            seat.page.click("#v-template");
            seat.page.waitForCondition(() -> !seat.page.inputValue("#v-text").isEmpty());
            seat.page.check("#v-on");
            seat.page.fill("#v-subject", "Sipo ofisini, Zawadi");
            seat.page.click("#v-save");
            seat.page.waitForURL("**/settings/vacation?saved=yes");
            RunningServer.get().deliver(GRACE.address().toString(), ZAWADI, "swali la kwanza");
            RunningServer.get().deliver(GRACE.address().toString(), ZAWADI, "swali la pili");
            seat.page.waitForCondition(() -> RunningServer.get().subjects(GRACE, "INBOX").contains("Sipo ofisini, Zawadi"));
            assertTrue(RunningServer.get().command("trace", ZAWADI.address().toString()).contains("the sender was told before"));
            assertEquals(1, RunningServer.get().subjects(GRACE, "INBOX").stream().filter("Sipo ofisini, Zawadi"::equals).count());
            seat.page.uncheck("#v-on");
            seat.page.click("#v-save");
            seat.page.waitForSelector(".note.ok");
            assertEquals(List.of(), seat.complaints);
        }
    }
}
