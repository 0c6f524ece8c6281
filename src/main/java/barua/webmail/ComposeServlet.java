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
    private static final int LONGEST_BODY = 4_000_000;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        List<String> steps = Call.of(request).steps();
        Account account = webmail.account(Call.of(request));
        Opening opening = new Opening(webmail.desk(), account, Words.of(Call.of(request)), When.of(Call.of(request)));
        Optional<Sheet> sheet = steps.isEmpty() ? asked(request, opening) : Steps.isUid(steps.getFirst()) ? opening.draft(Long.parseLong(steps.getFirst())) : Optional.empty();
        if (sheet.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            request.getRequestDispatcher("/views/gone.xhtml").forward(request, response);
            return;
        }
        show(request, response, sheet.get());
    }

    private static Optional<Sheet> asked(HttpServletRequest request, Opening opening) throws IOException {
        String re = given(request, "re");
        if (!re.isEmpty()) {
            return opening.about(re, given(request, "mode"));
        }
        return Optional.of(opening.blank(given(request, "to").replaceFirst("(?i)^mailto:", ""), given(request, "cc"), given(request, "bcc"), given(request, "subject"), given(request, "body")));
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
        if (given(request, "text").length() > LONGEST_BODY || given(request, "html").length() > LONGEST_BODY) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        many(request, "done").forEach(id -> webmail.uploads().remove(account.address(), id));   // files that a draft holds by now
        switch (given(request, "verb")) {
            case "recall" -> recall(request, response, account.address());
            case "discard" -> {
                webmail.writing().discard(account.address(), sheet(request));
                done(request, response, Json.createObjectBuilder().add("discarded", true).build(), "/mail/drafts");
            }
            case "send" -> answer(request, response, webmail.writing().send(account, withFiles(request, account.address()), call.zone()));
            default -> answer(request, response, webmail.writing().save(account, withFiles(request, account.address()), call.zone()));
        }
    }

    private void recall(HttpServletRequest request, HttpServletResponse response, Address account) throws IOException {
        Optional<Long> draft = webmail.writing().recall(account, given(request, "id"));
        JsonObject json = Json.createObjectBuilder().add("recalled", draft.isPresent()).add("draft", draft.orElse(0L)).build();
        done(request, response, json, draft.map(uid -> "/compose/" + uid).orElse("/mail/sent"));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Writing.Outcome outcome) throws IOException, ServletException {
        Call call = Call.of(request);
        switch (outcome) {
            case Writing.Outcome.Saved(long uid, List<Sheet.File> files) -> {
                JsonObjectBuilder json = Json.createObjectBuilder().add("draft", uid).add("said", Words.of(call).say("compose.saved", "time", When.of(call).time(Instant.now())));
                done(request, response, json.add("files", json(files)).build(), "/compose/" + uid);
            }
            case Writing.Outcome.Sent(String id, boolean kept) -> {
                webmail.seen().learn(call.signedIn().account());
                String said = kept ? "" : Words.of(call).say("compose.notkept");
                done(request, response, Json.createObjectBuilder().add("sent", id).add("said", said).build(), "/mail/sent");
            }
            case Writing.Outcome.Refused(String key, String what) -> refuse(request, response, words(Words.of(call), key, what));
        }
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
            if (part.getName().equals("file") && part.getSize() > 0) {
                String id = UUID.randomUUID().toString();
                Optional<Uploads.Upload> upload = webmail.uploads().begin(account, id, Optional.ofNullable(part.getSubmittedFileName()).orElse("file"),
                        Optional.ofNullable(part.getContentType()).orElse(""), part.getSize());
                if (upload.isPresent()) {
                    try (InputStream in = part.getInputStream()) {
                        upload.get().take(0, in);
                    }
                    uploads.add(id);
                }
            }
        }
        return new Sheet(sheet.draft(), sheet.re(), sheet.mode(), sheet.from(), sheet.to(), sheet.cc(), sheet.bcc(), sheet.subject(), sheet.text(), sheet.html(), sheet.files(), uploads);
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
        return new Sheet(Steps.isUid(draft) ? Long.parseLong(draft) : 0, given(request, "re").replaceAll("\\p{Cntrl}", ""), MODES.contains(given(request, "mode")) ? given(request, "mode") : "new", given(request, "from"),
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
