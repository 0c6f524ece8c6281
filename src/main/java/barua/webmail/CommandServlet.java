package barua.webmail;

import barua.mailbox.Folder;
import barua.message.Address;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code POST /commands}: up to fifty commands, in order; the answer has each result, and the counts and modseq of each folder that was touched. With
 * {@code ?folder=PATH&from=0&n=50} it is that stretch of the list, as it is behind them, and what was done stands in the field {@value #ANSWER}.
 */
@WebServlet("/commands")
public class CommandServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** The answer where the body is a stretch of the list: JSON in base64, for a header has no letters beyond ASCII. */
    private static final String ANSWER = "Barua-Answer";
    private static final int MOST = 50;
    private static final int LONGEST = 2_000_000;
    /** Results are remembered by it, so it has a bound. */
    private static final Pattern ID = Pattern.compile("[\\w.:-]{0,64}");

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public CommandServlet() {
    }

    CommandServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        List<Command> commands;
        try {
            commands = read(request.getInputStream());
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Address account = Call.of(request).account().orElseThrow();
        JsonArrayBuilder results = Json.createArrayBuilder();
        Set<String> touched = new LinkedHashSet<>();
        for (Command command : commands) {
            Commands.Result result = webmail.commands().run(account, command);
            touched.addAll(result.folders());
            results.add(Json.createObjectBuilder().add("id", result.id()).add("done", result.done()).add("word", result.word())
                    .add("count", result.count()).add("undo", result.undoable()));
        }
        JsonObjectBuilder answer = Json.createObjectBuilder().add("results", results);
        addFolders(answer, account, touched);
        Optional<Desk.Opened> shown = request.getParameter("n") == null ? Optional.empty()
                : webmail.desk().open(account, Optional.ofNullable(request.getParameter("folder")).orElse(""));
        if (shown.isPresent()) {
            response.setHeader(ANSWER, Base64.getEncoder().encodeToString(answer.build().toString().getBytes(StandardCharsets.UTF_8)));
            request.setAttribute("opened", shown.get());
            request.getRequestDispatcher("/views/rows.xhtml").forward(request, response);
            return;
        }
        response.setContentType("application/json");
        response.getWriter().write(answer.build().toString());
    }

    /** What the page has to show of the folders that were touched. Events up to that modseq tell it nothing new. */
    private void addFolders(JsonObjectBuilder answer, Address account, Set<String> paths) throws IOException {
        JsonObjectBuilder unread = Json.createObjectBuilder();
        JsonObjectBuilder messages = Json.createObjectBuilder();
        JsonObjectBuilder modseq = Json.createObjectBuilder();
        for (String path : paths) {
            Optional<Desk.Opened> opened = webmail.desk().open(account, path);
            if (opened.isPresent()) {
                Folder.Counts counts = opened.get().folder().counts();
                unread.add(path, Desk.number(counts, opened.get().use()));
                messages.add(path, counts.messages());
                modseq.add(path, counts.highestModseq());
            }
        }
        answer.add("unread", unread).add("messages", messages).add("modseq", modseq);
    }

    private static List<Command> read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST);
        List<Command> commands = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            for (JsonObject each : reader.readObject().getJsonArray("commands").getValuesAs(JsonObject.class)) {
                Optional<Command.Verb> verb = Command.Verb.of(each.getString("verb"));
                String id = each.getString("id");
                if (!ID.matcher(id).matches()) {
                    throw new JsonException("an id that is none");
                }
                if (verb.isPresent() && commands.size() < MOST) {
                    Optional<Show> all = each.containsKey("all") ? Optional.of(Show.of(each.getString("all"))) : Optional.empty();
                    commands.add(new Command(id, verb.get(), each.getString("folder", ""), Command.uids(each.getString("uids", "")), all,
                            each.getString("to", ""), each.getBoolean("sure", false)));
                }
            }
        }
        return commands;
    }
}
