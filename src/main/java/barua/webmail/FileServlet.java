package barua.webmail;

import barua.mailbox.MailboxException;
import barua.message.Content;
import barua.message.PartReader;
import barua.web.Call;
import barua.web.Steps;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code /file/{folder}/{uid}/{part}}: an attachment, always to be saved and never to be shown; {@code .../source} the message's source as
 * text, {@code .../message.eml} to be saved.
 */
@WebServlet("/file/*")
public class FileServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int SOURCE_LIMIT = 5_000_000;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> steps = Call.of(request).steps();
        boolean wellFormed = steps.size() == 3 && Steps.isUid(steps.get(1));
        Optional<Desk.Opened> opened = wellFormed ? webmail.desk().open(Call.of(request).signedIn().account(), steps.getFirst()) : Optional.empty();
        if (opened.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Cache-Control", "private, no-store");
        try {
            send(response, opened.get().folder().content(Long.parseLong(steps.get(1))), steps.get(2), Words.of(Call.of(request)));
        } catch (MailboxException gone) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(HttpServletResponse response, Content content, String what, Words words) throws IOException {
        switch (what) {
            case "source" -> source(response, content, words);
            case "message.eml" -> {
                response.setContentType("message/rfc822");
                response.setHeader("Content-Disposition", "attachment; filename=\"message.eml\"");
                response.setContentLengthLong(content.size());
                try (InputStream in = content.open()) {
                    in.transferTo(response.getOutputStream());
                }
            }
            default -> part(response, content, what);
        }
    }

    private static void source(HttpServletResponse response, Content content, Words words) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try (InputStream in = content.open()) {
            response.getOutputStream().write(in.readNBytes(SOURCE_LIMIT));
            if (content.size() > SOURCE_LIMIT) {
                response.getOutputStream().write(("\r\n\r\n" + words.say("mail.source.cut", "size", Sizes.of(content.size())))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void part(HttpServletResponse response, Content content, String path) throws IOException {
        Optional<Located> located = path.matches("[0-9mw.]{1,400}") ? Located.of(content, path) : Optional.empty();
        Optional<Parts.Attached> attached = located.flatMap(found -> found.scope().file(path));
        if (attached.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(type(attached.get().type()));
        response.setHeader("Content-Disposition", disposition(attached.get().name()));
        try (InputStream in = PartReader.bytes(located.get().content(), located.get().part())) {
            in.transferTo(response.getOutputStream());
        }
    }

    /** What could run in a browser goes out as bytes: a saved page still opens, but nothing opens by itself. */
    static String type(String type) {
        boolean active = type.startsWith("text/html") || type.contains("xml") || type.contains("svg") || type.contains("script")
                || !type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+");
        return active ? "application/octet-stream" : type;
    }

    /** RFC 6266 §4: the name twice, once for old programs. */
    static String disposition(String name) {
        String plain = name.replaceAll("[^ -~]|[\"\\\\%;]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
