package barua.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One body part with where it lies in the message; offsets are bytes from the message's start. A whole message is its
 * root part: its header begins at 0.
 *
 * @param headerStart  first byte of the part's header
 * @param bodyStart    first byte after the empty line (equal to bodyEnd where there is no body)
 * @param bodyEnd      first byte after the body; the CRLF before a boundary belongs to the boundary (RFC 2046 §5.1.1)
 * @param lines        number of line ends in the body, as IMAP's body structure gives it
 * @param type         lower case, such as {@code text}
 * @param subtype      lower case, such as {@code plain}
 * @param parameters   of Content-Type, names in lower case, values decoded (RFC 2231) as Unicode
 * @param encoding     the transfer encoding in lower case, {@code 7bit} where none is said
 * @param id           Content-ID as written, with its angle brackets; empty where there is none
 * @param description  Content-Description as written; empty where there is none
 * @param disposition  Content-Disposition's value in lower case; empty where there is none
 * @param dispositionParameters as {@code parameters}
 * @param md5          Content-MD5; empty where there is none
 * @param languages    Content-Language
 * @param location     Content-Location; empty where there is none
 * @param children     of a multipart, in order
 * @param message      of message/rfc822 or message/global: the message inside, whose offsets are in the outer message too
 */
public record MimePart(long headerStart, long bodyStart, long bodyEnd, int lines, String type, String subtype,
                       Map<String, String> parameters, String encoding, String id, String description,
                       String disposition, Map<String, String> dispositionParameters, String md5,
                       List<String> languages, String location, List<MimePart> children, Optional<Embedded> message) {

    /** The message inside a message/rfc822 part: its header, for ENVELOPE, and its own structure. */
    public record Embedded(Headers headers, MimePart root) {
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    public boolean is(String wantedType, String wantedSubtype) {
        return type.equals(wantedType) && subtype.equals(wantedSubtype);
    }

    /** The name a person would save it under: from Content-Disposition, else from Content-Type; decoded, without any path. */
    public Optional<String> fileName() {
        return PartNames.fileName(this);
    }

    /** Bytes of the body as they stand in the message, still encoded. */
    public long bodySize() {
        return bodyEnd - bodyStart;
    }
}
