package barua.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews of honest and hostile files, made by the process that the program really starts. */
class PreviewerTest {

    @TempDir
    private Path scratch;
    private Previewer previewer;

    @BeforeEach
    void open() throws IOException {
        previewer = Extractor.over(ExtractorTest.classPath(), scratch.resolve("extract")).previewer();
    }

    @AfterEach
    void close() {
        previewer.close();
    }

    private FilePreview of(String name, byte[] file) throws IOException {
        return previewer.of(name, new ByteArrayInputStream(file), file.length);
    }

    private static BufferedImage image(FilePreview preview) throws IOException {
        FirstPage page = preview.picture().orElseThrow();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(page.bytes()));
        assertEquals(page.width() + "x" + page.height(), image.getWidth() + "x" + image.getHeight(), "as it says itself");
        assertTrue(page.bytes().length <= FirstPage.LARGEST);
        return image;
    }

    private static String size(FilePreview preview) throws IOException {
        BufferedImage image = image(preview);
        return image.getWidth() + "x" + image.getHeight() + " " + preview.picture().orElseThrow().type();
    }

    /** The left half red, the right half blue. */
    private static byte[] flag(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    @Test
    void of_a_pdf_the_first_page_and_the_text_of_all_are_shown() throws IOException {
        FilePreview preview = of("a.pdf", ExtractorTest.pdf("Zumaridi", "Almasi", "Yakuti"));
        assertEquals(FilePreview.State.WHOLE, preview.state());
        assertEquals(3, preview.pages());
        assertEquals("Zumaridi\fAlmasi\fYakuti", preview.text().replaceAll("[ \n]+", ""));
        assertEquals("1000x1294 image/png", size(preview), "612 x 792 points");
        boolean written = false;
        for (int x = 100; x < 220; x++) {
            written |= (image(preview).getRGB(x, 114) & 0xff) < 100;   // at 72, 720 points from below
        }
        assertTrue(written, "its word stands on it");
    }

    @Test
    void pictures_are_made_smaller_and_never_larger() throws IOException {
        assertEquals("1000x500 image/png", size(of("a.png", flag("png", 4000, 2000))));
        assertEquals("750x1500 image/png", size(of("a.jpg", flag("jpeg", 3000, 6000))));
        assertEquals("60x40 image/png", size(of("a.gif", flag("gif", 60, 40))));
        assertEquals("60x40 image/png", size(of("a.bmp", flag("bmp", 60, 40))));
        BufferedImage flag = image(of("a.png", flag("png", 4000, 2000)));
        assertEquals(Color.RED.getRGB(), flag.getRGB(100, 100));
        assertEquals(Color.BLUE.getRGB(), flag.getRGB(900, 100));
    }

    @Test
    void a_photograph_is_turned_as_its_camera_was_held() throws IOException {
        byte[] jpeg = flag("jpeg", 1200, 600);
        byte[] exif = ByteBuffer.allocate(36).put(new byte[] {(byte) 0xff, (byte) 0xe1}).putShort((short) 34)
                .put("Exif\0\0MM\0*\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 1)
                .putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) 6).putShort((short) 0).putInt(0).array();
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        held.write(jpeg, 0, 2);
        held.writeBytes(exif);
        held.write(jpeg, 2, jpeg.length - 2);
        FilePreview preview = of("a.jpg", held.toByteArray());
        assertEquals("600x1200 image/png", size(preview));
        assertTrue(new Color(image(preview).getRGB(300, 100)).getRed() > 200, "what lay left is above");
        assertTrue(new Color(image(preview).getRGB(300, 1100)).getBlue() > 200);
    }

    @Test
    void what_is_too_large_for_a_png_is_a_jpeg_within_the_bound() throws IOException {
        BufferedImage noise = new BufferedImage(1600, 1600, BufferedImage.TYPE_INT_RGB);
        Random dice = new Random(1);
        for (int i = 0; i < 1600 * 1600; i++) {
            noise.setRGB(i % 1600, i / 1600, dice.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(noise, "png", out);
        assertEquals("1000x1000 image/jpeg", size(of("a.png", out.toByteArray())));
    }

    @Test
    void a_picture_of_billions_of_pixels_is_refused_before_it_is_decoded() throws IOException {
        byte[] png = flag("png", 10, 10);
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        assertEquals(FilePreview.without(FilePreview.State.TOO_LARGE), of("a.png", png));
        assertEquals("Baadaye", of("b.pdf", ExtractorTest.pdf("Baadaye")).text(), "the next one is read");
    }

    @Test
    void a_page_as_large_as_a_town_or_as_thin_as_a_thread_stays_within_the_bounds() throws IOException {
        String page = new String(ExtractorTest.pdf("Mji"), StandardCharsets.ISO_8859_1);
        assertEquals("1000x1000 image/png", size(of("a.pdf", box(page, "0 0 9000000 9000000"))));
        assertEquals("1000x1 image/png", size(of("a.pdf", box(page, "0 0 90000 1"))));
        for (String none : new String[] {"0 0 0 0", "5 5 5 900"}) {
            assertTrue(of("a.pdf", box(page, none)).text().contains("Mji"), none);
        }
    }

    private static byte[] box(String pdf, String box) {
        return pdf.replace("[0 0 612 792]", "[" + box + "]").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_state_of_a_file_is_told() throws IOException {
        assertEquals(FilePreview.without(FilePreview.State.EMPTY), of("a.pdf", new byte[0]));
        assertEquals(FilePreview.without(FilePreview.State.UNKNOWN), of("a.bin", new byte[] {0, 1, 2, 3}));
        byte[] png = flag("png", 400, 400);
        assertEquals(FilePreview.State.BROKEN, of("a.png", Arrays.copyOf(png, 60)).state());
        byte[] pdf = ExtractorTest.pdf("Siri");
        assertEquals(FilePreview.State.BROKEN, of("a.pdf", Arrays.copyOf(pdf, 30)).state());
        String locked = new String(pdf, StandardCharsets.ISO_8859_1).replace("trailer\n<<", "trailer\n<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
                + "41".repeat(32) + ">/U<" + "42".repeat(32) + ">>>/ID[<01><01>]");
        assertEquals(FilePreview.without(FilePreview.State.ENCRYPTED), of("a.pdf", locked.getBytes(StandardCharsets.ISO_8859_1)));
        FilePreview blank = of("a.pdf", ExtractorTest.pdf(""));
        assertEquals("WHOLE  1000x1294 image/png", blank.state() + " " + blank.text() + " " + size(blank), "an empty sheet is seen");
    }

    @Test
    void of_a_long_text_the_beginning_is_shown() throws IOException {
        FilePreview preview = of("a.docx", ExtractorTest.docx(ExtractorTest.body("neno ".repeat(50_000))));
        assertEquals(FilePreview.State.CUT, preview.state());
        assertEquals(200_000, preview.text().length());
        assertEquals(Optional.empty(), preview.picture());
    }

    @Test
    void the_picture_that_a_program_put_into_its_file_is_shown() throws IOException {
        byte[] file = ExtractorTest.packed(Map.of("mimetype", "application/vnd.oasis.opendocument.text".getBytes(StandardCharsets.US_ASCII),
                "content.xml", "<a/>".getBytes(StandardCharsets.US_ASCII), "Thumbnails/thumbnail.png", flag("png", 181, 256)));
        assertEquals("181x256 image/png", size(of("a.odt", file)));
    }

    @Test
    void what_an_odd_process_answers_is_no_preview() throws IOException {
        FilePreview honest = new FilePreview(FilePreview.State.CUT, "Neno", 7, Optional.of(new FirstPage(false, 2, 3, new byte[] {1, 2})));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        honest.write(new DataOutputStream(out));
        FilePreview read = FilePreview.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
        assertEquals("CUT Neno 7 2x3", read.state() + " " + read.text() + " " + read.pages() + " " + read.picture().orElseThrow().width() + "x"
                + read.picture().orElseThrow().height());
        assertArrayEquals(new byte[] {1, 2}, read.picture().orElseThrow().bytes());
        byte[] wide = out.toByteArray();
        ByteBuffer.wrap(wide).putInt(wide.length - 14, 1_001);
        assertThrows(IOException.class, () -> FilePreview.read(new DataInputStream(new ByteArrayInputStream(wide))));
    }
}
