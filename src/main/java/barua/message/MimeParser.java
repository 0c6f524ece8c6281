package barua.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the structure of any message in one pass: offsets, never copies of bodies. Broken mail gets the best structure
 * there is, never an exception (RFC 2045, 2046); only the stream's own {@link IOException} passes through.
 * Bounds: nesting 50, parts 1,000 in all, header of a part 1 MB and 10,000 fields; past them a part is a leaf of opaque bytes.
 */
public final class MimeParser {

    private MimeParser() {
    }

    /** The message's own header fields and its structure. Lines may end in CRLF or LF. */
    public record Message(Headers headers, MimePart root) {
    }

    public static Message parse(InputStream in) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public static Message parse(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return parse(in);
        }
    }
}
