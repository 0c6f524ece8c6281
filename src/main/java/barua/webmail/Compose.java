package barua.webmail;

import barua.directory.Account;
import barua.message.Address;
import barua.web.Call;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The form of a letter, as a page or a panel. */
@Named("compose")
@RequestScoped
public class Compose {

    @Inject
    private HttpServletRequest request;
    @Inject
    private Webmail webmail;

    public Sheet getSheet() {
        return (Sheet) request.getAttribute("sheet");
    }

    /** Whether the form came back with a question: sending it once more means yes. */
    public boolean isAsked() {
        return request.getAttribute("ask") != null;
    }

    /** Addresses it may be written from, the account's own first. */
    public List<String> getSenders() {
        Account account = webmail.account(Call.of(request));
        List<String> own = webmail.desk().directory().sendersOf(account).stream().map(Address::toString).toList();
        return own.isEmpty() ? List.of(account.address().toString()) : own;
    }

    public String getTitle() {
        String mode = getSheet().mode();
        Words words = Words.of(Call.of(request));
        return getSheet().draft() > 0 ? words.say("compose.draft") : mode.equals("new") ? words.say("compose.new")
                : words.say(mode.equals("forward") ? "forward" : "reply");
    }

    /** The first field without an entry, where writing begins. */
    public String getFocus() {
        Sheet sheet = getSheet();
        return sheet.to().isBlank() ? "to" : sheet.subject().isBlank() ? "subject" : "body";
    }
}
