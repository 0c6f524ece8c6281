package barua.extract;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes a small picture of a large one: on white ground, turned as its camera was held, within the bounds of {@link FirstPage}. */
final class ChildImage {

    private static final float[] QUALITIES = {.85f, .7f, .5f, .3f};

    private ChildImage() {
    }

    /** @param orientation as EXIF counts them, 1 for upright (CIPA DC-008 §4.6.5, tag 274) */
    static Optional<FirstPage> made(BufferedImage image, int orientation) throws IOException {
        boolean lying = orientation >= 5;
        int widest = lying ? FirstPage.HIGHEST : FirstPage.WIDEST;
        int highest = lying ? FirstPage.WIDEST : FirstPage.HIGHEST;
        double scale = Math.min(1, Math.min((double) widest / image.getWidth(), (double) highest / image.getHeight()));
        BufferedImage small = smaller(image, side(image.getWidth() * scale), side(image.getHeight() * scale));
        return packed(turned(small, orientation));
    }

    private static int side(double px) {
        return Math.max(1, (int) Math.round(px));
    }

    /** By halves, so that no pixel is passed over. */
    private static BufferedImage smaller(BufferedImage image, int width, int height) {
        BufferedImage now = image;
        while (now.getWidth() > 2 * width || now.getHeight() > 2 * height) {
            now = drawn(now, Math.max(width, (now.getWidth() + 1) / 2), Math.max(height, (now.getHeight() + 1) / 2));
        }
        return drawn(now, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        return drawn;
    }

    private static BufferedImage turned(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> null;
        };
        if (turn == null) {
            return image;
        }
        BufferedImage turned = new BufferedImage(orientation >= 5 ? h : w, orientation >= 5 ? w : h, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = turned.createGraphics();
        pen.drawImage(image, turn, null);
        pen.dispose();
        return turned;
    }

    /** Pages of text stay sharp as PNG; what is too large for that is a photograph. */
    private static Optional<FirstPage> packed(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        if (png.size() <= FirstPage.LARGEST) {
            return Optional.of(new FirstPage(true, image.getWidth(), image.getHeight(), png.toByteArray()));
        }
        for (float quality : QUALITIES) {
            byte[] jpeg = jpeg(image, quality);
            if (jpeg.length <= FirstPage.LARGEST) {
                return Optional.of(new FirstPage(false, image.getWidth(), image.getHeight(), jpeg));
            }
        }
        return packed(drawn(image, Math.max(1, image.getWidth() / 2), Math.max(1, image.getHeight() / 2)));
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
