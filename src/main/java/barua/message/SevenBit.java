package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a message into one of US-ASCII alone, for a server that takes no other (RFC 6152 §3): each part that holds more is encoded, as
 * quoted-printable where most of it is letters, else as base64, and its header says so. What must stay true: every part decodes to the
 * same bytes as before; parts that need nothing stay as they are, byte for byte. The message is read, never held: the result is made of
 * {@link Pieces} of it.
 *
 * <p>Some messages cannot be turned: a signature inside covers the bytes as they stand (RFC 1847 §2.1), headers would need SMTPUTF8, or the
 * structure is so broken that others would read another one. A DKIM signature is no reason: it breaks, as with every server that converts.
 */
public final class SevenBit {

    private static final int BUFFER = 32 * 1024;
    private static final int LONGEST_HEADER = 256 * 1024;   // of a part; longer ones nobody writes, and many parts may have one
    private static final int LOOKED_AT = 64 * 1024;      // of a part without charset, to see whether it is UTF-8
    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");
    private static final Set<String> ENCODABLE_MESSAGES = Set.of("global-delivery-status", "global-headers", "global-disposition-notification");   // RFC 6533

    private final Content content;
    private final List<Pieces.Piece> pieces = new ArrayList<>();

    private SevenBit(Content content) {
        this.content = content;
    }

    /** How it went. */
    public sealed interface Outcome {

        record Turned(Content content) implements Outcome {
        }

        /** @param why goes on a sentence: "because ..." */
        record Impossible(String why) implements Outcome {
        }
    }

    /** Ends the walk; never leaves this class. */
    private static final class ImpossibleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ImpossibleException(String why) {
            super(why, null, false, false);
        }
    }

    public static Outcome of(Content content) throws IOException {
        SevenBit walk = new SevenBit(content);
        try {
            walk.message(MimeParser.parse(content).root(), content.size());
            return new Outcome.Turned(new Pieces(content, walk.pieces));
        } catch (ImpossibleException impossible) {
            return new Outcome.Impossible(impossible.getMessage());
        }
    }

    private void message(MimePart root, long end) throws IOException {
        part(root, true);
        between(root.bodyEnd(), end);
    }

    private void part(MimePart part, boolean isRoot) throws IOException {
        if (beyond(part.headerStart(), part.bodyEnd()) == 0) {
            pieces.add(new Pieces.Raw(part.headerStart(), part.bodyEnd() - part.headerStart()));
            return;
        }
        if (beyond(part.headerStart(), part.bodyStart()) > 0) {
            throw new ImpossibleException("a header in it holds other letters than US-ASCII");
        }
        long header = part.bodyStart() - part.headerStart();
        if (header > LONGEST_HEADER) {
            throw new ImpossibleException("a part's header is longer than " + LONGEST_HEADER / 1024 + " KB");   // cut, it would say something else
        }
        PartFields fields = PartFields.parse(content.bytes(part.headerStart(), Math.toIntExact(header)));
        if (part.is("multipart", "signed")) {
            throw new ImpossibleException("what is signed in it would no longer be what was signed");
        }
        if (part.isMultipart()) {
            multipart(part, fields, isRoot);
        } else if (part.message().isPresent()) {
            embedded(part, part.message().get().root(), fields);
        } else {
            leaf(part, fields, isRoot);
        }
    }

    private void multipart(MimePart part, PartFields fields, boolean isRoot) throws IOException {
        mustBePlain(part);
        header(fields.with("7bit"), isRoot);
        long at = part.bodyStart();
        for (MimePart child : part.children()) {
            between(at, child.headerStart());
            part(child, false);
            at = child.bodyEnd();
        }
        between(at, part.bodyEnd());
    }

    private void embedded(MimePart part, MimePart inside, PartFields fields) throws IOException {
        mustBePlain(part);
        header(fields.with("7bit"), false);
        between(part.bodyStart(), inside.headerStart());
        message(inside, part.bodyEnd());
    }

    private static void mustBePlain(MimePart part) {
        if (!PLAIN.contains(part.encoding())) {
            throw new ImpossibleException("a part that holds others is encoded, against RFC 2045 §6.4");
        }
    }

    private void leaf(MimePart part, PartFields fields, boolean isRoot) throws IOException {
        String type = fields.type();
        boolean encodable = !type.startsWith("multipart/") && (!type.startsWith("message/") || ENCODABLE_MESSAGES.contains(part.subtype()));
        if (!encodable) {
            throw new ImpossibleException("its structure is broken");
        }
        long beyond = beyond(part.bodyStart(), part.bodyEnd());
        long length = part.bodyEnd() - part.bodyStart();
        // RFC 1428 §3
        PartFields typed = type.isEmpty() && part.is("text", "plain") ? fields.typed("text/plain; charset=" + (isUtf8(part) ? "utf-8" : "unknown-8bit"))
                : fields;
        switch (part.encoding()) {
            case "7bit", "8bit", "binary" -> {
                boolean letters = part.type().equals("text") && beyond <= length / 4 || part.type().equals("message");
                header(typed.with(letters ? "quoted-printable" : "base64"), isRoot);
                pieces.add(letters ? new Pieces.Quoted(part.bodyStart(), length) : new Pieces.Base64(part.bodyStart(), length));
            }
            case "quoted-printable" -> {
                header(typed, isRoot);
                pieces.add(new Pieces.Requoted(part.bodyStart(), length));   // raw octets where none may be: readers take them as they are
            }
            case "base64" -> {
                header(typed, isRoot);
                pieces.add(new Pieces.Questioned(part.bodyStart(), length));   // readers pass over one as over the other (RFC 2045 §6.8)
            }
            default -> throw new ImpossibleException("nobody knows how a part of it is encoded: " + part.encoding());
        }
    }

    /** Without MIME-Version others would not look at the encoding. */
    private void header(PartFields fields, boolean isRoot) {
        pieces.add(new Pieces.Text((isRoot ? fields.versioned() : fields).bytes()));
    }

    /** Boundaries, and words before the first and after the last, which nobody is shown: what is not US-ASCII there becomes a question mark. */
    private void between(long from, long to) throws IOException {
        if (to > from) {
            pieces.add(beyond(from, to) == 0 ? new Pieces.Raw(from, to - from) : new Pieces.Questioned(from, to - from));
        }
    }

    /** How many octets of a range are not US-ASCII. */
    private long beyond(long from, long to) throws IOException {
        long octets = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open(from)) {
            for (long left = to - from; left > 0;) {
                int n = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (n < 0) {
                    break;
                }
                for (int i = 0; i < n; i++) {
                    octets += buffer[i] < 0 ? 1 : 0;
                }
                left -= n;
            }
        }
        return octets;
    }

    private boolean isUtf8(MimePart part) throws IOException {
        byte[] start = content.bytes(part.bodyStart(), (int) Math.min(LOOKED_AT, part.bodyEnd() - part.bodyStart()));
        boolean whole = start.length < LOOKED_AT;   // else the last letter may be cut
        return !StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length), whole).isError();
    }

    /** The lines of a part's header, all US-ASCII, changed field by field. */
    private record PartFields(List<String> fields) {

        static PartFields parse(byte[] header) {
            String text = new String(header, StandardCharsets.US_ASCII);
            List<String> fields = new ArrayList<>();
            for (String line : text.split("(?<=\n)")) {
                if (line.isBlank() && !line.startsWith(" ") && !line.startsWith("\t")) {
                    break;
                }
                boolean folded = (line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty();
                fields.add(folded ? fields.removeLast() + line : line);
            }
            return new PartFields(fields);
        }

        /** The first word of Content-Type, in lower case; empty where there is no such field. */
        String type() {
            return first("content-type").map(field -> field.substring(field.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT)).orElse("");
        }

        private Optional<String> first(String name) {
            return fields.stream().filter(field -> is(field, name)).findFirst();
        }

        private static boolean is(String field, String name) {
            int colon = field.indexOf(':');
            return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
        }

        PartFields with(String encoding) {
            List<String> changed = new ArrayList<>(fields.stream().filter(field -> !is(field, "content-transfer-encoding")).toList());
            changed.add("Content-Transfer-Encoding: " + encoding + "\r\n");
            return new PartFields(changed);
        }

        PartFields typed(String type) {
            return and("Content-Type: " + type);
        }

        PartFields versioned() {
            return first("mime-version").isPresent() ? this : and("MIME-Version: 1.0");
        }

        private PartFields and(String line) {
            List<String> changed = new ArrayList<>(fields);
            changed.add(line + "\r\n");
            return new PartFields(changed);
        }

        byte[] bytes() {
            StringBuilder text = new StringBuilder();
            fields.forEach(field -> text.append(field).append(field.endsWith("\n") ? "" : "\r\n"));
            return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        }
    }
}
