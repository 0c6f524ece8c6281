package barua.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the lines of one message down into its parts. The stack of boundaries decides what a line that begins with two
 * hyphens is; a line that closes or continues an outer multipart ends every inner one, so a lost boundary costs one part only.
 */
final class StructureReader {

    static final int DEEPEST = 50;
    static final int MOST_PARTS = 1000;

    private final ByteLines lines;
    private final List<byte[]> boundaries = new ArrayList<>();
    private int parts;
    private boolean more;        // whether the current segment is still to be looked at; false at the end of the message
    private int hit = -1;        // index of the boundary that the current line is; -1 for any other line
    private boolean closing;     // whether that boundary line is the last of its multipart

    StructureReader(ByteLines lines) {
        this.lines = lines;
    }

    MimePart.Embedded read() throws IOException {
        next();
        return message(0);
    }

    private MimePart.Embedded message(int depth) throws IOException {
        HeaderReader header = new HeaderReader();
        MimePart root = part(header, depth, false);
        return new MimePart.Embedded(header.headers(), root);
    }

    private MimePart part(HeaderReader header, int depth, boolean inDigest) throws IOException {
        long headerStart = lines.offset();
        if (++parts == MOST_PARTS && more) {
            hit = boundaryOf();   // from here on nothing begins a part any more, not even the line under the reader
        }
        readHeader(header);
        PartHeader says = PartHeader.of(header.headers(), inDigest);
        Start start = new Start(headerStart, lines.offset(), lines.breaks());
        boolean composite = says.isMultipart() || says.isMessage();
        if (header.overfull() || parts >= MOST_PARTS || composite && depth >= DEEPEST) {
            skipBody();
            return leaf(says.as("application", "octet-stream"), start);
        }
        if (says.isMultipart() && !says.boundary().isEmpty()) {
            return multipart(says, start, depth);
        }
        if (says.isMessage()) {
            MimePart.Embedded inside = message(depth + 1);
            return made(says, start, inside.root().bodyEnd(), List.of(), Optional.of(inside));
        }
        skipBody();
        return leaf(says.isMultipart() ? says.as("text", "plain") : says, start);
    }

    /** Where a part began: its header, its body, and how many line ends came before the body. */
    private record Start(long header, long body, long breaks) {
    }

    private void readHeader(HeaderReader header) throws IOException {
        while (more && hit < 0 && header.take(lines)) {
            next();
        }
        header.finish();
        if (more && hit < 0 && lines.isEmptyLine()) {
            next();
        }
    }

    private MimePart multipart(PartHeader says, Start start, int depth) throws IOException {
        int level = boundaries.size();
        boundaries.add(("--" + says.boundary()).getBytes(StandardCharsets.ISO_8859_1));
        if (more) {
            hit = boundaryOf();   // the line under the reader was looked at before this boundary was known
        }
        List<MimePart> children = new ArrayList<>();
        skipBody();               // the preamble
        while (more && hit == level && !closing) {
            next();
            children.add(part(new HeaderReader(), depth + 1, says.isDigest()));
        }
        boundaries.removeLast();
        if (more && hit == level) {
            next();
            skipBody();           // the epilogue
        }
        if (children.isEmpty()) {
            return leaf(says.as("text", "plain"), start);
        }
        // A last part without a body ends behind the line end that belongs to the boundary.
        return made(says, start, Math.max(bodyEnd(start), children.getLast().bodyEnd()), children, Optional.empty());
    }

    /** Goes on to the next boundary line of any open multipart, or to the end. */
    private void skipBody() throws IOException {
        while (more && hit < 0) {
            next();
        }
    }

    private void next() throws IOException {
        more = lines.advance();
        hit = more ? boundaryOf() : -1;
    }

    private MimePart leaf(PartHeader says, Start start) {
        return made(says, start, bodyEnd(start), List.of(), Optional.empty());
    }

    /** RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary. */
    private long bodyEnd(Start start) {
        return more ? Math.max(start.body(), lines.previousEnd()) : lines.offset();
    }

    private MimePart made(PartHeader says, Start start, long bodyEnd, List<MimePart> children, Optional<MimePart.Embedded> message) {
        return new MimePart(start.header(), start.body(), bodyEnd, linesOf(start, bodyEnd), says.type(), says.subtype(), says.parameters(), says.encoding(),
                says.id(), says.description(), says.disposition(), says.dispositionParameters(), says.md5(), says.languages(),
                says.location(), List.copyOf(children), message);
    }

    /** Line ends in the body, as other servers count for IMAP's body structure (RFC 9051 §7.5.2): words without one are no line yet. */
    private int linesOf(Start start, long bodyEnd) {
        if (bodyEnd == start.body()) {
            return 0;
        }
        boolean lastIsTheBoundarys = more && bodyEnd < lines.offset();
        return (int) Math.min(Integer.MAX_VALUE, lines.breaks() - start.breaks() - (lastIsTheBoundarys ? 1 : 0));
    }

    /** Which open multipart the current line continues or closes, the innermost first; -1 for any other line. */
    private int boundaryOf() {
        byte[] buffer = lines.buffer();
        int from = lines.from();
        if (!lines.isStart() || lines.to() - from < 3 || buffer[from] != '-' || buffer[from + 1] != '-') {
            return -1;
        }
        int to = lines.to();
        while (to > from && (buffer[to - 1] == ' ' || buffer[to - 1] == '\t')) {
            to--;
        }
        for (int level = boundaries.size() - 1; level >= 0; level--) {
            if (matches(boundaries.get(level), buffer, from, to)) {
                return level;
            }
        }
        return -1;
    }

    private boolean matches(byte[] boundary, byte[] buffer, int from, int to) {
        int rest = to - from - boundary.length;
        boolean opens = rest == 0;
        boolean closes = rest == 2 && buffer[to - 1] == '-' && buffer[to - 2] == '-';
        for (int i = 0; (opens || closes) && i < boundary.length; i++) {
            if (buffer[from + i] != boundary[i]) {
                return false;
            }
        }
        closing = closes;
        return closes || opens && parts < MOST_PARTS;   // past the bound the last part takes what is left
    }
}
