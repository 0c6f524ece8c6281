package barua.webmail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The addresses under which the frame of one message, or of one inside it, may load pictures. */
class SealedPictures implements Sanitizer.Pictures {

    private final Reader.Viewer viewer;
    private final Seal seal;
    private final Desk.Opened in;
    private final long uid;
    private final Parts parts;

    SealedPictures(Reader.Viewer viewer, Seal seal, Desk.Opened in, long uid, Parts parts) {
        this.viewer = viewer;
        this.seal = seal;
        this.in = in;
        this.uid = uid;
        this.parts = parts;
    }

    static String address(Seal seal, Reader.Viewer viewer, Desk.Opened in, long uid, String part) {
        return "/img/" + seal.close(new PictureRef(viewer.account(), viewer.session(), new PictureRef.Part(in.path(), uid, part)).text());
    }

    @Override
    public Optional<String> inline(String contentId) {
        return path(contentId).map(path -> address(seal, viewer, in, uid, path));
    }

    @Override
    public Optional<String> remote(String url) {
        return viewer.pictures() ? Optional.of("/img/" + seal.close(new PictureRef(viewer.account(), viewer.session(), new PictureRef.Remote(url)).text()))
                : Optional.empty();
    }

    /** Of the part with that Content-ID, as a cid: address writes it (RFC 2392: percent-encoded where need be). */
    final Optional<String> path(String contentId) {
        String plain = contentId.strip();
        return Optional.ofNullable(parts.inline().get(plain)).or(() -> decoded(plain).map(parts.inline()::get));
    }

    private static Optional<String> decoded(String contentId) {
        try {
            return contentId.contains("%") ? Optional.of(URLDecoder.decode(contentId.replace("+", "%2B"), StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
