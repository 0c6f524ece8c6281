package barua.webmail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Fetches a picture of a message in the reader's stead, so that its sender learns neither the reader's address nor program, and draws it
 * anew, so that nothing but pixels arrives. One time is set for all of it, redirects too; a few pictures are fetched at once, and whoever
 * does not come to one in time goes without.
 */
final class PictureFetcher {

    /** A picture as we wrote it. */
    record Picture(String type, byte[] bytes) {
    }

    private static final long MOST_PIXELS = 16_000_000;
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int REDIRECTS = 3;
    static final int AT_ONCE = 12;
    /** One of the largest takes 64 MB while it is drawn. */
    private static final int DRAWN_AT_ONCE = 2;

    private final PinnedHttp http;
    private final Duration time;
    private final Semaphore at = new Semaphore(AT_ONCE);
    private final Semaphore drawing = new Semaphore(DRAWN_AT_ONCE);

    PictureFetcher() {
        this(PictureFetcher::isPublic, TIME);
    }

    /**
     * @param mayBeAsked which addresses; tests have their own
     * @param time       for one picture, and for the wait before it
     */
    PictureFetcher(Predicate<InetAddress> mayBeAsked, Duration time) {
        this.http = new PinnedHttp(mayBeAsked);
        this.time = time;
    }

    /** Empty where it cannot be had, for whatever reason. */
    Optional<Picture> fetch(String url) {
        try {
            if (!at.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return follow(url);
        } catch (IOException | IllegalArgumentException unreachable) {
            return Optional.empty();
        } finally {
            at.release();
        }
    }

    private Optional<Picture> follow(String first) throws IOException {
        long until = System.nanoTime() + time.toNanos();
        URI url = URI.create(first);
        for (int i = 0; i <= REDIRECTS; i++) {
            PinnedHttp.Answer answer = http.get(url, until);
            if (answer.status() >= 300 && answer.status() < 400 && answer.headers().containsKey("location")) {
                url = url.resolve(answer.headers().get("location"));
            } else {
                return answer.status() == 200 ? inTurn(answer.body()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Picture> inTurn(byte[] bytes) {
        drawing.acquireUninterruptibly();
        try {
            return drawnAnew(bytes);
        } finally {
            drawing.release();
        }
    }

    /** Read as a picture and written as one: no script, no text, no trick of a format survives. The first frame of an animation. */
    static Optional<Picture> drawnAnew(byte[] bytes) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS || pixels <= 4) {
                    return Optional.empty();   // too much to hold, or a counter that shows nothing
                }
                return written(reader.read(0), reader.getFormatName());
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();   // decoders throw all sorts of things at broken pictures
        }
    }

    private static Optional<Picture> written(BufferedImage image, String format) throws IOException {
        boolean photo = format.equalsIgnoreCase("JPEG") && !image.getColorModel().hasAlpha();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return ImageIO.write(image, photo ? "jpeg" : "png", out) ? Optional.of(new Picture(photo ? "image/jpeg" : "image/png", out.toByteArray()))
                : Optional.empty();
    }

    /** Whether an address is somewhere in the Internet and not in a network of ours or on this machine. */
    static boolean isPublic(InetAddress address) {
        byte[] b = address.getAddress();
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        int first = b[0] & 255;
        int second = b[1] & 255;
        if (b.length == 4) {
            boolean shared = first == 100 && second >= 64 && second < 128;      // RFC 6598
            boolean protocol = first == 192 && second == 0 || first == 198 && (second == 18 || second == 19);
            return !(first == 0 || shared || protocol || first >= 240);
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc;                            // RFC 4193
        boolean global = (first & 0xe0) == 0x20;                                 // RFC 4291 §2.4: 2000::/3 is what is given out
        // 6to4 and Teredo carry an IPv4 address inside
        boolean tunnel = first == 0x20 && second == 0x02 || first == 0x20 && second == 0x01 && b[2] == 0 && b[3] == 0;
        return global && !uniqueLocal && !tunnel;
    }
}
