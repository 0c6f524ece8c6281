package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFetcherTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private byte[] picture;

    @BeforeEach
    void serve() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        picture = png.toByteArray();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/a.png", 200, concat(picture, "<script>alert(1)</script>".getBytes()));
        answer("/x.svg", 200, "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".getBytes());
        answer("/big", 200, new byte[3_000_000]);
        answer("/gone", 404, picture);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/a.png");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/round", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/round");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, 0);   // chunked
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static PictureFetcher anywhere() {
        return new PictureFetcher(address -> true, Duration.ofSeconds(20));
    }

    @Test
    void a_picture_is_drawn_anew_so_that_only_its_pixels_arrive() throws IOException {
        PictureFetcher.Picture fetched = anywhere().fetch(url("/a.png")).orElseThrow();
        assertEquals("image/png", fetched.type());
        assertEquals(40, ImageIO.read(new ByteArrayInputStream(fetched.bytes())).getWidth());
        assertFalse(new String(fetched.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1).contains("script"));
    }

    @Test
    void redirects_are_followed_a_few_times() {
        assertTrue(anywhere().fetch(url("/moved")).isPresent());
        assertTrue(anywhere().fetch(url("/round")).isEmpty());
        assertEquals(5, asked.get(), "one picture, and four times round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x.svg", "/big", "/gone", "/nowhere"})
    void what_is_no_small_picture_is_refused(String path) {
        assertEquals(Optional.empty(), anywhere().fetch(url(path)));
    }

    @Test
    void our_own_network_is_never_asked() {
        assertEquals(Optional.empty(), new PictureFetcher().fetch(url("/a.png")));
        assertEquals(Optional.empty(), new PictureFetcher().fetch(url("/a.png").replace("127.0.0.1", "localhost")));
        assertEquals(0, asked.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
            "198.18.0.1",
            "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:0a00:0001::", "2001:0:1::"})
    void addresses_that_are_not_in_the_internet(String address) throws IOException {
        assertFalse(PictureFetcher.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.216.34", "2606:2800:220:1::1"})
    void addresses_that_are(String address) throws IOException {
        assertTrue(PictureFetcher.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "gopher://x/", "jar:http://x!/", "http:///x", "http://", "nonsense", "http://[::1"})
    void odd_addresses_are_refused(String url) {
        assertEquals(Optional.empty(), anywhere().fetch(url));
    }

    @Test
    void a_broken_picture_is_none() {
        assertEquals(Optional.empty(), PictureFetcher.drawnAnew(Arrays.copyOf(picture, 40)));
        assertEquals(Optional.empty(), PictureFetcher.drawnAnew(new byte[0]));
    }

    /** What a peer sends again and again, however long one listens: a byte of the status, of a header, of a chunk's length, of a body. */
    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\nX: y", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0", "HTTP/1.1 200 OK\r\n\r\n", ""})
    void a_peer_that_trickles_gets_no_more_time_than_any_other(String begin) throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> trickle(slow, begin));
            PictureFetcher fetcher = new PictureFetcher(address -> true, Duration.ofMillis(300));
            String url = "http://127.0.0.1:" + slow.getLocalPort() + "/a.png";
            List<Thread> all = IntStream.range(0, 2 * PictureFetcher.AT_ONCE).mapToObj(i -> Thread.ofVirtual().start(() -> fetcher.fetch(url))).toList();
            for (Thread each : all) {
                assertTrue(each.join(Duration.ofSeconds(10)), "a fetch is over when its time is");
            }
            assertTrue(fetcher.fetch(url("/a.png")).isPresent(), "and the next one has its turn");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "ffffffffffffffff", "8000000000000000", "x", ""})
    void a_chunk_whose_length_is_none_is_no_picture(String length) throws Exception {
        try (ServerSocket odd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofVirtual().start(() -> say(odd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + length + "\r\nxxxxx\r\n"));
            assertEquals(Optional.empty(), anywhere().fetch("http://127.0.0.1:" + odd.getLocalPort() + "/a.png"));
            answering.join();
        }
    }

    private static void say(ServerSocket server, String answer) {
        try (Socket peer = server.accept()) {
            peer.getOutputStream().write(answer.getBytes());
            peer.shutdownOutput();
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The fetcher had heard enough.
        }
    }

    private static void trickle(ServerSocket server, String begin) {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                Thread.ofVirtual().start(() -> trickle(peer, begin));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void trickle(Socket peer, String begin) {
        try (peer) {
            peer.getOutputStream().write(begin.getBytes());
            while (!begin.isEmpty()) {
                peer.getOutputStream().write('0');
                peer.getOutputStream().flush();
                LockSupport.parkNanos(10_000_000);
            }
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The fetcher's time was over.
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
