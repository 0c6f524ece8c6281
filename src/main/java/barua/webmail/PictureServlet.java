package barua.webmail;

import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Content;
import barua.message.PartReader;
import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code /img/{seal}}: pictures of message frames, most of which have an opaque origin and send no cookie; {@link Seal} proves that we gave the
 * address out.
 */
@WebServlet("/img/*")
public class PictureServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** A dashed box with a mark of interruption. */
    private static final String NOT_TO_BE_HAD = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"40\" viewBox=\"0 0 64 40\">"
            + "<rect x=\"1\" y=\"1\" width=\"62\" height=\"38\" rx=\"6\" fill=\"none\" stroke=\"#86827a\" stroke-dasharray=\"4 3\"/>"
            + "<path d=\"M26 14l12 12M38 14L26 26\" stroke=\"#86827a\" stroke-width=\"2\"/></svg>";

    @Inject
    private transient Webmail webmail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sealed = String.join("", Call.of(request).steps());
        Optional<PictureRef> picture = webmail.seal().open(sealed).flatMap(PictureRef::read);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");   // an opaque origin is not the same as ours
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Cache-Control", "private, max-age=86400, immutable");
        Optional<PictureRef> open = picture.filter(ref -> webmail.sessions().isOpen(ref.account(), ref.session()));
        boolean sent = open.isPresent() && switch (open.get().picture()) {
            case PictureRef.Part part -> part(response, open.get().account(), part);
            case PictureRef.Remote remote -> remote(response, remote);
        };
        if (!sent) {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private boolean remote(HttpServletResponse response, PictureRef.Remote ref) throws IOException {
        Optional<PictureFetcher.Picture> picture = webmail.pictures().get(ref.url());
        if (picture.isPresent()) {
            response.setContentType(picture.get().type());
            response.getOutputStream().write(picture.get().bytes());
        } else {
            // The browser's own sign of a broken picture looks like a fault of ours, and it would not ask again.
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("image/svg+xml");
            response.getOutputStream().write(NOT_TO_BE_HAD.getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    private boolean part(HttpServletResponse response, Address account, PictureRef.Part ref) throws IOException {
        Optional<Desk.Opened> opened = webmail.desk().open(account, ref.path());
        if (opened.isEmpty()) {
            return false;
        }
        try {
            Content content = opened.get().folder().content(ref.uid());
            Optional<Located> located = Located.of(content, ref.part()).filter(found -> Parts.isPicture(found.part()));
            if (located.isEmpty()) {
                return false;
            }
            String subtype = located.get().part().subtype();
            response.setContentType("image/" + (subtype.matches("jpg|pjpeg") ? "jpeg" : subtype));
            try (InputStream in = PartReader.bytes(located.get().content(), located.get().part())) {
                in.transferTo(response.getOutputStream());
            }
            return true;
        } catch (MailboxException gone) {
            return false;
        }
    }
}
