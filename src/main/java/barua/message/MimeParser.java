package barua.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the structure of any message in one pass: offsets, never copies of bodies. Broken mail gets the best structure
 * there is, never an exception (RFC 2045, 2046); only the stream's own {@link IOException} passes through.
 * Bounds: nesting 50, parts 1,000 in all, header of a part 1 MB and 10,000 fields; past them a part is a leaf of opaque bytes
 * ({@code application/octet-stream}). What always holds, however broken the mail:
 * <ul>
 * <li>a multipart has at least one child; one without a usable boundary, or without any part, is read as text/plain (RFC 2045 §5.2);
 * <li>message/rfc822 and message/global have their {@link MimePart#message()}, whose root's body ends where the part's does;
 * <li>headerStart &lt;= bodyStart &lt;= bodyEnd, and children lie within their parent's body, in order, without overlap.
 * </ul>
 */
public final class MimeParser {

    private MimeParser() {
    }

    /** The message's own header fields and its structure. Lines may end in CRLF or LF. */
    public record Message(Headers headers, MimePart root) {
    }

    public static Message parse(InputStream in) throws IOException {
        MimePart.Embedded message = new StructureReader(new ByteLines(in)).read();
        return new Message(message.headers(), message.root());
    }

    public static Message parse(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return parse(in);
        }
    }
}
