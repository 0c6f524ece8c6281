package barua.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Honest and hostile files, read by the process that the program really starts. */
public class ExtractorTest {

    private static final Extracted DIED = new Extracted(Extracted.Kind.UNREADABLE, "its reader died");

    /** As 7z writes it. */
    private static final String SEVEN_ZIP = "N3q8ryccAAT3K9g2EgAAAAAAAABaAAAAAAAAAJaLJocBAA1MdWx1IHlhIGJhaGFyaQABBAYAAQkSAAcLAQABISEBAAwOAAgKAYysLgAAAAUBGQ"
            + "wAAAAAAAAAAAAAAAARFQBiAGEAcgB1AGEALgB0AHgAdAAAABQKAQBBUTE9RX7dARUGAQAggKSBAAA=";

    @TempDir
    private Path scratch;
    @TempDir
    private Path elsewhere;
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

    public static byte[] pdf(String... pages) {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        List<String> objects = new ArrayList<>(List.of("<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"));
        StringBuilder kids = new StringBuilder();
        for (String text : pages) {
            kids.append(objects.size() + 1).append(" 0 R ");
            objects.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents " + (objects.size() + 2) + " 0 R>>");
            String stream = "BT /F1 12 Tf 72 720 Td (" + text + ") Tj ET";
            objects.add("<</Length " + stream.length() + ">>\nstream\n" + stream + "\nendstream");
        }
        objects.set(1, "<</Type/Pages/Kids[" + kids + "]/Count " + pages.length + ">>");
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            places.append(String.format("%010d 00000 n %n", pdf.length()).replace("\r", ""));
            pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int start = pdf.length();
        int all = objects.size() + 1;
        pdf.append("xref\n0 " + all + "\n").append(places).append("trailer\n<</Size " + all + "/Root 1 0 R>>\nstartxref\n").append(start).append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] zip(Map<String, String> members) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        members.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return packed(bytes);
    }

    static byte[] packed(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
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
        assertTrue(read("a.odt", zip(new TreeMap<>(Map.of("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content)))).text()
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
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "nenosiri");
        byte[] peeks = docx("<!DOCTYPE x [<!ENTITY f SYSTEM \"" + secret.toUri() + "\">]>" + body("&f;"));
        for (byte[] file : List.of(noise, Arrays.copyOf(torn, torn.length / 2), laughs, peeks, bomb(),
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
    void what_people_wrote_of_pictures_is_read() throws IOException {
        String xmp = "http://ns.adobe.com/xap/1.0/\0<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                + "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Kichwa cha picha"
                + "</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Neema</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
                + "<?xpacket end='w'?>";
        String iptc = "Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\23" + "\34\2\31\0\6bahari" + "\34\2\151\0\3Pwa\0";
        byte[] jpeg = ("\u00ff\u00d8" + segment(0xe1, "Exif\0\0" + new String(tiff(), StandardCharsets.ISO_8859_1)) + segment(0xe1, xmp) + segment(0xed, iptc)
                + segment(0xfe, "Maoni yangu") + "\u00ff\u00d9").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new Extracted(Extracted.Kind.TEXT, "Kichwa cha picha\nPwa\nMawimbi makubwa\nMaoni yangu\nbahari\nNeema\nJuma Mpigapicha"),
                read("a.jpg", jpeg));
        assertEquals(new Extracted(Extracted.Kind.TEXT, "Mawimbi makubwa\nJuma Mpigapicha"), read("a.tif", tiff()));
        assertTrue(read("a.zip", packed(Map.of("a.jpg", jpeg))).text().contains("Mawimbi makubwa"), "also within other files");
        assertEquals(new Extracted(Extracted.Kind.TEXT, "Lulu"), read("a.png", png("Description", "Lulu")));
        assertEquals(new Extracted(Extracted.Kind.TEXT, ""), read("a.png", png("Software", "Gimp")));
    }

    private static String segment(int marker, String data) {
        return "\u00ff" + (char) marker + (char) ((data.length() + 2) / 256) + (char) ((data.length() + 2) % 256) + data;
    }

    /** Nothing to be seen, but a description, a camera and an artist. */
    public static byte[] tiff() {
        Map<Integer, String> said = new TreeMap<>(Map.of(0x10e, "Mawimbi makubwa\0", 0x10f, "Kamera\0", 0x13b, "Juma Mpigapicha\0"));
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4 + 100);
        tiff.put("MM\0*\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) said.size());
        int place = 8 + 2 + 3 * 12 + 4;
        for (Map.Entry<Integer, String> one : said.entrySet()) {
            tiff.putShort(one.getKey().shortValue()).putShort((short) 2).putInt(one.getValue().length()).putInt(place);
            tiff.put(place, one.getValue().getBytes(StandardCharsets.US_ASCII));
            place += one.getValue().length();
        }
        return tiff.array();
    }

    private static byte[] png(String keyword, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        String png = out.toString(StandardCharsets.ISO_8859_1);
        String chunk = "tEXt" + keyword + "\0" + text;
        CRC32 sum = new CRC32();
        sum.update(chunk.getBytes(StandardCharsets.ISO_8859_1));
        byte[] frame = ByteBuffer.allocate(8).putInt(chunk.length() - 4).putInt((int) sum.getValue()).array();
        String framed = new String(frame, 0, 4, StandardCharsets.ISO_8859_1) + chunk + new String(frame, 4, 4, StandardCharsets.ISO_8859_1);
        int behind = 8 + 8 + 13 + 4;   // the signature, the header with its frame
        return (png.substring(0, behind) + framed + png.substring(behind)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void an_office_file_that_is_not_quite_as_it_should_be_is_read_as_what_it_is_made_of() throws IOException {
        Extracted read = read("a.docx", zip(Map.of("[Content_Types].xml", "<Types/>", "word/document.xml", body("Yakuti"))));
        assertEquals(Extracted.Kind.CUT, read.kind());
        assertTrue(read.text().contains("Yakuti"));
    }

    @Test
    void archives_of_7_zip_are_read() throws IOException {
        assertTrue(read("a.7z", Base64.getDecoder().decode(SEVEN_ZIP)).text().contains("Lulu ya bahari"));
    }

    @Test
    void pages_are_kept_apart() throws IOException {
        assertEquals(new Extracted(Extracted.Kind.TEXT, "\f\fZumaridi\f\fAlmasi"), squeezed(read("a.pdf", pdf("", "", "Zumaridi", "", "Almasi", ""))));
        assertEquals("Zumaridi\fAlmasi", squeezed(read("b.pdf", pdf("Zumaridi", "Almasi"))).text());
    }

    private static Extracted squeezed(Extracted read) {
        return new Extracted(read.kind(), read.text().replaceAll("[ \n]+", ""));
    }

    @Test
    void of_a_book_without_an_end_the_beginning_is_kept() throws IOException {
        String[] pages = new String[40_000];
        Arrays.setAll(pages, page -> "Ukurasa wa " + page + " " + "neno ".repeat(10));
        Extracted read = read("kitabu.pdf", pdf(pages));
        assertEquals(Extracted.Kind.CUT, read.kind());
        assertTrue(read.text().startsWith("Ukurasa wa 0 neno") && read.text().length() <= 1_000_000 && read.text().contains("Ukurasa wa 9000"));
        assertEquals("Baada yake", read("b.pdf", pdf("Baada yake")).text());
    }

    @Test
    void of_a_huge_document_the_beginning_is_kept() throws IOException {
        StringBuilder text = new StringBuilder("Zumaridi");
        Random dice = new Random(1);
        for (int i = 0; i < 400_000; i++) {
            text.append("</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Mwili\"/></w:pPr><w:r><w:t>aya ").append(dice.nextLong());
        }
        Extracted read = read("kubwa.docx", docx(body(text.toString())));
        assertEquals(Extracted.Kind.CUT, read.kind());
        assertTrue(read.text().startsWith("Zumaridi") && read.text().length() > 900_000);
        assertEquals("Baada yake", read("b.pdf", pdf("Baada yake")).text());
    }

    @Test
    void of_one_that_takes_too_long_what_was_read_is_kept() throws IOException {
        extractor = Extractor.over(classPath(), scratch, Duration.ofSeconds(10));
        assertEquals("Kwanza", read("a.pdf", pdf("Kwanza")).text());
        String[] pages = new String[60];
        Arrays.fill(pages, "Polepole) Tj " + "1 0 0 1 0 0 cm ".repeat(100_000) + "(sana");
        pages[0] = "Zumaridi";
        Extracted read = read("polepole.pdf", pdf(pages));
        assertEquals(Extracted.Kind.CUT, read.kind());
        assertTrue(read.text().startsWith("Zumaridi"));
        assertEquals("Baada yake", read("b.pdf", pdf("Baada yake")).text());
    }

    @Test
    void of_one_that_takes_all_memory_what_was_read_is_kept() throws IOException {
        byte[] file = zip(new TreeMap<>(Map.of("1.txt", "Zumaridi", "2.html", "<html><body>" + "<b>x</b>".repeat(6_000_000))));
        Extracted read = read("a.zip", file);
        assertEquals(Extracted.Kind.CUT, read.kind());
        assertTrue(read.text().contains("Zumaridi"));
        assertEquals("Baada yake", read("b.pdf", pdf("Baada yake")).text());
    }

    @Test
    void one_that_takes_too_long_is_left_out_and_the_next_is_read() throws IOException {
        extractor = Extractor.over(classPath(), scratch, Duration.ofMillis(20));
        assertEquals(Extracted.Kind.UNREADABLE, read("a.pdf", pdf("Polepole")).kind(), "the first one takes longer than that");
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
