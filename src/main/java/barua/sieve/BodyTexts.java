package barua.sieve;

import barua.message.Content;
import barua.message.MimePart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the {@code body} test holds keys against (RFC 5173 §5). A letter without a body has nothing of the kind. */
final class BodyTexts {

    static final int LONGEST_RAW = 4 << 20;    // bytes
    private static final int LONGEST_ALL = 8 << 20;    // characters of all parts that one test looks at

    private BodyTexts() {
    }

    /** The undecoded body as one text (§5.1): UTF-8 where it is that, else each byte a character. */
    static List<String> raw(Entity root) throws IOException {
        if (isMissing(root)) {
            return List.of();
        }
        MimePart part = root.part();
        byte[] bytes = root.source().bytes(part.bodyStart(), (int) Math.min(LONGEST_RAW, part.bodySize()));
        return List.of(Entity.withCrlf(text(bytes)));
    }

    /** All parts of these types, decoded (§5.2): of a multipart what stands before its first and behind its last part, of a message its header. */
    static List<String> content(Entity root, List<String> types) throws IOException {
        var wanted = new Wanted(types);
        var texts = new Texts();
        if (!isMissing(root)) {
            for (Entity entity : root.all()) {
                if (wanted.has(entity.part())) {
                    content(entity, texts);
                }
            }
        }
        return texts.found;
    }

    private static void content(Entity entity, Texts texts) throws IOException {
        MimePart part = entity.part();
        if (part.isMultipart()) {
            texts.add(between(entity, part.bodyStart(), part.children().getFirst().headerStart()));
            texts.add(between(entity, part.children().getLast().bodyEnd(), part.bodyEnd()));
        } else if (part.message().isPresent()) {
            MimePart inside = part.message().get().root();
            texts.add(withoutEmptyLine(text(bytes(entity, inside.headerStart(), inside.bodyStart()))));
        } else {
            texts.add(entity.words());
        }
    }

    /** What a person could read (§5.3): every text part, HTML without its markup. */
    static List<String> text(Entity root) throws IOException {
        var texts = new Texts();
        if (!isMissing(root)) {
            for (Entity entity : root.all()) {
                MimePart part = entity.part();
                if (isText(part) && part.bodySize() > 0) {
                    texts.add(entity.text());
                }
            }
        }
        return texts.found;
    }

    static boolean isText(MimePart part) {
        return part.type().equals("text") || part.is("application", "xhtml+xml");
    }

    private static boolean isMissing(Entity root) throws IOException {
        MimePart part = root.part();
        if (part.bodySize() > 0) {
            return false;
        }
        int back = (int) Math.min(4, part.bodyStart() - part.headerStart());
        String end = new String(root.source().bytes(part.bodyStart() - back, back), StandardCharsets.ISO_8859_1).replace("\r", "");
        return !end.endsWith("\n\n") && !end.equals("\n");
    }

    /** Without the lines that are boundaries. */
    private static String between(Entity entity, long from, long to) throws IOException {
        String all = text(bytes(entity, from, to));
        String boundary = "--" + entity.part().parameters().getOrDefault("boundary", "");
        var out = new StringBuilder();
        for (String line : all.split("(?<=\n)")) {
            String bare = line.stripTrailing();
            out.append(bare.equals(boundary) || bare.equals(boundary + "--") ? "" : line);
        }
        return out.toString();
    }

    private static String withoutEmptyLine(String header) {
        int cut = header.endsWith("\r\n\r\n") ? 2 : header.endsWith("\n\n") ? 1 : 0;
        return header.substring(0, header.length() - cut);
    }

    private static byte[] bytes(Entity entity, long from, long to) throws IOException {
        return entity.source().bytes(from, (int) Math.min(LONGEST_RAW, Math.max(0, to - from)));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Texts up to the bound. */
    private static final class Texts {

        private final List<String> found = new ArrayList<>();
        private int left = LONGEST_ALL;

        void add(String text) {
            if (left > 0) {
                found.add(text.length() <= left ? text : text.substring(0, left));
                left -= text.length();
            }
        }
    }

    /** RFC 5173 §5.2: "" for all, "text" for a type, "text/plain" for one of its kinds; what has more or misplaced slashes is none. */
    private record Wanted(List<String> types) {

        Wanted {
            types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        }

        boolean has(MimePart part) {
            String full = part.type().toLowerCase(Locale.ROOT) + "/" + part.subtype().toLowerCase(Locale.ROOT);
            return types.stream().anyMatch(type -> type.isEmpty() || type.equals(full) || type.indexOf('/') < 0 && full.startsWith(type + "/"));
        }
    }
}
