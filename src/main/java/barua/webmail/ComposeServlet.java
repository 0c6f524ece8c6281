package barua.webmail;

import barua.directory.Account;
import barua.message.Address;
import barua.web.Call;
import barua.web.Steps;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code /compose} and {@code /compose/{draft}}: the form, as a page or (for the script) as a panel; {@code POST} saves, sends, discards or calls
 * back. Scripts are answered in JSON, forms with a page.
 */
@WebServlet({"/compose", "/compose/*"})
@MultipartConfig(fileSizeThreshold = 256_000, maxFileSize = 100_000_000, maxRequestSize = 200_000_000)
public class ComposeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Set<String> MODES = Set.of("new", "reply", "all", "forward");

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public ComposeServlet() {
    }

    ComposeServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        List<String> steps = Call.of(request).steps();
        Account account = webmail.account(Call.of(request));
        Call call = Call.of(request);
        Reader.Viewer viewer = Reader.Viewer.of(call, false);
        Opening opening = new Opening(webmail.desk(), account, Words.of(call), When.of(call), (in, uid, part) ->
                SealedPictures.address(webmail.seal(), viewer, in, uid, part));
        Optional<Sheet> sheet = steps.isEmpty() ? asked(request, opening) : Steps.isUid(steps.getFirst()) ? opening.draft(Long.parseLong(steps.getFirst()))
                : Optional.empty();
        if (sheet.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            request.getRequestDispatcher("/views/gone.xhtml").forward(request, response);
            return;
        }
        webmail.seen().learn(account.address());
        show(request, response, sheet.get());
    }

    private static Optional<Sheet> asked(HttpServletRequest request, Opening opening) throws IOException {
        String re = given(request, "re");
        if (!re.isEmpty()) {
            return opening.about(re, given(request, "mode"));
        }
        return Optional.of(opening.blank(given(request, "to").replaceFirst("(?i)^mailto:", ""), given(request, "cc"), given(request, "bcc"),
                given(request, "subject"), given(request, "body")));
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, Sheet sheet) throws IOException, ServletException {
        request.setAttribute("sheet", sheet);
        boolean panel = request.getHeader("X-Fragment") != null;
        request.getRequestDispatcher(panel ? "/views/panel.xhtml" : "/views/compose.xhtml").forward(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Call call = Call.of(request);
        Account account = webmail.account(call);
        if (given(request, "text").length() > Opening.LONGEST || given(request, "html").length() > Opening.LONGEST) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        many(request, "done").forEach(id -> webmail.uploads().remove(account.address(), id));   // files that a draft holds by now
        switch (given(request, "verb")) {
            case "recall" -> recall(request, response, account.address());
            case "discard" -> {
                webmail.drafts().discard(account.address(), sheet(request));
                done(request, response, Json.createObjectBuilder().add("discarded", true).build(), "/mail/drafts");
            }
            case "send" -> send(request, response, account);
            default -> answer(request, response, webmail.drafts().save(account, withFiles(request, account.address()), choice(request), call.zone()));
        }
    }

    /** Scripts ask the person themselves and then say so; without script the form comes back with the question. */
    private void send(HttpServletRequest request, HttpServletResponse response, Account account) throws IOException, ServletException {
        boolean sure = given(request, "sure").equals("1") || given(request, "force").equals("1");
        if (!isScript(request) && !sure && given(request, "subject").isBlank()) {
            Sheet sheet = withFiles(request, account.address());
            ask(request, response, sheet, Words.of(Call.of(request)).say("compose.nosubject.sure"));
            return;
        }
        boolean over = given(request, "force").equals("1") || !isScript(request) && sure;
        answer(request, response, webmail.sending().send(account, withFiles(request, account.address()), over, Call.of(request).zone()));
    }

    /** Whoever has no script cannot be asked while he writes: his text becomes a second draft. */
    private static Drafts.Choice choice(HttpServletRequest request) {
        return given(request, "force").equals("1") ? Drafts.Choice.OVER
                : given(request, "both").equals("1") || !isScript(request) ? Drafts.Choice.BESIDE : Drafts.Choice.ASK;
    }

    private void recall(HttpServletRequest request, HttpServletResponse response, Address account) throws IOException {
        Optional<Long> draft = webmail.sending().recall(account, given(request, "id"));
        JsonObject json = Json.createObjectBuilder().add("recalled", draft.isPresent()).add("draft", draft.orElse(0L)).build();
        done(request, response, json, draft.map(uid -> "/compose/" + uid).orElse("/mail/sent"));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Outcome outcome) throws IOException, ServletException {
        Call call = Call.of(request);
        switch (outcome) {
            case Outcome.Saved(long uid, String key, List<Sheet.File> files) -> {
                JsonObjectBuilder json = Json.createObjectBuilder().add("draft", uid).add("key", key)
                        .add("said", Words.of(call).say("compose.saved", "time", When.of(call).time(Instant.now())));
                done(request, response, json.add("files", json(files)).build(), "/compose/" + uid);
            }
            case Outcome.Sent(String id, boolean kept) -> {
                webmail.seen().learn(call.signedIn().account());
                String said = kept ? "" : Words.of(call).say("compose.notkept");
                done(request, response, Json.createObjectBuilder().add("sent", id).add("said", said).build(), "/mail/sent");
            }
            case Outcome.Refused(String key, String what) -> refuse(request, response, words(Words.of(call), key, what));
            case Outcome.Conflict conflict -> conflict(request, response, conflict);
        }
    }

    /** Nothing is lost: the text stays in the window, and the person says what is to become of both. */
    private static void conflict(HttpServletRequest request, HttpServletResponse response, Outcome.Conflict conflict) throws IOException, ServletException {
        Call call = Call.of(request);
        String at = When.of(call).time(conflict.when());
        String said = Words.of(call).say(conflict.key(), "time", at);
        if (isScript(request)) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            json(response, Json.createObjectBuilder().add("conflict", true).add("draft", conflict.uid()).add("at", conflict.uid() > 0 ? at : "")
                    .add("said", said).build());
            return;
        }
        ask(request, response, sheet(request), said);
    }

    /** The form comes back; sending it once more means yes. */
    private static void ask(HttpServletRequest request, HttpServletResponse response, Sheet sheet, String question) throws IOException, ServletException {
        response.setStatus(422);
        request.setAttribute("problem", question);
        request.setAttribute("ask", true);
        show(request, response, sheet);
    }

    private static String words(Words words, String key, String what) {
        String[] both = what.split("\\|", 2);
        return words.say(key, "what", both[0], "limit", both.length > 1 ? both[1] : "");
    }

    /** The form comes back with all that was typed. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, String why) throws IOException, ServletException {
        response.setStatus(422);
        if (isScript(request)) {
            json(response, Json.createObjectBuilder().add("refused", why).build());
            return;
        }
        request.setAttribute("problem", why);
        show(request, response, sheet(request));
    }

    private static void done(HttpServletRequest request, HttpServletResponse response, JsonObject json, String page) throws IOException {
        if (isScript(request)) {
            json(response, json);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", page);
    }

    private static boolean isScript(HttpServletRequest request) {
        return request.getHeader("X-Csrf") != null;
    }

    private static void json(HttpServletResponse response, JsonObject json) throws IOException {
        response.setContentType("application/json");
        response.getWriter().write(json.toString());
    }

    private static JsonArrayBuilder json(List<Sheet.File> files) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        files.forEach(file -> array.add(Json.createObjectBuilder().add("key", file.key()).add("name", file.name()).add("size", file.size())));
        return array;
    }

    /** What the form says; files that came with it (without script) are taken in as uploads. */
    private Sheet withFiles(HttpServletRequest request, Address account) throws IOException, ServletException {
        Sheet sheet = sheet(request);
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!type.startsWith("multipart/form-data")) {
            return sheet;
        }
        List<String> uploads = new ArrayList<>(sheet.uploads());
        for (Part part : request.getParts()) {
            String name = fileName(part.getSubmittedFileName());
            if (part.getName().equals("file") && (part.getSize() > 0 || !name.isEmpty())) {   // a field without a choice comes with neither
                String id = UUID.randomUUID().toString();
                Optional<Uploads.Upload> upload = webmail.uploads().begin(account, id, name.isEmpty() ? "file" : name,
                        Optional.ofNullable(part.getContentType()).orElse(""), part.getSize());
                if (upload.isPresent()) {
                    try (InputStream in = part.getInputStream()) {
                        upload.get().take(0, in);
                    }
                    uploads.add(id);
                }
            }
        }
        return new Sheet(sheet.draft(), sheet.key(), sheet.re(), sheet.mode(), sheet.from(), sheet.to(), sheet.cc(), sheet.bcc(), sheet.subject(), sheet.text(),
                sheet.html(), sheet.files(), uploads);
    }

    /** The name as the person's disk has it: browsers write three characters of it otherwise (HTML, multipart/form-data), and no other. */
    private static String fileName(String submitted) {
        return submitted == null ? "" : submitted.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private static Sheet sheet(HttpServletRequest request) {
        String draft = given(request, "draft");
        List<Sheet.File> files = new ArrayList<>();
        for (String value : many(request, "keep")) {
            String[] word = value.split("\\|", 3);
            if (word.length == 3) {
                files.add(new Sheet.File(word[0], word[1], word[2]));
            }
        }
        boolean rich = given(request, "rich").equals("1");
        String key = given(request, "key");
        return new Sheet(Steps.isUid(draft) ? Long.parseLong(draft) : 0, key.matches("[a-z0-9]{16,40}") ? key : "",
                given(request, "re").replaceAll("\\p{Cntrl}", ""), MODES.contains(given(request, "mode")) ? given(request, "mode") : "new",
                given(request, "from"),
                given(request, "to"), given(request, "cc"), given(request, "bcc"), given(request, "subject"), given(request, "text"),
                rich ? given(request, "html") : "", files, many(request, "upload"));
    }

    private static String given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    private static List<String> many(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : Arrays.stream(values).limit(100).toList();
    }
}
