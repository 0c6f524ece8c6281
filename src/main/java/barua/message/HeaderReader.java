package barua.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gathers the header of a message or part. It ends at the empty line, at a line that can be no field and has no well-known field below it
 * (RFC 5322 §2.2), at a boundary, or with the message.
 */
final class HeaderReader {

    static final int LONGEST = 1024 * 1024;
    static final int MOST_FIELDS = 10_000;
    private static final int LONGEST_STRAY = 998;   // RFC 5322 §2.1.1

    /** Fields that a text below a header that lacks its empty line hardly begins with. */
    private static final Set<String> KNOWN_FIELDS = Set.of("from", "to", "cc", "date", "subject", "message-id", "reply-to", "references", "in-reply-to",
            "mime-version", "content-type", "content-transfer-encoding", "received", "return-path", "delivered-to", "list-id", "dkim-signature");

    private final List<HeaderField> fields = new ArrayList<>();
    private byte[] field = new byte[256];
    private int length;
    private int colon;
    private int bytes;
    private boolean overfull;
    private int begun;

    Headers headers() {
        return new Headers(fields);
    }

    /** How many fields have begun; the last ones are not kept where a bound was passed. */
    int begun() {
        return begun;
    }

    /** Whether a bound was passed: what follows is not looked into. */
    boolean overfull() {
        return overfull;
    }

    /**
     * Takes one segment; false where it is no part of the header. Such a segment is not consumed.
     */
    boolean take(ByteLines lines) throws IOException {
        if (lines.isStart()) {
            if (lines.isEmptyLine()) {
                return false;
            }
            if (!continues(lines)) {
                int found = colonOf(lines.buffer(), lines.from(), lines.to());
                if (found < 0) {
                    return mailboxSeparator(lines) || passedOver(lines);
                }
                finishField();
                colon = found - lines.from();
                begun++;
            }
        }
        append(lines);
        return true;
    }

    /** Ends the last field. */
    void finish() {
        finishField();
    }

    private boolean continues(ByteLines lines) {
        byte first = lines.buffer()[lines.from()];
        return (length > 0 || overfull) && (first == ' ' || first == '\t');
    }

    /** An mbox separator that was left in by a careless program is passed over. */
    private boolean mailboxSeparator(ByteLines lines) {
        byte[] b = lines.buffer();
        int from = b[lines.from()] == '>' ? lines.from() + 1 : lines.from();
        boolean separator = lines.to() - from >= 5 && b[from] == 'F' && b[from + 1] == 'r' && b[from + 2] == 'o' && b[from + 3] == 'm' && b[from + 4] == ' ';
        if (separator) {
            finishField();
        }
        return separator;
    }

    /** A line that is no field, in the midst of fields that everybody knows, is passed over as mail programs do: the header goes on below it. */
    private boolean passedOver(ByteLines lines) throws IOException {
        boolean begun = length > 0 || !fields.isEmpty();
        boolean over = begun && lines.to() - lines.from() <= LONGEST_STRAY && KNOWN_FIELDS.contains(lines.nextName().toLowerCase(Locale.ROOT));
        if (over) {
            finishField();
        }
        return over;
    }

    /**
     * RFC 5322 §4.5 allows blanks before the colon. A name should be printable US-ASCII (§3.6.8), yet one bad byte in it must not make
     * the fields below it body. -1 where there is no name.
     */
    private static int colonOf(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != ':') {
            i++;
        }
        int nameEnd = i;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return nameEnd > from && i < to && bytes[i] == ':' ? i : -1;
    }

    private void append(ByteLines lines) {
        int count = lines.next() - lines.from();
        bytes += count;
        if (bytes > LONGEST || fields.size() >= MOST_FIELDS) {
            overfull = true;
            bytes = LONGEST;
            return;
        }
        if (length + count > field.length) {
            field = Arrays.copyOf(field, Math.max(2 * field.length, length + count));
        }
        System.arraycopy(lines.buffer(), lines.from(), field, length, count);
        length += count;
    }

    private void finishField() {
        if (length == 0) {
            return;
        }
        int end = length;
        end -= end > 0 && field[end - 1] == '\n' ? 1 : 0;
        end -= end > colon && field[end - 1] == '\r' ? 1 : 0;
        int nameEnd = colon;
        while (field[nameEnd - 1] == ' ' || field[nameEnd - 1] == '\t') {
            nameEnd--;
        }
        String name = new String(field, 0, nameEnd, StandardCharsets.ISO_8859_1);
        fields.add(new HeaderField(name, new String(field, colon + 1, Math.max(end - colon - 1, 0), StandardCharsets.ISO_8859_1)));
        length = 0;
    }
}
