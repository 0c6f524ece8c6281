package barua.message;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Mutated messages: whatever comes, no exception, and the promises of {@link MimeParser} hold. A failure names its seed: {@code -Dbarua.fuzz.seed=N}. */
class MimeFuzzTest {

    private static final int ROUNDS = 6_000;
    private static final List<String> SPICE = List.of("--b\r\n", "--b--\r\n", "--same\n", "\r\n\r\n", "\r\n", "\n", "\r", "\u0000",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
            "Content-Type: message/rfc822\r\n\r\n", "Content-Type: multipart/digest; boundary=\"same\"\n\n", "Content-Transfer-Encoding: base64\r\n", ":",
            "=?utf-8?B?", "?=", "\"", "(",
            "boundary*0*=utf-8''%", "filename*", "--", " ", "\t", "=", "\u00ff\u00fe", "begin 644 x\n", "<", ">");

    @Test
    void mutated_messages_keep_every_promise() throws IOException, URISyntaxException {
        long seed = barua.Seed.next();
        var random = new Random(seed);
        List<byte[]> seeds = seeds();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] message = mutated(seeds, random);
            try {
                check(message);
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("seed " + seed + " round " + round + ": " + new String(message, StandardCharsets.ISO_8859_1), broken);
            }
        }
    }

    @Test
    void work_grows_with_size_and_not_faster() throws IOException {
        for (String piece : List.of("--b\r\n", "--b\r\n\r\n", "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", "A: b\r\n", " \r\n", "-", "--\r\n",
                "\r", "Content-Type: message/rfc822\r\n\r\n")) {
            var counting = new CountingInput(("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + piece.repeat(200_000)).getBytes(StandardCharsets.US_ASCII));
            MimeParser.Message message = MimeParser.parse(counting);
            assertEquals(counting.size, counting.given, "every byte is read once");
            assertTrue(count(message.root()) <= StructureReader.MOST_PARTS, () -> piece + count(message.root()));
        }
    }

    private static void check(byte[] bytes) throws IOException {
        Content content = Content.of(bytes);
        MimeParser.Message message = MimeParser.parse(content);
        assertEquals(0, message.root().headerStart());
        assertEquals(bytes.length, message.root().bodyEnd());
        assertTrue(count(message.root()) <= StructureReader.MOST_PARTS);
        part(content, bytes, message.root(), 0);
        Outline outline = Outline.of(content);
        assertTrue(outline.preview().length() <= 200);
        assertEquals(outline, OutlineCodec.decode(OutlineCodec.encode(outline)));
        for (HeaderField field : message.headers().fields()) {
            assertTrue(field.decoded().chars().noneMatch(c -> Character.isISOControl(c) || HeaderText.turnsDirection(c)), field::decoded);
            AddressParser.list(field.raw());
            MessageIds.parse(field.raw());
            Subjects.base(field.decoded());
            Dates.parse(field.unfolded());
        }
    }

    private static void part(Content content, byte[] bytes, MimePart part, int depth) throws IOException {
        assertTrue(depth <= StructureReader.DEEPEST);
        assertTrue(part.headerStart() <= part.bodyStart() && part.bodyStart() <= part.bodyEnd() && part.bodyEnd() <= bytes.length, part::toString);
        assertEquals(lines(bytes, part), part.lines(), part::toString);
        assertEquals(part.isMultipart(), !part.children().isEmpty());
        assertEquals(part.type().equals("message") && List.of("rfc822", "global").contains(part.subtype()), part.message().isPresent());
        long from = part.bodyStart();
        for (MimePart child : part.children()) {
            assertTrue(child.headerStart() >= from && child.bodyEnd() <= part.bodyEnd(), part::toString);
            from = child.bodyEnd();
            part(content, bytes, child, depth + 1);
        }
        if (part.message().isPresent()) {
            MimePart inside = part.message().get().root();
            assertEquals(part.bodyStart(), inside.headerStart());
            assertEquals(part.bodyEnd(), inside.bodyEnd());
            part(content, bytes, inside, depth + 1);
        }
        assertTrue(PartReader.text(content, part, 1000).length() <= 1000);
        part.fileName().ifPresent(name -> assertTrue(name.indexOf('/') < 0 && name.indexOf('\\') < 0
                && name.getBytes(StandardCharsets.UTF_8).length <= 255 && name.chars().noneMatch(Character::isISOControl), name));
    }

    /** Counted the slow and plain way. */
    private static int lines(byte[] bytes, MimePart part) {
        byte[] body = Arrays.copyOfRange(bytes, (int) part.bodyStart(), (int) part.bodyEnd());
        int lines = 0;
        for (byte b : body) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static int count(MimePart part) {
        return 1 + part.children().stream().mapToInt(MimeFuzzTest::count).sum() + part.message().map(inside -> count(inside.root())).orElse(0);
    }

    private static byte[] mutated(List<byte[]> seeds, Random random) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size()));
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            bytes = once(bytes, seeds, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, List<byte[]> seeds, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(60));
        byte[] middle = switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> SPICE.get(random.nextInt(SPICE.size())).getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> new byte[] {(byte) random.nextInt()};
            case 3 -> Arrays.copyOfRange(bytes, at / 2, Math.max(at / 2, to));
            case 4 -> SPICE.get(random.nextInt(SPICE.size())).repeat(random.nextInt(60)).getBytes(StandardCharsets.ISO_8859_1);
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                yield Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(400)));
            }
        };
        int behind = random.nextBoolean() ? at : to;
        byte[] made = Arrays.copyOf(bytes, at + middle.length + bytes.length - behind);
        System.arraycopy(middle, 0, made, at, middle.length);
        System.arraycopy(bytes, behind, made, at + middle.length, bytes.length - behind);
        return made.length > 300_000 ? Arrays.copyOf(made, 300_000) : made;
    }

    private static List<byte[]> seeds() throws IOException, URISyntaxException {
        Path folder = Path.of(MimeFuzzTest.class.getResource("/barua/message/plain-swahili.eml").toURI()).getParent();
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".eml")).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                seeds.add(bytes.length > 10_000 ? Arrays.copyOf(bytes, 10_000) : bytes);
            }
        }
        return seeds;
    }

    private static final class CountingInput extends InputStream {

        private final ByteArrayInputStream in;
        private final long size;
        private long given;

        CountingInput(byte[] bytes) {
            this.in = new ByteArrayInputStream(bytes);
            this.size = bytes.length;
        }

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = in.read(target, offset, length);
            given += Math.max(count, 0);
            return count;
        }
    }
}
