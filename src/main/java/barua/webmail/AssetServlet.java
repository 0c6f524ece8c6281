package barua.webmail;

import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /a/<name>-<hash>.<type>}: the same bytes forever. */
@WebServlet("/a/*")
public class AssetServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = String.join("/", Call.of(request).steps());
        Optional<Assets.Asset> found = webmail.assets(getServletContext()).find(name);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Sent sent = sent(found.get(), Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse(""));
        response.setContentType(found.get().type());
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("Vary", "Accept-Encoding");
        if (!sent.encoding.isEmpty()) {
            response.setHeader("Content-Encoding", sent.encoding);
        }
        response.setContentLength(sent.bytes.length);
        response.getOutputStream().write(sent.bytes);
    }

    private record Sent(String encoding, byte[] bytes) {
    }

    private static Sent sent(Assets.Asset asset, String accepted) {
        if (accepted.matches(".*\\bbr\\b.*") && asset.brotli().isPresent()) {
            return new Sent("br", asset.brotli().get());
        }
        return accepted.contains("gzip") ? new Sent("gzip", asset.gzip()) : new Sent("", asset.plain());
    }
}
