package barua.imap;

import barua.message.HeaderText;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Looks for a text in the body of a message, decoded, in all parts that hold text (RFC 9051 §6.4.4 BODY, TEXT). */
final class TextSearch {

    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");
    /** So much of one part is looked through. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Needle needle;

    TextSearch(Needle needle) {
        this.needle = needle;
    }

    boolean inHeaderOrBody(Candidate message) throws IOException {
        MimePart root = message.outline().structure();
        return inHeader(message, root) || inBody(message, root, true);
    }

    boolean inBody(Candidate message) throws IOException {
        return inBody(message, message.outline().structure(), false);
    }

    /** @param headers whether the headers of parts count too */
    private boolean inBody(Candidate message, MimePart part, boolean headers) throws IOException {
        if (part.message().isPresent()) {
            MimePart inner = part.message().get().root();
            return inHeader(message, inner) || inBody(message, inner, headers);
        }
        for (MimePart child : part.children()) {
            if (headers && inHeader(message, child) || inBody(message, child, headers)) {
                return true;
            }
        }
        return part.type().equals("text") && inText(message, part);
    }

    private boolean inHeader(Candidate message, MimePart part) throws IOException {
        byte[] header = message.content().bytes(part.headerStart(), (int) (part.bodyStart() - part.headerStart()));
        if (needle.isAscii() && needle.in(header, 0, header.length)) {
            return true;
        }
        String raw = new String(header, StandardCharsets.ISO_8859_1);
        boolean encoded = raw.contains("=?") || !needle.isAscii() || raw.contains("\r\n ") || raw.contains("\r\n\t");
        return encoded && needle.in(HeaderText.decode(raw));
    }

    private boolean inText(Candidate message, MimePart part) throws IOException {
        if (needle.isAscii() && PLAIN.contains(part.encoding())) {
            // Every charset of plain mail holds ASCII as it is: no need to decode.
            var bytes = message.bytes(part.bodyStart(), part.bodyEnd());
            if (bytes.isPresent()) {
                return needle.in(bytes.get(), 0, bytes.get().length);
            }
        }
        return needle.in(PartReader.text(message.content(), part, LONGEST));
    }
}
