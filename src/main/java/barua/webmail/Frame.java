package barua.webmail;

import barua.directory.Account;
import barua.mailbox.Mailbox;
import barua.web.Call;
import barua.web.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is around every page: words, look, folders, quota. */
@Named("frame")
@RequestScoped
public class Frame {

    @Inject
    private HttpServletRequest request;
    @Inject
    private ServletContext context;
    @Inject
    private Webmail webmail;

    /** The words of the page's language: {@code w['folder.archive']}. */
    @Produces
    @Named("w")
    public Map<String, String> words() {
        return Words.of(call()).all();
    }

    /** The address of one of our icons. */
    public String icon(String name) {
        return asset("icons.svg") + "#" + name;
    }

    public String say(String key, String name, Object value) {
        return Words.of(call()).say(key, name, value);
    }

    public String getLanguage() {
        return Words.of(call()).language();
    }

    public String getTheme() {
        return call().theme();
    }

    public String getDrawn() {
        return call().drawn();
    }

    public String getDensity() {
        return call().density();
    }

    public String getCsrf() {
        return call().session().map(Session::csrf).orElse("");
    }

    public String asset(String name) {
        return webmail.assets(context).href(name);
    }

    /** The script that puts dialogs and words into the page, in its language. */
    public String getParts() {
        return asset("parts-" + getLanguage() + ".js");
    }

    public Site getSite() {
        return webmail.site();
    }

    public String getOrganisation() {
        return webmail.site().organisation();
    }

    public String getHostname() {
        return webmail.site().hostname();
    }

    public long getHold() {
        return webmail.site().sendHold().toSeconds();
    }

    public long getSizeLimit() {
        return webmail.site().messageSizeLimit();
    }

    /** For the value of a parameter in an address. */
    public String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where this page is, for the way back after the language was changed. */
    public String getHere() {
        Object original = request.getAttribute("jakarta.servlet.forward.request_uri");
        Object query = request.getAttribute("jakarta.servlet.forward.query_string");
        String here = (original == null ? request.getRequestURI() : original.toString()) + (query == null ? "" : "?" + query);
        return URLEncoder.encode(here, StandardCharsets.UTF_8);
    }

    public String getAccount() {
        return call().signedIn().account().toString();
    }

    public String getName() {
        return webmail.desk().account(call().signedIn().account()).map(Account::name).filter(name -> !name.isBlank()).orElse(getAccount());
    }

    public String getInitials() {
        return People.initials(getName());
    }

    public List<Desk.Place> getPlaces() throws IOException {
        return webmail.desk().places(call().signedIn().account(), Words.of(call()));
    }

    /** What is asked before a folder is deleted. */
    public String sure(Desk.Place place) {
        return Words.of(call()).say(place.messages() == 0 ? "folder.delete.none" : "folder.delete.sure", "name", place.label(), "n", (long) place.messages());
    }

    /** Why a folder could not be made, renamed or deleted; empty text where nothing was refused. */
    public String getRefused() {
        return switch (given("folder")) {
            case "name" -> Words.of(call()).say("folder.refused.name");
            case "exists" -> Words.of(call()).say("folder.refused.exists");
            case "failed" -> Words.of(call()).say("folder.refused");
            default -> "";
        };
    }

    /** Whether the vacation reply answers today. */
    public boolean isAway() {
        return webmail.isAway(call().signedIn().account(), When.of(call()).today());
    }

    /** How full the mailbox is; empty text where nothing limits it. */
    public Quota getQuota() throws IOException {
        Mailbox.Usage usage = webmail.desk().store().open(call().signedIn().account()).usage();
        boolean limited = usage.limit() < Long.MAX_VALUE && usage.limit() > 0;
        int percent = limited ? (int) Math.min(100, usage.bytes() * 100 / usage.limit()) : 0;
        String text = limited ? Words.of(call()).say("quota.used", "used", Sizes.of(usage.bytes()), "limit", Sizes.of(usage.limit()))
                : Words.of(call()).say("quota.unlimited", "used", Sizes.of(usage.bytes()));
        return new Quota(limited, percent, text);
    }

    /** @param limited whether there is a bar to draw */
    public record Quota(boolean limited, int percent, String text) {
    }

    public String getProblem() {
        Object problem = request.getAttribute("problem");
        return problem == null ? "" : problem.toString();
    }

    /** A parameter of the address, for fields that keep what was typed. */
    public String given(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return request.getParameter(name) != null;
    }

    Call call() {
        return Call.of(request);
    }
}
