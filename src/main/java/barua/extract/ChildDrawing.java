package barua.extract;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws the first page of a file: of a PDF, of a picture, or the one that an Office program put into its file. */
final class ChildDrawing {

    /** Pixels of a picture that is decoded; as many as today's telephones make. */
    static final long MOST_PIXELS = 52_000_000;
    private static final Set<String> PICTURES = Set.of("png", "jpeg", "gif", "bmp", "tif", "tiff");
    /** OpenDocument 1.3 part 2 §3.8; what Office writes beside its properties. */
    private static final List<String> THUMBNAILS = List.of("Thumbnails/thumbnail.png", "docProps/thumbnail.jpeg", "docProps/thumbnail.jpg",
            "docProps/thumbnail.png");
    private static final int LARGEST_THUMBNAIL = 5_000_000;   // bytes
    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};

    private ChildDrawing() {
    }

    /** A picture refused before it is decoded. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Empty where no picture can be made of a file of that kind.
     *
     * @param type        a media type
     * @param orientation of a photograph, as EXIF counts them
     * @throws TooLargeException where it has more than {@link #MOST_PIXELS}
     * @throws IOException       where it cannot be read
     */
    static Optional<FirstPage> of(Path file, String type, int orientation) throws IOException {
        if (type.equals("application/pdf")) {
            return page(file);
        }
        if (type.startsWith("image/")) {
            return picture(file.toFile(), orientation);
        }
        return thumbnail(file);
    }

    private static Optional<FirstPage> page(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            if (document.getNumberOfPages() == 0) {
                return Optional.empty();
            }
            PDPage page = document.getPage(0);
            boolean lying = page.getRotation() % 180 != 0;
            float width = lying ? page.getCropBox().getHeight() : page.getCropBox().getWidth();
            float height = lying ? page.getCropBox().getWidth() : page.getCropBox().getHeight();
            float scale = Math.min(FirstPage.WIDEST / width, FirstPage.HIGHEST / height);
            if (!(scale > 0 && scale < Float.MAX_VALUE)) {
                return Optional.empty();   // no page that anybody sees
            }
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            return ChildImage.made(renderer.renderImage(0, Math.min(scale, FirstPage.WIDEST), ImageType.RGB), 1);
        }
    }

    /** @param source a file or a stream */
    private static Optional<FirstPage> picture(Object source, int orientation) throws IOException {
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(source)) {
            Iterator<ImageReader> readers = in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                if (!PICTURES.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    return Optional.empty();
                }
                reader.setInput(in, true, true);
                return ChildImage.made(decoded(reader), orientation);
            } finally {
                reader.dispose();
            }
        }
    }

    /** A large one is never in the memory whole: only each so many pixels are kept. */
    private static BufferedImage decoded(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new TooLargeException();
        }
        int step = Math.max(1, Math.max(width / (2 * FirstPage.HIGHEST), height / (2 * FirstPage.HIGHEST)));
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
        return reader.read(0, how);
    }

    private static Optional<FirstPage> thumbnail(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(ARCHIVE.length), ARCHIVE)) {
                return Optional.empty();
            }
        }
        try (ZipFile zip = new ZipFile(new File(file.toString()))) {
            for (String name : THUMBNAILS) {
                ZipEntry entry = zip.getEntry(name);
                if (entry != null) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        return picture(new ByteArrayInputStream(in.readNBytes(LARGEST_THUMBNAIL)), 1);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
