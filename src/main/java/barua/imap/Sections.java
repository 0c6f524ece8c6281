package barua.imap;

import barua.imap.FetchItem.Section;
import barua.imap.FetchItem.What;
import barua.message.Content;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.MimePart;
import barua.message.Outline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where in a message a section lies (RFC 9051 §6.4.5.1). */
final class Sections {

    private Sections() {
    }

    /** What a section turned out to be. */
    sealed interface Found {
        /** There is no such part: NIL. */
        record Nothing() implements Found {
        }

        record Span(long from, long length) implements Found {
        }

        /** Some header fields, put together. */
        record Bytes(byte[] bytes) implements Found {
        }
    }

    private static final Found NOTHING = new Found.Nothing();

    /**
     * The part of that number. Part 1 of a message that is no multipart is its body; the numbers go on through a
     * message/rfc822 into the message inside.
     */
    static Optional<MimePart> part(MimePart root, List<Integer> numbers) {
        MimePart within = root;      // a message's root, or a multipart
        MimePart found = root;
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0) {
                if (!found.isMultipart() && found.message().isEmpty()) {
                    return Optional.empty();
                }
                within = found.isMultipart() ? found : found.message().orElseThrow().root();
            }
            int number = numbers.get(i);
            if (within.isMultipart()) {
                if (number > within.children().size()) {
                    return Optional.empty();
                }
                found = within.children().get(number - 1);
            } else if (number == 1) {
                found = within;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    static Found find(Section section, Outline outline, Content content) throws IOException {
        if (section.part().isEmpty()) {
            return ofMessage(section.what(), outline.structure(), outline.headers(), content);
        }
        Optional<MimePart> part = part(outline.structure(), section.part());
        if (part.isEmpty()) {
            return NOTHING;
        }
        MimePart found = part.get();
        return switch (section.what()) {
            case What.Everything() -> new Found.Span(found.bodyStart(), found.bodySize());
            case What.Mime() -> new Found.Span(found.headerStart(), found.bodyStart() - found.headerStart());
            // RFC 9051 §6.4.5.1: these belong to a message/rfc822 part alone.
            case What.Header _, What.Text _, What.Fields _ -> found.message().isEmpty() ? NOTHING
                    : ofMessage(section.what(), found.message().get().root(), Headers.NONE, content);
        };
    }

    private static Found ofMessage(What what, MimePart root, Headers known, Content content) throws IOException {
        long header = root.bodyStart() - root.headerStart();
        return switch (what) {
            case What.Everything() -> new Found.Span(root.headerStart(), root.bodyEnd() - root.headerStart());
            case What.Header() -> new Found.Span(root.headerStart(), header);
            case What.Text() -> new Found.Span(root.bodyStart(), root.bodySize());
            case What.Mime() -> NOTHING;
            case What.Fields(var names, var except) -> !except && root.headerStart() == 0 && allKnown(names)
                    ? new Found.Bytes(fields(known, names))
                    : new Found.Bytes(fields(content.bytes(root.headerStart(), (int) header), names, except));
        };
    }

    private static boolean allKnown(List<String> names) {
        return names.stream().allMatch(name -> Outline.FIELDS.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** From what the cache holds: no file is opened. */
    private static byte[] fields(Headers known, List<String> names) {
        StringBuilder text = new StringBuilder();
        for (HeaderField field : known.fields()) {
            if (names.contains(field.name().toUpperCase(Locale.ROOT))) {
                text.append(field.name()).append(':').append(field.raw()).append("\r\n");
            }
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Those lines of a header that belong to the fields, or to all others; with an empty line at the end. */
    static byte[] fields(byte[] header, List<String> names, boolean except) {
        StringBuilder chosen = new StringBuilder();
        for (HeaderBlock.Line line : HeaderBlock.parse(header).lines()) {
            boolean named = line.field().filter(field -> names.contains(field.name().toUpperCase(Locale.ROOT))).isPresent();
            if (named != except) {
                chosen.append(line.text()).append(line.text().endsWith("\n") ? "" : "\r\n");
            }
        }
        return chosen.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
