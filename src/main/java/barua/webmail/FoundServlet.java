package barua.webmail;

import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.search.QueryReader;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code POST /found}: one act with results of a search, those that are named or all of a query, and {@code GET /found?id=}: how far it is. A script sends
 * JSON; a form, for browsers without script, goes back to the results.
 */
@WebServlet("/found")
public class FoundServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200_000;
    private static final Pattern ID = Pattern.compile("[\\w:-]{1,64}");

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public FoundServlet() {
    }

    FoundServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    /** What is to be done with what. @param all what the query finds, and not what is named */
    private record Wish(FoundAct act, List<String> keys, boolean all, String query) {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        Optional<FoundActs.Progress> progress = webmail.foundActs().of(account, FiltersServlet.given(request, "id"));
        if (progress.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        answer(response, account, progress.get());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean json = Optional.ofNullable(request.getContentType()).orElse("").startsWith("application/json");
        Optional<Wish> wish = json ? read(request) : form(request);
        if (wish.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Call call = Call.of(request);
        Address account = call.signedIn().account();
        FoundActs.Progress progress = webmail.foundActs().run(account, wish.get().act, places(call, wish.get()));
        if (json) {
            answer(response, account, progress);
            return;
        }
        String page = FiltersServlet.given(request, "page");
        String back = SearchAddress.of(wish.get().query, page.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(page) : 1);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", progress.word().equals("sure") ? back + "&ask=erase" : back);
    }

    private FoundPlaces places(Call call, Wish wish) throws IOException {
        if (!wish.all) {
            return FoundPlaces.of(wish.keys);
        }
        Mailbox mailbox = webmail.desk().store().open(call.signedIn().account());
        When when = When.of(call);
        return FoundPlaces.of(webmail.search().find(call.signedIn().account(),
                QueryReader.read(wish.query, when.today(), call.signedIn().account().toString()), when.zone()), mailbox);
    }

    /** Empty where it cannot be read. */
    private static Optional<Wish> read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST);
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            JsonObject said = reader.readObject();
            String id = said.getString("id");
            return Command.Verb.of(said.getString("verb")).filter(_ -> ID.matcher(id).matches())
                    .map(verb -> new Wish(new FoundAct(id, verb, said.getString("to", ""), said.getBoolean("sure", false)),
                            List.of(said.getString("at", "").split(",")), said.getBoolean("all", false), said.getString("q", "")));
        } catch (RuntimeException malformed) {   // the reader has no one type for it
            return Optional.empty();
        }
    }

    private static Optional<Wish> form(HttpServletRequest request) {
        boolean sure = request.getParameter("sure") != null;
        List<String> keys = Arrays.asList(Optional.ofNullable(request.getParameterValues("at")).orElse(new String[0]));
        return Command.Verb.of(FiltersServlet.given(request, "verb"))
                .map(verb -> new Wish(new FoundAct(UUID.randomUUID().toString(), verb, FiltersServlet.given(request, "to"), sure), keys,
                        request.getParameter("all") != null, FiltersServlet.given(request, "q")));
    }

    /** With what stands beside the folders that were touched, once it is over. */
    private void answer(HttpServletResponse response, Address account, FoundActs.Progress progress) throws IOException {
        JsonObjectBuilder unread = Json.createObjectBuilder();
        for (String path : progress.running() ? List.<String>of() : progress.folders()) {
            Optional<Desk.Opened> opened = webmail.desk().open(account, path);
            if (opened.isPresent()) {
                unread.add(path, Desk.number(opened.get().folder().counts(), opened.get().use()));
            }
        }
        response.setContentType("application/json");
        response.getWriter().write(Json.createObjectBuilder().add("id", progress.id()).add("running", progress.running()).add("word", progress.word())
                .add("count", progress.changed()).add("done", progress.done()).add("total", progress.total()).add("undo", progress.undoable())
                .add("cut", progress.cut()).add("unread", unread).build().toString());
    }
}
