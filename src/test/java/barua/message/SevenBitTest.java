package barua.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.SevenBit.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SevenBitTest {

    private static final String HEADER = "a header in it holds other letters than US-ASCII";

    private static byte[] bytes(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    private static Content latin(String text) {
        return Content.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String turned(String text) throws IOException {
        return new String(bytes(assertInstanceOf(Outcome.Turned.class, SevenBit.of(latin(text))).content()), StandardCharsets.ISO_8859_1);
    }

    private static String impossible(String text) throws IOException {
        return assertInstanceOf(Outcome.Impossible.class, SevenBit.of(latin(text))).why();
    }

    private record Leaf(String type, String name, String bytes) {
    }

    /** Every leaf as readers have it, those of embedded messages too. */
    private static List<Leaf> leaves(Content content) throws IOException {
        List<Leaf> leaves = new ArrayList<>();
        gather(content, MimeParser.parse(content).root(), leaves);
        return leaves;
    }

    private static void gather(Content content, MimePart part, List<Leaf> into) throws IOException {
        for (MimePart child : part.children()) {
            gather(content, child, into);
        }
        if (part.message().isPresent()) {
            gather(content, part.message().get().root(), into);
        } else if (!part.isMultipart()) {
            try (InputStream in = PartReader.bytes(content, part)) {
                into.add(new Leaf(part.type() + "/" + part.subtype(), part.fileName().orElse(""), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
        }
    }

    private static void assertSame(Content before, Content after) throws IOException {
        byte[] bytes = bytes(after);
        for (int i = 0; i < bytes.length; i++) {
            assertTrue(bytes[i] >= 0, "octet " + i);
        }
        assertEquals(bytes.length, after.size());
        assertEquals(leaves(before), leaves(Content.of(bytes)));
        int middle = bytes.length / 2;
        assertArrayEquals(java.util.Arrays.copyOfRange(bytes, middle, bytes.length), after.bytes(middle, bytes.length));
    }

    @Test
    void every_message_at_hand_decodes_as_before_or_is_refused_with_a_reason() throws IOException, URISyntaxException {
        Path folder = Path.of(SevenBitTest.class.getResource("/barua/message/plain-swahili.eml").toURI()).getParent();
        Map<String, String> refused = new TreeMap<>();
        int changed = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".eml")).sorted().toList()) {
                Content before = Content.of(file);
                switch (SevenBit.of(before)) {
                    case Outcome.Impossible(String why) -> refused.put(file.getFileName().toString(), why);
                    case Outcome.Turned(Content after) -> {
                        assertSame(before, after);
                        boolean ascii = new String(bytes(before), StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 128);
                        assertTrue(!ascii || java.util.Arrays.equals(bytes(before), bytes(after)), file + ": stays as it is");
                        changed += ascii ? 0 : 1;
                    }
                }
            }
        }
        assertEquals(List.of(), refused.values().stream().filter(why -> !why.equals(HEADER)).toList());
        assertTrue(changed >= 5, changed + " messages were turned");
    }

    @Test
    void a_part_with_a_header_beyond_all_measure_is_refused() throws IOException {
        String field = "X-Filler: " + "x".repeat(900) + "\r\n";
        String start = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
        String end = "Content-Type: text/plain; charset=utf-8\r\n\r\nHabari, J\u00c3\u00bcrgen\r\n--b--\r\n";
        assertTrue(turned(start + field.repeat(100) + end).contains("J=C3=BCrgen"));
        assertEquals("a part's header is longer than 256 KB", impossible(start + field.repeat(300) + end));
    }

    @Test
    void letters_become_quoted_printable_and_the_header_says_so() throws IOException {
        assertEquals("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "Habari za asubuhi, J=C3=BCrgen =3D =\r\n=46rom x=20\r\n=2Edot\r\n",
                turned("Subject: x\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + "Habari za asubuhi, J\u00c3\u00bcrgen = From x \r\n.dot\r\n")
                        .replace("=3D From", "=3D =\r\n=46rom"));
        assertTrue(turned("Subject: x\r\n\r\nJ\u00c3\u00bcrgen\r\n").startsWith("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nJ=C3=BCrgen\r\n"));
        assertTrue(turned("Subject: x\r\n\r\nJ\u00fcrgen\r\n").contains("charset=unknown-8bit\r\n"));
    }

    @Test
    void files_and_scripts_of_other_letters_become_base64() throws IOException {
        assertEquals("MIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n/wE=\r\n",
                turned("MIME-Version: 1.0\r\nContent-Type: application/pdf\r\n\r\n\u00ff\u0001"));
        assertTrue(turned("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\u00e7\u0094\u00a8\r\n").contains("Encoding: base64"));
    }

    @Test
    void what_holds_others_becomes_7bit_and_untouched_parts_stay() throws IOException {
        String inner = "Subject: ndani\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=in\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nJ\u00fcrgen\r\n--in\r\n"
                + "Content-Type: text/html\r\n\r\n<p>x</p>\r\n--in--\r\n";
        String outer = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=out\r\nContent-Transfer-Encoding: 8bit\r\n\r\npreamble \u00fc\r\n"
                + "--out\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + inner
                + "\r\n--out\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--out--\r\nepilogue\r\n";
        String after = turned(outer);
        assertSame(latin(outer), latin(after));
        assertTrue(after.startsWith("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=out\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + "preamble ?\r\n--out\r\n"), after);
        assertEquals(3, after.split("Content-Transfer-Encoding: 7bit", -1).length - 1, after);
        assertTrue(after.contains("\r\nJ=FCrgen\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--in--\r\n"), after);
        assertTrue(after.endsWith("\r\n--out\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--out--\r\nepilogue\r\n"),
                after);
    }

    @Test
    void what_is_signed_is_left_alone() throws IOException {
        String signed = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
                + "Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n\r\n--o\r\n\r\n%s\r\n"
                + "--o--\r\n";
        assertEquals("what is signed in it would no longer be what was signed", impossible(signed.formatted("J\u00fcrgen", "x")));
        String beside = signed.formatted("Jurgen", "J\u00fcrgen");
        assertSame(latin(beside), latin(turned(beside)));
    }

    @Test
    void headers_of_other_letters_and_broken_structures_are_refused() throws IOException {
        assertEquals(HEADER, impossible("Subject: J\u00fcrgen\r\n\r\nx\r\n"));
        assertEquals(HEADER, impossible("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + "Content-Disposition: attachment; filename=\"\u00fc.txt\"\r\n\r\nx\r\n--b--\r\n"));
        assertEquals("its structure is broken", impossible("Content-Type: multipart/mixed\r\n\r\n\u00fc\r\n"));
        assertEquals("its structure is broken", impossible("Content-Type: message/partial\r\n\r\n\u00fc\r\n"));
        assertEquals("nobody knows how a part of it is encoded: x-strange", impossible("Content-Transfer-Encoding: x-strange\r\n\r\n\u00fc\r\n"));
    }

    @Test
    void lines_of_any_length_come_back_and_make_no_boundary() throws IOException {
        for (int length = 60; length < 90; length++) {
            String line = "\u00fc" + "x".repeat(length) + "--b and more" + "y".repeat(5000);
            String message = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + line
                    + "\r\n \t\r\nx \r\n--b--\r\n";
            String after = turned(message);
            assertSame(latin(message), latin(after));
            assertTrue(after.lines().allMatch(each -> each.length() <= 76), after);
        }
    }

    @Test
    void encodings_that_lie_come_back_as_readers_had_them() throws IOException {
        String message = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                + "Content-Type: text/plain\r\n\r\nJ\u00fcrgen =C3=BC=\r\n x\r\n"
                + "--b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: application/pdf\r\n\r\n\u00fciVBO\u00ffRw0K\r\n--b--\r\n";
        assertSame(latin(message), latin(turned(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\r\n", "\n\r", " ", "\t", "=", "\u00fc\r", "\u00fc\n", "\u00fc ", "\u00fc\t\r\n", "\u00fc \r\n ", "\u00fc\r\n\r\n",
            "\u00fc.", "."})
    void the_ends_of_lines_and_of_texts_come_back(String end) throws IOException {
        String message = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nJ\u00fcrgen ist da" + end;
        assertSame(latin(message), latin(turned(message)));
    }

    @Test
    void whatever_is_broken_decodes_as_before_or_is_refused() throws IOException, URISyntaxException {
        long seed = barua.Seed.next();
        Random random = new Random(seed);
        Path folder = Path.of(SevenBitTest.class.getResource("/barua/message/plain-swahili.eml").toURI()).getParent();
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("nested-mixed", "alternative", "digest", "forwarded-message", "boundary-inside-nested", "quoted-printable",
                "no-close-of-inner", "plain-swahili")) {
            seeds.add(Files.readAllBytes(folder.resolve(name + ".eml")));
        }
        for (int i = 0; i < 3_000; i++) {
            byte[] message = seeds.get(random.nextInt(seeds.size())).clone();
            for (int k = random.nextInt(12); k >= 0; k--) {
                int at = random.nextInt(message.length);
                message[at] = random.nextInt(3) == 0 ? (byte) "\r\n-= :;".charAt(random.nextInt(7)) : (byte) (128 + random.nextInt(128));
            }
            if (SevenBit.of(Content.of(message)) instanceof Outcome.Turned(Content after)) {
                try {
                    assertSame(Content.of(message), after);
                } catch (AssertionError failed) {
                    throw new AssertionError("seed " + seed + "\n" + new String(message, StandardCharsets.ISO_8859_1), failed);
                }
            }
        }
    }
}
