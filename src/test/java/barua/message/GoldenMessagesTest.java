package barua.message;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every {@code .eml} beside this test's resources, read and written down, is what the {@code .txt} of the same name says. A new pair needs
 * no code; run with {@code -Dbarua.golden.write=DIR} to have the texts written, and read them before they are kept.
 */
class GoldenMessagesTest {

    @TestFactory
    Stream<DynamicTest> each_message_is_read_as_written_down() throws IOException, URISyntaxException {
        List<Path> messages = messages();
        return messages.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            Path expected = file.resolveSibling(file.getFileName().toString().replace(".eml", ".txt"));
            String shown = shown(Content.of(file));
            String write = System.getProperty("barua.golden.write", "");
            if (!write.isEmpty()) {
                Files.writeString(Path.of(write, expected.getFileName().toString()), shown);
                return;
            }
            assertEquals(Files.readString(expected), shown);
        }));
    }

    @Test
    void there_are_messages_to_read() throws IOException, URISyntaxException {
        assertTrue(messages().size() >= 40);
    }

    private static List<Path> messages() throws IOException, URISyntaxException {
        Path folder = Path.of(GoldenMessagesTest.class.getResource("/barua/message/plain-swahili.eml").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }

    private static String shown(Content content) throws IOException {
        Outline outline = Outline.of(content);
        MimeParser.Message message = MimeParser.parse(content);
        var out = new StringBuilder();
        headers(out, "", message.headers());
        out.append("date: ").append(Dates.parseWithOffset(message.headers().text("date")).map(Object::toString).orElse("-")).append('\n');
        out.append("preview: ").append(outline.preview()).append('\n');
        out.append('\n');
        part(out, "", content, message.root());
        return out.toString();
    }

    private static void headers(StringBuilder out, String indent, Headers headers) {
        out.append(indent).append("fields: ").append(headers.fields().stream().map(HeaderField::name).collect(Collectors.joining(" "))).append('\n');
        out.append(indent).append("subject: ").append(escaped(headers.text("subject"), 200)).append('\n');
        for (String name : List.of("from", "sender", "reply-to", "to", "cc", "bcc")) {
            for (AddressItem item : headers.addresses(name)) {
                out.append(indent).append(name).append(": ").append(escaped(address(item), 200)).append('\n');
            }
        }
        if (headers.first("references").isPresent()) {
            out.append(indent).append("references: ").append(MessageIds.parse(headers.first("references").get().raw())).append('\n');
        }
    }

    private static String address(AddressItem item) {
        return switch (item) {
            case AddressItem.Mailbox(var name, _, var local, var domain, _) -> name + " | " + local + " | " + domain;
            case AddressItem.GroupStart(var name, _) -> name + " {";
            case AddressItem.GroupEnd() -> "}";
        };
    }

    private static void part(StringBuilder out, String indent, Content content, MimePart part) throws IOException {
        out.append(indent).append(part.type()).append('/').append(part.subtype()).append(' ').append(part.encoding())
                .append(" at ").append(part.headerStart()).append('+').append(part.bodyStart() - part.headerStart()).append('+').append(part.bodySize())
                .append(" lines ").append(part.lines()).append('\n');
        String inner = indent + "  ";
        parameters(out, inner, "type ", part.parameters());
        said(out, inner, "disposition", part.disposition());
        parameters(out, inner, "disposition ", part.dispositionParameters());
        said(out, inner, "id", part.id());
        said(out, inner, "description", part.description());
        said(out, inner, "md5", part.md5());
        said(out, inner, "languages", String.join(" ", part.languages()));
        said(out, inner, "location", part.location());
        said(out, inner, "file", part.fileName().orElse(""));
        for (MimePart child : part.children()) {
            part(out, inner, content, child);
        }
        if (part.message().isPresent()) {
            headers(out, inner, part.message().get().headers());
            part(out, inner, content, part.message().get().root());
        } else if (part.children().isEmpty()) {
            String text = PartReader.text(content, part, 100_000);
            said(out, inner, "text", escaped(Flowed.shown(part, text), 400));
            if (part.is("text", "html")) {
                said(out, inner, "read as", escaped(HtmlToText.text(text), 400));
            }
        }
    }

    private static void parameters(StringBuilder out, String indent, String what, Map<String, String> parameters) {
        parameters.forEach((name, value) -> out.append(indent).append(what).append(name).append('=').append(escaped(value, 200)).append('\n'));
    }

    private static void said(StringBuilder out, String indent, String what, String value) {
        if (!value.isEmpty()) {
            out.append(indent).append(what).append(": ").append(value).append('\n');
        }
    }

    /** Visible: line ends as \n, what cannot be seen as its number. */
    private static String escaped(String text, int longest) {
        var out = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> {
            if (c == '\n') {
                out.append("\\n");
            } else if (c < 32 || c >= 127 && c < 160 || c >= 0x200b && c <= 0x2069 && c < 0x2010 || c >= 0x2028 && c <= 0x202f || c >= 0x2060 && c <= 0x2069) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out + (text.length() > longest ? "…" : "");
    }
}
