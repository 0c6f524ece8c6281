package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The header of a message as bytes: read without changing anything, changed line by line, written back. Lines that nobody touched stay
 * byte for byte, for signatures cover them. What is a field, and what its name is, the {@link HeaderReader} says here as for every reader
 * of ours: a field that is shown to somebody is one that can be counted, judged and taken out.
 *
 * @param lines in their order
 * @param rest  what follows the last of them: the empty line with its CRLF, or what stood in place of it
 * @param whole false where there were more fields than anybody looks at
 */
public record HeaderBlock(List<Line> lines, String rest, boolean whole) {

    /**
     * @param field empty for a line that is no field and that readers pass over
     * @param text  the bytes as ISO 8859-1 chars, with folded lines and the last CRLF
     */
    public record Line(Optional<HeaderField> field, String text) {

        boolean is(Set<String> names) {
            return field.filter(one -> names.contains(one.name().toLowerCase(Locale.ROOT))).isPresent();
        }
    }

    public HeaderBlock {
        lines = List.copyOf(lines);
    }

    /** @param block everything up to and including the empty line */
    public static HeaderBlock parse(byte[] block) {
        HeaderReader reader = new HeaderReader();
        ByteLines lines = new ByteLines(new ByteArrayInputStream(block), block.length + 1);
        List<Integer> starts = new ArrayList<>();
        List<Integer> fields = new ArrayList<>();    // which field of the reader begins there; -1 for none
        int end = block.length;
        try {
            while (lines.advance()) {
                int begun = reader.begun();
                boolean blank = lines.isStart() && lines.to() > lines.from() && isBlank(lines.buffer()[lines.from()]);
                int at = (int) lines.offset();
                if (!reader.take(lines)) {
                    end = at;
                    break;
                }
                if (reader.begun() > begun || lines.isStart() && !blank) {
                    starts.add(at);
                    fields.add(reader.begun() > begun ? begun : -1);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        reader.finish();
        return of(block, starts, fields, end, reader);
    }

    private static HeaderBlock of(byte[] block, List<Integer> starts, List<Integer> fields, int end, HeaderReader reader) {
        List<HeaderField> read = reader.headers().fields();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int field = fields.get(i);
            int next = i + 1 < starts.size() ? starts.get(i + 1) : end;
            lines.add(new Line(field >= 0 && field < read.size() ? Optional.of(read.get(field)) : Optional.empty(), text(block, starts.get(i), next)));
        }
        return new HeaderBlock(lines, text(block, end, block.length), !reader.overfull());
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    public Headers headers() {
        return new Headers(lines.stream().flatMap(line -> line.field().stream()).toList());
    }

    public boolean has(String name) {
        return count(Set.of(name.toLowerCase(Locale.ROOT))) > 0;
    }

    /** How many fields have one of these names, in lower case. */
    public long count(Set<String> names) {
        return lines.stream().filter(line -> line.is(names)).count();
    }

    /** @param names in lower case */
    public HeaderBlock without(Set<String> names) {
        return without(line -> line.is(names));
    }

    public HeaderBlock without(Predicate<Line> unwanted) {
        return new HeaderBlock(lines.stream().filter(unwanted.negate()).toList(), rest, whole);
    }

    /** With one more field at the end. */
    public HeaderBlock with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        if (!more.isEmpty() && !more.getLast().text().endsWith("\r\n")) {
            Line open = more.removeLast();
            more.add(new Line(open.field(), open.text() + "\r\n"));
        }
        String text = new String((name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        more.add(new Line(Optional.of(new HeaderField(name, text.substring(name.length() + 1, text.length() - 2))), text));
        return new HeaderBlock(more, rest, whole);
    }

    /** With the empty line that ends a header before whatever stood in its place (RFC 5322 §2.1). */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        boolean ends = rest.isEmpty() || rest.startsWith("\r\n");
        return text.append(ends ? "" : "\r\n").append(rest).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether text stands where the empty line should. */
    public boolean lacksEmptyLine() {
        return !rest.isEmpty() && !rest.startsWith("\r\n");
    }

    /** How many bytes the lines have, without the empty line behind them. */
    public int length() {
        return lines.stream().mapToInt(line -> line.text().length()).sum();
    }

    /** The Message-ID with its angle brackets; empty where there is none. */
    public String messageId() {
        return headers().first("Message-ID").map(field -> field.unfolded().strip()).orElse("");
    }
}
