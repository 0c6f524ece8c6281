package barua.webmail;

import barua.message.Address;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code POST /commands}: up to fifty commands, in order; the answer has each result and what is unread now. */
@WebServlet("/commands")
public class CommandServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 50;
    private static final int LONGEST = 2_000_000;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Command> commands;
        try {
            commands = read(request.getInputStream());
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Address account = Call.of(request).signedIn().account();
        JsonArrayBuilder results = Json.createArrayBuilder();
        for (Command command : commands) {
            Commands.Result result = webmail.commands().run(account, command);
            results.add(Json.createObjectBuilder().add("id", result.id()).add("done", result.done()).add("word", result.word())
                    .add("count", result.count()).add("undo", result.undoable()));
        }
        JsonObjectBuilder unread = Json.createObjectBuilder();
        webmail.desk().places(account, Words.of(Call.of(request))).forEach(place -> unread.add(place.path(), place.unread()));
        response.setContentType("application/json");
        response.getWriter().write(Json.createObjectBuilder().add("results", results).add("unread", unread).build().toString());
    }

    private static List<Command> read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST);
        List<Command> commands = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new java.io.ByteArrayInputStream(bytes))) {
            for (JsonObject each : reader.readObject().getJsonArray("commands").getValuesAs(JsonObject.class)) {
                Optional<Command.Verb> verb = Command.Verb.of(each.getString("verb"));
                if (verb.isPresent() && commands.size() < MOST) {
                    Optional<Show> all = each.containsKey("all") ? Optional.of(Show.of(each.getString("all"))) : Optional.empty();
                    commands.add(new Command(each.getString("id"), verb.get(), each.getString("folder", ""), Command.uids(each.getString("uids", "")), all, each.getString("to", "")));
                }
            }
        }
        return commands;
    }
}
