package barua.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Honest and hostile files, read by the process that the program really starts. */
public class ExtractorTest {

    private static final Extracted DIED = new Extracted(Extracted.Kind.UNREADABLE, "its reader died");

    @TempDir
    private Path scratch;
    private Extractor extractor;

    /** What the build put together for the other process. */
    public static List<Path> classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("barua.top", ".")).resolve("target/dist/extract").toAbsolutePath())) {
            return jars.toList();
        }
    }

    @AfterEach
    void close() {
        if (extractor != null) {
            extractor.close();
        }
    }

    private Extracted read(String name, byte[] file) throws IOException {
        if (extractor == null) {
            extractor = Extractor.over(classPath(), scratch);
        }
        return extractor.extract(name, new ByteArrayInputStream(file), file.length).orElse(DIED);
    }

    public static byte[] pdf(String text) {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        String stream = "BT /F1 12 Tf 72 720 Td (" + text + ") Tj ET";
        String[] objects = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</Length " + stream.length() + ">>\nstream\n" + stream + "\nendstream"};
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            places.append(String.format("%010d 00000 n %n", pdf.length()).replace("\r", ""));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int start = pdf.length();
        pdf.append("xref\n0 6\n").append(places).append("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n").append(start).append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] zip(Map<String, String> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] docx(String document) throws IOException {
        return zip(Map.of("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/word/document.xml\""
                + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
                "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Target=\"word/document.xml\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>",
                "word/document.xml", document));
    }

    static String body(String text) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>" + text
                + "</w:t></w:r></w:p></w:body></w:document>";
    }

    @Test
    void the_text_of_usual_files_is_read() throws IOException {
        assertEquals(new Extracted(Extracted.Kind.TEXT, "Bajeti ya idara zumaridi"), read("a.pdf", pdf("Bajeti ya idara zumaridi")));
        assertEquals(new Extracted(Extracted.Kind.TEXT, "Ripoti ya m\u00e9t\u00e9o"), read("a.docx", docx(body("Ripoti ya m\u00e9t\u00e9o"))));
        String content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>Almasi wazi</text:p></office:text>"
                + "</office:body>"
                + "</office:document-content>";
        assertTrue(read("a.odt", zip(new java.util.TreeMap<>(Map.of("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content)))).text()
                .contains("Almasi wazi"));
        assertEquals("Yakuti nyekundu", read("a.rtf",
                "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\pard Yakuti nyekundu\\par}".getBytes(StandardCharsets.US_ASCII)).text());
        assertTrue(read("a.zip", zip(Map.of("ndani/barua.txt", "Lulu ya bahari"))).text().contains("Lulu ya bahari"));
        assertTrue(read("a.html",
                "<html><head><title>Kichwa</title></head><body>Mwili</body></html>".getBytes(StandardCharsets.US_ASCII)).text().contains("Mwili"));
        assertEquals("", read("a.bin", new byte[] {0, 1, 2, 3}).text());
        assertEquals("", read("tupu.pdf", new byte[0]).text());
    }

    @Test
    void hostile_files_cost_themselves_alone() throws IOException {
        Random dice = new Random(7);
        byte[] noise = new byte[300_000];
        dice.nextBytes(noise);
        byte[] torn = pdf("Siri");
        byte[] laughs = docx("<!DOCTYPE x [<!ENTITY a \"" + "ha".repeat(100) + "\"><!ENTITY b \"" + "&a;".repeat(100) + "\"><!ENTITY c \"" + "&b;".repeat(100)
                + "\"><!ENTITY d \"" + "&c;".repeat(100) + "\">]>" + body("&d;"));
        Path secret = Files.writeString(scratch.resolve("secret.txt"), "nenosiri");
        byte[] peeks = docx("<!DOCTYPE x [<!ENTITY f SYSTEM \"" + secret.toUri() + "\">]>" + body("&f;"));
        for (byte[] file : List.of(noise, java.util.Arrays.copyOf(torn, torn.length / 2), laughs, peeks, bomb(),
                "%PDF-1.4\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII),
                ("{\\rtf1" + "{".repeat(100_000)).getBytes(StandardCharsets.US_ASCII), ("<a>".repeat(200_000)).getBytes(StandardCharsets.US_ASCII))) {
            Extracted read = read("faili", file);
            assertTrue(read.text().length() <= 1_100_000 && !read.text().contains("nenosiri"));
            assertEquals("Baada yake", read("b.pdf", pdf("Baada yake")).text(), "the next one is read");
        }
    }

    /** 300 MB of nothing in 300 KB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 300; i++) {
                gzip.write(zeros);
            }
        }
        return out.toByteArray();
    }

    @Test
    void one_that_takes_too_long_is_left_out_and_the_next_is_read() throws IOException {
        extractor = Extractor.over(classPath(), scratch, Duration.ofMillis(20));
        assertEquals(DIED, read("a.pdf", pdf("Polepole")), "the first one takes longer than that");
        extractor.close();
        extractor = Extractor.over(classPath(), scratch, Duration.ofSeconds(30));
        assertEquals("Haraka", read("a.pdf", pdf("Haraka")).text());
    }

    @Test
    void a_file_shorter_than_said_does_not_spoil_the_next() throws IOException {
        extractor = Extractor.over(classPath(), scratch);
        assertThrows(IOException.class, () -> extractor.extract("a.pdf", new ByteArrayInputStream(pdf("x")), 1_000_000));
        assertEquals("Inayofuata", read("a.pdf", pdf("Inayofuata")).text());
        extractor.close();
        assertThrows(IOException.class, () -> read("a.pdf", pdf("x")));
    }
}
