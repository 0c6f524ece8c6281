package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.MailboxException;
import barua.message.Address;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /act}: the same commands from forms, for browsers without script, and making folders. Goes back to where it came from. */
@WebServlet("/act")
public class ActServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        String verb = Optional.ofNullable(request.getParameter("verb")).orElse("");
        String back = Local.or(request.getParameter("back"), "/mail/inbox");
        if (verb.equals("create")) {
            back = create(account, Optional.ofNullable(request.getParameter("name")).orElse("")).orElse(back);
        } else if (request.getParameterValues("uids") != null) {
            act(request, account, verb);
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", back);
    }

    private void act(HttpServletRequest request, Address account, String word) throws IOException {
        Optional<Command.Verb> verb = Command.Verb.of(word);
        if (verb.isPresent()) {
            String to = Optional.ofNullable(request.getParameter("to")).orElse("");
            webmail.commands().run(account, new Command(UUID.randomUUID().toString(), verb.get(), request.getParameter("folder"),
                    Command.uids(request.getParameterValues("uids")), Optional.empty(), to));
        }
    }

    /** The way to the new folder; empty where it may not be called so or exists. */
    private Optional<String> create(Address account, String text) throws IOException {
        Optional<FolderName> name = FolderName.parse(text.strip());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            webmail.desk().store().mailbox(account).create(name.get(), Optional.empty());
            webmail.desk().store().mailbox(account).subscribe(name.get(), true);
        } catch (MailboxException refused) {
            if (refused.reason() != MailboxException.Reason.ALREADY_EXISTS) {
                return Optional.empty();
            }
        }
        return Optional.of("/mail/" + webmail.desk().path(webmail.desk().store().mailbox(account), name.get()));
    }
}
