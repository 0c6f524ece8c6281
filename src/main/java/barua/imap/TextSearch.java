package barua.imap;

import barua.message.Folding;
import barua.message.HeaderText;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
        boolean plain = Folding.isAscii(header, 0, header.length);
        if (plain && needle.isAscii() && needle.in(header, 0, header.length)) {
            return true;
        }
        for (int start = 0; start < header.length; ) {
            int end = endOfField(header, start);
            if (!plain && needle.isAscii() && Folding.isAscii(header, start, end) && needle.in(header, start, end)) {
                return true;
            }
            if (mayReadOtherwise(header, start, end) && needle.in(HeaderText.decode(new String(header, start, end - start, StandardCharsets.ISO_8859_1)))) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** A field goes on in lines that begin with white space (RFC 5322 §2.2.3). */
    private static int endOfField(byte[] header, int start) {
        int end = start;
        do {
            while (end < header.length && header[end++] != '\n') {
                // to behind the line's end
            }
        } while (end < header.length && (header[end] == ' ' || header[end] == '\t'));
        return end;
    }

    /** Whether people read something else there than the bytes say: encoded words, folded lines, or no ASCII. */
    private boolean mayReadOtherwise(byte[] header, int start, int end) {
        boolean folded = false;
        for (int i = start; i < end; i++) {
            if (header[i] < 0 || header[i] == '=' && i + 1 < end && header[i + 1] == '?') {
                return true;
            }
            folded |= header[i] == '\n' && i + 1 < end;
        }
        return folded && needle.hasBlank();
    }

    private boolean inText(Candidate message, MimePart part) throws IOException {
        if (!needle.isAscii() || !holdsAscii(part)) {
            return needle.in(PartReader.text(message.content(), part, LONGEST));
        }
        // ASCII stands in these charsets as it is: the characters need not be made, where no other is there to become one with them.
        byte[] bytes;
        if (PLAIN.contains(part.encoding())) {
            bytes = message.content().bytes(part.bodyStart(), (int) Math.min(LONGEST, part.bodySize()));
        } else {
            try (InputStream in = PartReader.bytes(message.content(), part)) {
                bytes = in.readNBytes(LONGEST);
            }
        }
        return Folding.isAscii(bytes, 0, bytes.length) ? needle.in(bytes, 0, bytes.length) : needle.in(PartReader.text(message.content(), part, LONGEST));
    }

    private static boolean holdsAscii(MimePart part) {
        String charset = part.parameters().getOrDefault("charset", "us-ascii").toLowerCase(Locale.ROOT);
        return charset.equals("us-ascii") || charset.equals("utf-8") || charset.startsWith("iso-8859-") || charset.startsWith("windows-125")
                || charset.startsWith("koi8");
    }
}
