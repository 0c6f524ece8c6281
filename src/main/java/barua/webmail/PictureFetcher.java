package barua.webmail;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a picture of a message in the reader's stead, so that its sender learns neither the reader's address nor program, and draws it
 * anew, so that nothing but pixels arrives. The request goes to the very address that was judged: a name that answers differently a moment
 * later cannot lead into our own network. Plain HTTP/1.1 by hand, because the JDK's client cannot be told which address to use.
 */
final class PictureFetcher {

    /** A picture as we wrote it. */
    record Picture(String type, byte[] bytes) {
    }

    private static final int LARGEST = 2_000_000;
    private static final int LONGEST_HEADER = 16_384;
    private static final long MOST_PIXELS = 16_000_000;
    private static final int MILLIS = 5_000;
    private static final int REDIRECTS = 3;

    private final Predicate<InetAddress> mayBeAsked;
    private final Semaphore at = new Semaphore(12);

    PictureFetcher() {
        this(PictureFetcher::isPublic);
    }

    /** @param mayBeAsked which addresses; tests have their own */
    PictureFetcher(Predicate<InetAddress> mayBeAsked) {
        this.mayBeAsked = mayBeAsked;
    }

    /** Empty where it cannot be had, for whatever reason. */
    Optional<Picture> fetch(String url) {
        try {
            if (!at.tryAcquire(MILLIS, TimeUnit.MILLISECONDS)) {
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
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
        URI url = URI.create(first);
        for (int i = 0; i <= REDIRECTS; i++) {
            Answer answer = ask(url, until);
            if (answer.status >= 300 && answer.status < 400 && answer.headers.containsKey("location")) {
                url = url.resolve(answer.headers.get("location"));
            } else {
                return answer.status == 200 ? drawnAnew(answer.body) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private record Answer(int status, Map<String, String> headers, byte[] body) {
    }

    private Answer ask(URI url, long until) throws IOException {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !secure && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IOException("not a web address");
        }
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        InetAddress address = InetAddress.getByName(url.getHost());
        if (!mayBeAsked.test(address)) {
            throw new IOException("not a public address");
        }
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), left(until));
            plain.setSoTimeout(left(until));
            try (Socket socket = secure ? secured(plain, url.getHost(), port) : plain) {
                String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
                String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
                String host = url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "");
                socket.getOutputStream().write(("GET " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: image/png, image/jpeg, image/gif\r\n"
                        + "User-Agent: Mozilla/5.0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                return read(new BufferedInputStream(socket.getInputStream()), socket, until);
            }
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(java.util.List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Answer read(InputStream in, Socket socket, long until) throws IOException {
        String[] status = line(in).split(" ", 3);
        Map<String, String> headers = new HashMap<>();
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            length += line.length();
            int colon = line.indexOf(':');
            if (length > LONGEST_HEADER || colon < 1) {
                throw new IOException("header");
            }
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        boolean chunked = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
        int code = status.length > 1 && status[1].matches("[1-5][0-9]{2}") ? Integer.parseInt(status[1]) : 0;
        return new Answer(code, headers, code == 200 ? body(chunked ? new Chunks(in) : in, socket, until) : new byte[0]);
    }

    private static byte[] body(InputStream in, Socket socket, long until) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        int read;
        while ((read = in.read(buffer)) > 0) {
            out.write(buffer, 0, read);
            if (out.size() > LARGEST) {
                throw new IOException("too large");
            }
            socket.setSoTimeout(left(until));
        }
        return out.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n') {
            if (line.length() > LONGEST_HEADER) {
                throw new IOException("line");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private static int left(long until) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (millis <= 0) {
            throw new IOException("time is up");
        }
        return (int) millis;
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
        return ImageIO.write(image, photo ? "jpeg" : "png", out) ? Optional.of(new Picture(photo ? "image/jpeg" : "image/png", out.toByteArray())) : Optional.empty();
    }

    /** Whether an address is somewhere in the Internet and not in a network of ours or on this machine. */
    static boolean isPublic(InetAddress address) {
        byte[] b = address.getAddress();
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
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
        boolean tunnel = first == 0x20 && second == 0x02 || first == 0x20 && second == 0x01 && b[2] == 0 && b[3] == 0;   // 6to4 and Teredo carry an IPv4 address inside
        return global && !uniqueLocal && !tunnel;
    }

    /** The chunked coding undone (RFC 9112 §7.1). */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private long left;
        private boolean over;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (over) {
                return -1;
            }
            if (left == 0) {
                String size = line(in);
                size = size.isEmpty() ? line(in) : size;
                left = Long.parseLong(size.split(";")[0].strip(), 16);
                if (left == 0) {
                    over = true;
                    return -1;
                }
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
