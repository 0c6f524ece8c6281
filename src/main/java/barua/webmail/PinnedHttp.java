package barua.webmail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET of HTTP/1.1 (RFC 9112) to the very address that was judged: a name that answers differently a moment later cannot lead into our own
 * network. By hand, because the JDK's client cannot be told which address to use. Everything has a bound: header, body, and the time for all
 * of it, from the look-up of the name to the last byte.
 */
final class PinnedHttp {

    private static final int LARGEST = 2_000_000;
    private static final int LONGEST_HEADER = 16_384;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("end of picture fetches")
            .factory());

    private final Predicate<InetAddress> mayBeAsked;

    /** @param mayBeAsked whether an address is one that strangers' mail may make us connect to */
    PinnedHttp(Predicate<InetAddress> mayBeAsked) {
        this.mayBeAsked = mayBeAsked;
    }

    /** @param headers by name in lower case; the last of several */
    record Answer(int status, Map<String, String> headers, byte[] body) {
    }

    /**
     * Asks for one thing.
     *
     * @param until nanoseconds of {@link System#nanoTime}; then it is over, wherever it is
     * @throws IOException where it cannot be had, or not in time
     */
    Answer get(URI url, long until) throws IOException {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !secure && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IOException("not a web address");
        }
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        InetAddress address = address(url.getHost(), until);
        if (!mayBeAsked.test(address)) {
            throw new IOException("not a public address");
        }
        try (Socket plain = new Socket()) {
            // A time limit for each read would begin anew with each byte: at the end the socket is closed under whoever reads.
            Future<?> end = TIMER.schedule(() -> close(plain), left(until), TimeUnit.MILLISECONDS);
            try {
                plain.connect(new InetSocketAddress(address, port), left(until));
                return exchange(plain, url, port, secure);
            } finally {
                end.cancel(false);
            }
        }
    }

    private static Answer exchange(Socket plain, URI url, int port, boolean secure) throws IOException {
        try (Socket socket = secure ? secured(plain, url.getHost(), port) : plain) {
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String host = url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "");
            socket.getOutputStream().write(("GET " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: image/png, image/jpeg, image/gif\r\n"
                    + "User-Agent: Mozilla/5.0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** The JDK's look-up has no time limit of its own; one that hangs ends by itself, and nobody waits for it. */
    private static InetAddress address(String host, long until) throws IOException {
        FutureTask<InetAddress> lookUp = new FutureTask<>(() -> InetAddress.getByName(host));
        Thread.ofVirtual().name("look-up of a picture's host").start(lookUp);
        try {
            return lookUp.get(left(until), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            throw new IOException("no such host", unknown);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // That it is closed is all that was wanted.
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Answer read(InputStream in) throws IOException {
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
        return new Answer(code, headers, code == 200 ? body(chunked ? new Chunks(in) : in) : new byte[0]);
    }

    private static byte[] body(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        int read;
        while ((read = in.read(buffer)) > 0) {
            out.write(buffer, 0, read);
            if (out.size() > LARGEST) {
                throw new IOException("too large");
            }
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
                left = Long.parseUnsignedLong(size.split(";")[0].strip(), 16);
                if (left < 0) {
                    throw new IOException("a chunk too large to be one");
                }
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
