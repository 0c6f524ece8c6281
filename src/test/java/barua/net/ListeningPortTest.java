package barua.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningPortTest {

    private static final Service GREETING = connection -> {
        connection.write("220 karibu\r\n");
        try {
            while (true) {
                connection.write("250 " + connection.readText(100) + "\r\n");
            }
        } catch (StoppingException stopping) {
            connection.write("421 kwaheri\r\n");
        }
    };

    @Test
    void one_connection_too_many_from_an_address_is_told_so_and_closed() throws IOException {
        try (ListeningPort listener = open(new ConnectionLimits(10, 2, Pair.LONG, Pair.LONG, "421 busy\r\n"), GREETING);
                Client one = new Client(listener); Client two = new Client(listener)) {
            assertEquals("220 karibu", one.line());
            assertEquals("220 karibu", two.line());
            try (Client three = new Client(listener)) {
                assertEquals("421 busy", three.line());
                assertEquals(null, three.line());
            }
            assertEquals(2, listener.connections());
        }
    }

    @Test
    void the_total_counts_all_addresses() throws IOException {
        try (ListeningPort listener = open(new ConnectionLimits(1, 10, Pair.LONG, Pair.LONG, "421 busy\r\n"), GREETING); Client one = new Client(listener)) {
            assertEquals("220 karibu", one.line());
            try (Client two = new Client(listener, "127.0.0.2")) {
                assertEquals("421 busy", two.line());
            }
        }
    }

    @Test
    void a_place_is_free_again_when_its_session_is_over() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Service once = connection -> {
            connection.write("220 karibu\r\n");
            connection.readLine(100);
            over.countDown();
        };
        try (ListeningPort listener = open(new ConnectionLimits(1, 1, Pair.LONG, Pair.LONG, "421 busy\r\n"), once)) {
            try (Client one = new Client(listener)) {
                one.line();
                one.say("QUIT");
                assertEquals(null, one.line());
            }
            over.await();
            assertTrue(eventually(() -> listener.connections() == 0));
            try (Client two = new Client(listener)) {
                assertEquals("220 karibu", two.line());
            }
        }
    }

    @Test
    void a_session_that_breaks_leaves_the_listener_whole() throws Exception {
        Service broken = connection -> {
            throw new IllegalStateException("on purpose");
        };
        try (ListeningPort listener = open(new ConnectionLimits(1, 1, Pair.LONG, Pair.LONG, "421 busy\r\n"), broken)) {
            for (int i = 0; i < 3; i++) {
                try (Client client = new Client(listener)) {
                    assertEquals(null, client.line());
                }
                assertTrue(eventually(() -> listener.connections() == 0));
            }
        }
    }

    /** All of them at once would only need descriptors on this side; what the server holds is the same. */
    @Test
    void ten_thousand_connections_from_one_address_hold_no_more_than_its_limit() throws IOException {
        try (ListeningPort listener = open(new ConnectionLimits(1000, 20, Pair.LONG, Pair.LONG, "421 busy\r\n"), GREETING)) {
            List<Client> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 10_000; i++) {
                    Client client = new Client(listener);
                    String said = client.line();
                    assertEquals(i < 20 ? "220 karibu" : "421 busy", said);
                    if (i < 20) {
                        clients.add(client);
                    } else {
                        client.close();
                    }
                }
                assertEquals(20, listener.connections());
                clients.getFirst().say("NOOP");
                assertEquals("250 NOOP", clients.getFirst().line());
            } finally {
                for (Client client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void an_IPv6_network_counts_as_one_address() throws IOException {
        Crowd crowd = new Crowd(10, 2);
        assertTrue(crowd.enter(InetAddress.getByName("2001:db8:1:2::1")));
        assertTrue(crowd.enter(InetAddress.getByName("2001:db8:1:2:ffff::7")));
        assertEquals(false, crowd.enter(InetAddress.getByName("2001:db8:1:2:3:4:5:6")));
        assertTrue(crowd.enter(InetAddress.getByName("2001:db8:1:3::1")));
        crowd.leave(InetAddress.getByName("2001:db8:1:2::1"));
        assertTrue(crowd.enter(InetAddress.getByName("2001:db8:1:2:3:4:5:6")));
        assertEquals(3, crowd.size());
    }

    @Test
    void stopping_lets_waiting_sessions_say_good_bye() throws IOException {
        ListeningPort listener = open(Pair.limits(Pair.LONG, Pair.LONG), GREETING);
        try (Client client = new Client(listener)) {
            assertEquals("220 karibu", client.line());
            long before = System.nanoTime();
            listener.close(Duration.ofSeconds(10));
            assertTrue(System.nanoTime() - before < 5_000_000_000L, "closed only after the grace");
            assertEquals("421 kwaheri", client.line());
            assertEquals(null, client.line());
            assertEquals(0, listener.connections());
        }
        assertThrows(IOException.class, () -> new Client(listener));
    }

    @Test
    void a_session_that_does_not_end_is_closed_after_the_grace() throws IOException {
        Service stubborn = connection -> {
            connection.write("220 karibu\r\n");
            connection.flush();
            connection.counted(1000).readAllBytes();   // in the middle of a message: it may finish, but not for ever
        };
        ListeningPort listener = open(Pair.limits(Pair.LONG, Pair.LONG), stubborn);
        try (Client client = new Client(listener)) {
            client.line();
            listener.close(Duration.ofMillis(100));
            assertEquals(null, client.line());
            assertEquals(0, listener.connections());
        }
    }

    @Test
    void a_port_that_is_taken_is_said_at_once() throws IOException {
        try (ListeningPort listener = open(Pair.limits(Pair.LONG, Pair.LONG), GREETING)) {
            assertThrows(BindException.class, () -> ListeningPort.open("second", new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
                    Pair.limits(Pair.LONG, Pair.LONG), Optional.empty(), GREETING));
        }
    }

    /** Reads of files hold carrier threads (docs/architecture.md); here eight of them hang in named pipes. Best of five: the machine may be busy. */
    @Test
    void eight_stalled_file_reads_do_not_delay_a_banner(@TempDir Path folder) throws Exception {
        List<Path> pipes = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path pipe = folder.resolve("pipe" + i);
            assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            pipes.add(pipe);
            readers.add(Thread.ofVirtual().start(() -> readAll(pipe)));
        }
        try (ListeningPort listener = open(Pair.limits(Pair.LONG, Pair.LONG), GREETING)) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long before = System.nanoTime();
                try (Client client = new Client(listener)) {
                    assertEquals("220 karibu", client.line());
                }
                best = Math.min(best, System.nanoTime() - before);
            }
            assertTrue(best < 100_000_000, "the fastest banner took " + best / 1_000_000 + " ms; is jdk.virtualThreadScheduler.parallelism 64?");
            assertTrue(readers.stream().allMatch(Thread::isAlive), "the reads were not stalled");
        } finally {
            for (Path pipe : pipes) {
                new FileOutputStream(pipe.toFile()).close();
            }
            readers.forEach(Pair::join);
        }
    }

    private static void readAll(Path pipe) {
        try (FileInputStream in = new FileInputStream(pipe.toFile())) {
            in.readAllBytes();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static boolean eventually(java.util.function.BooleanSupplier true_) throws InterruptedException {
        for (int i = 0; i < 500 && !true_.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        return true_.getAsBoolean();
    }

    private static ListeningPort open(ConnectionLimits limits, Service service) throws IOException {
        return ListeningPort.open("test", new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), limits, Optional.empty(), service);
    }

    /** A bare socket of the JDK. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(ListeningPort listener) throws IOException {
            this(listener, "127.0.0.1");
        }

        Client(ListeningPort listener, String from) throws IOException {
            socket = new Socket(InetAddress.getByName("127.0.0.1"), listener.port(), InetAddress.getByName(from), 0);
            socket.setSoTimeout((int) Pair.LONG.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String line() throws IOException {
            return in.readLine();
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
