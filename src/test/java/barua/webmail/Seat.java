package barua.webmail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** One person at one browser, who keeps a list of everything that went wrong in it. */
final class Seat implements AutoCloseable {

    final Page page;
    final List<String> complaints = new ArrayList<>();
    final List<Response> responses = new ArrayList<>();
    private final BrowserContext context;
    private final URI web;

    Seat(Browser browser, URI web, int width, int height, boolean script) {
        this.web = web;
        context = browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setViewportSize(width, height).setJavaScriptEnabled(script)
                .setTimezoneId("Africa/Dar_es_Salaam").setLocale("en-GB"));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onResponse(response -> {
            responses.add(response);
            if (response.status() >= 500) {
                complaints.add(response.status() + " " + response.url());
            }
        });
    }

    Seat cookie(String name, String value) {
        context.addCookies(List.of(new Cookie(name, value).setUrl(web.toString())));
        return this;
    }

    Seat go(String path) {
        page.navigate(web.resolve(path).toString());
        return this;
    }

    Seat signIn(String user, String password) {
        go("/login");
        page.fill("[name=user]", user);
        page.fill("[name=password]", password);
        page.click("button.big");
        page.waitForURL("**/mail/inbox");
        return this;
    }

    /** Waits until this page is told what happens to the mailbox. */
    void awaitLive() {
        page.waitForCondition(() -> responses.stream().anyMatch(response -> response.url().endsWith("/live")));
    }

    /** Another window of the same browser. */
    Page another() {
        return context.newPage();
    }

    @Override
    public void close() {
        context.close();
    }
}
