package barua.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@link Outline} as few bytes, for caches on disk. The form:
 * <pre>
 * version   one byte, 1
 * numbers   7 bits a byte, the lowest first, the top bit says that more follow
 * texts     length in bytes, UTF-8
 * lists     count, items
 * outline   headers (list of name, raw), part, preview
 * part      headerStart, bodyStart - headerStart, bodyEnd - bodyStart, lines, type, subtype, parameters (list of name, value), encoding,
 *           id, description, disposition, its parameters, md5, languages, location, children (list of parts), 0 or 1 and headers, part
 * </pre>
 * A cache that was written by another version is not read but made again.
 */
public final class OutlineCodec {

    private static final byte VERSION = 1;
    private static final int DEEPEST = StructureReader.DEEPEST + 2;

    private OutlineCodec() {
    }

    public static byte[] encode(Outline outline) {
        var writer = new Writer();
        writer.out.write(VERSION);
        writer.headers(outline.headers());
        writer.part(outline.structure());
        writer.text(outline.preview());
        return writer.out.toByteArray();
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version, cut short, too long, or no outline at all. */
    public static Outline decode(byte[] bytes) {
        Reader reader = reader(bytes);
        Outline outline = new Outline(reader.headers(), reader.part(0), reader.text());
        if (reader.in.hasRemaining()) {
            throw new IllegalArgumentException("bytes left over behind an outline");
        }
        return outline;
    }

    /** The header fields of an outline alone, for walks through many; throws as {@link #decode}, but looks no further than they reach. */
    public static Headers decodeHeaders(byte[] bytes) {
        return reader(bytes).headers();
    }

    private static Reader reader(byte[] bytes) {
        var reader = new Reader(ByteBuffer.wrap(bytes));
        if (bytes.length == 0 || reader.in.get() != VERSION) {
            throw new IllegalArgumentException("no outline of version " + VERSION);
        }
        return reader;
    }

    private static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

        void headers(Headers headers) {
            number(headers.fields().size());
            for (HeaderField field : headers.fields()) {
                text(field.name());
                text(field.raw());
            }
        }

        void part(MimePart part) {
            number(part.headerStart());
            number(part.bodyStart() - part.headerStart());
            number(part.bodyEnd() - part.bodyStart());
            number(part.lines());
            text(part.type());
            text(part.subtype());
            parameters(part.parameters());
            text(part.encoding());
            text(part.id());
            text(part.description());
            text(part.disposition());
            parameters(part.dispositionParameters());
            text(part.md5());
            number(part.languages().size());
            part.languages().forEach(this::text);
            text(part.location());
            number(part.children().size());
            part.children().forEach(this::part);
            number(part.message().isPresent() ? 1 : 0);
            part.message().ifPresent(inside -> {
                headers(inside.headers());
                part(inside.root());
            });
        }

        private void parameters(Map<String, String> parameters) {
            number(parameters.size());
            parameters.forEach((name, value) -> {
                text(name);
                text(value);
            });
        }

        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        private void number(long value) {
            long left = value;
            while (left > 0x7f) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }

    private static final class Reader {

        private final ByteBuffer in;

        Reader(ByteBuffer in) {
            this.in = in;
        }

        Headers headers() {
            int count = count();
            List<HeaderField> fields = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                fields.add(new HeaderField(text(), text()));
            }
            return new Headers(fields);
        }

        MimePart part(int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("parts nested too deep");
            }
            long headerStart = number();
            long bodyStart = sum(headerStart, number());
            long bodyEnd = sum(bodyStart, number());
            int lines = (int) Math.min(number(), Integer.MAX_VALUE);
            return new MimePart(headerStart, bodyStart, bodyEnd, lines, text(), text(), parameters(), text(), text(), text(), text(), parameters(),
                    text(), languages(), text(), children(depth), message(depth));
        }

        private static long sum(long start, long length) {
            if (start > Long.MAX_VALUE - length) {
                throw new IllegalArgumentException("an outline past the end of all files");
            }
            return start + length;
        }

        private List<String> languages() {
            int count = count();
            List<String> languages = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                languages.add(text());
            }
            return List.copyOf(languages);
        }

        private List<MimePart> children(int depth) {
            int count = count();
            List<MimePart> children = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                children.add(part(depth + 1));
            }
            return List.copyOf(children);
        }

        private Optional<MimePart.Embedded> message(int depth) {
            return number() == 0 ? Optional.empty() : Optional.of(new MimePart.Embedded(headers(), part(depth + 1)));
        }

        private Map<String, String> parameters() {
            int count = count();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                parameters.put(text(), text());
            }
            return Collections.unmodifiableMap(parameters);
        }

        private String text() {
            byte[] bytes = new byte[count()];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** A count of things that take at least a byte each, so that garbage cannot ask for more memory than it has bytes. */
        private int count() {
            long count = number();
            if (count > in.remaining()) {
                throw new IllegalArgumentException("an outline that is cut short");
            }
            return (int) count;
        }

        private long number() {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                if (!in.hasRemaining()) {
                    throw new IllegalArgumentException("an outline that is cut short");
                }
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number without an end");
        }
    }
}
