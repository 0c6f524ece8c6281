package barua.webmail;

import barua.message.Address;
import barua.web.Call;
import barua.web.Local;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /act}: the same commands from forms, for browsers without script, and making, renaming and deleting folders. Goes back to where it came from. */
@WebServlet("/act")
public class ActServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public ActServlet() {
    }

    ActServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        String verb = given(request, "verb");
        String back = Local.or(given(request, "back").replace(" ", "%20"), "/mail/inbox");
        String folder = given(request, "folder");
        if (verb.equals("create")) {
            back = page(webmail.folders().create(account, given(request, "name")), back);
        } else if (verb.equals("rename")) {
            back = page(webmail.folders().rename(account, folder, given(request, "name")), back);
        } else if (verb.equals("remove")) {
            back = request.getParameter("sure") == null ? back : page(webmail.folders().remove(account, folder), back);
        } else if (request.getParameterValues("uids") != null || verb.equals("empty")) {
            back = act(request, account, verb, back);
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", back);
    }

    /** The page to go to: where it came from; with a question where mail would be erased and the person was not asked. */
    private String act(HttpServletRequest request, Address account, String word, String back) throws IOException {
        Optional<Command.Verb> verb = Command.Verb.of(word);
        if (verb.isEmpty()) {
            return back;
        }
        long[] uids = Command.uids(Optional.ofNullable(request.getParameterValues("uids")).orElse(new String[0]));
        Command command = new Command(UUID.randomUUID().toString(), verb.get(), given(request, "folder"), uids, Optional.empty(), given(request, "to"),
                request.getParameter("sure") != null);
        Commands.Result result = webmail.commands().run(account, command);
        return result.word().equals("sure") ? back.split("\\?", 2)[0] + "?ask=erase" : back;
    }

    /** The page to go to: the folder's own, or where it came from with a word for why not. */
    private static String page(Folders.Outcome outcome, String back) {
        return switch (outcome) {
            case Folders.Outcome.Done(String path) -> "/mail/" + URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%21", "!");
            case Folders.Outcome.Refused(String why) -> back.split("\\?", 2)[0] + "?folder=" + why;
        };
    }

    private static String given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
