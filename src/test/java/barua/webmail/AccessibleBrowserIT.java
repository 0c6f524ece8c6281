package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.server.Demo;
import barua.server.RunningServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of the pages, looked at by axe-core: WCAG 2.2 A and AA and its best practice. What a letter's own frame holds is its sender's. */
class AccessibleBrowserIT {

    private static final Demo.Person GRACE = Demo.people().get(3);

    private static Chromium chromium;
    private static String axe;

    @BeforeAll
    static void open() throws IOException {
        chromium = new Chromium();
        try (InputStream in = AccessibleBrowserIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private record Look(int width, int height, String theme, String language) {
    }

    static Stream<Look> looks() {
        return Stream.of(new Look(1366, 768, "light", "en"), new Look(1366, 768, "dark", "sw"), new Look(375, 812, "hc", "sw"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void no_state_of_a_page_has_a_finding(Look look) {
        List<String> findings = new ArrayList<>();
        try (Seat seat = new Seat(chromium.browser(), RunningServer.get().web(), look.width, look.height, true)) {
            seat.cookie("barua-theme", look.theme).cookie("barua-drawn", look.theme).cookie("barua-language", look.language);
            Page page = seat.page;
            seat.go("/login");
            findings.addAll(findings(page, "sign-in"));
            page.fill("[name=user]", GRACE.address().local());
            page.fill("[name=password]", "si-sahihi");
            page.click("button.big");
            page.waitForSelector("[role=alert]");
            findings.addAll(findings(page, "wrong password"));
            seat.signIn(GRACE.address().local(), GRACE.password());
            page.waitForSelector("html.scripted .row");
            findings.addAll(findings(page, "list with nothing open"));
            page.locator(".row").first().focus();
            page.keyboard().press("x");
            findings.addAll(findings(page, "selection"));
            page.keyboard().press("v");
            page.waitForSelector("#move[open]");
            findings.addAll(findings(page, "dialog for moving"));
            page.keyboard().press("Escape");
            page.keyboard().press("Escape");
            page.keyboard().press("?");
            page.waitForSelector("#keys[open]");
            findings.addAll(findings(page, "keys"));
            page.keyboard().press("Escape");
            page.locator(".row .row-subject").first().click();
            page.waitForSelector("#subject");
            findings.addAll(findings(page, "message open"));
            page.keyboard().press("c");
            page.waitForSelector("#w-to-in");
            findings.addAll(findings(page, "letter in a window"));
            page.click("[value=discard]");
            seat.go("/compose");
            page.waitForSelector("#w-to-in");
            findings.addAll(findings(page, "letter as a page"));
            seat.go("/mail/inbox");
            page.waitForSelector("html.scripted .row");
            if (page.isVisible("#find")) {   // a telephone has a page for it
                page.keyboard().press("/");
                page.keyboard().type("ki");
                page.waitForSelector(".find-list");
                findings.addAll(findings(page, "results below the box", ".topbar"));   // they lie over other things
            }
            seat.go("/search?q=ni");
            page.waitForSelector("html.scripted .results .row[tabindex='0']");
            page.click("#all");
            findings.addAll(findings(page, "results selected"));
            page.keyboard().press("Escape");
            page.locator(".save-search summary").click();
            findings.addAll(findings(page, "saving a search"));
            page.fill(".save-search [name=name]", "Ni");
            page.keyboard().press("Enter");
            page.waitForSelector("#searches", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
            page.locator(".find input:visible").fill("");
            page.evaluate("localStorage.setItem('barua-searches-' + document.documentElement.dataset.account, '[\"kikao\",\"bajeti ya idara\"]')");
            page.locator(".find input:visible").click();
            page.waitForSelector(".found-recent");
            findings.addAll(findings(page, "last searches", ".find:has(.found-recent)"));
            seat.go("/search?q=filename:likizo");
            page.click(".results .subject");
            page.locator(".file-preview:visible").first().click();
            page.waitForSelector("html.scripted .preview-parts");
            findings.addAll(findings(page, "preview"));
            seat.go("/settings");
            findings.addAll(findings(page, "settings"));
            for (String path : List.of("/filters", "/filters/new", "/filters/script", "/filters/import", "/settings/vacation", "/settings/forwarding",
                    "/search", "/search?q=a+larger:x", "/search?q=kikao+has:attachment")) {
                seat.go(path);
                page.waitForSelector("html.scripted");
                findings.addAll(findings(page, path));
            }
        }
        assertEquals(List.of(), findings);
    }

    @Test
    void what_is_wrong_is_found() {
        try (Seat seat = new Seat(chromium.browser(), RunningServer.get().web(), 800, 600, true)) {
            seat.page.setContent("<main><img src=x><div role=row aria-selected=null>a</div></main>");
            List<String> found = findings(seat.page, "broken").stream().map(one -> one.split(": ")[1]).toList();
            assertTrue(found.containsAll(List.of("image-alt", "aria-valid-attr-value")), found.toString());
        }
    }

    private static List<String> findings(Page page, String state) {
        return findings(page, state, "html");
    }

    /** @param within a selector of what is looked at */
    @SuppressWarnings("unchecked")
    private static List<String> findings(Page page, String state, String within) {
        page.evaluate(axe);
        List<String> found = (List<String>) page.evaluate("() => axe.run('" + within + "', {iframes: false, "
                + "runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', "
                + "'wcag22aa', 'best-practice']})"
                + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | ')))");
        return found.stream().map(one -> state + ": " + one).toList();
    }
}
