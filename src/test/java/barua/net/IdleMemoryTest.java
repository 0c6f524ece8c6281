package barua.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Idle connections hold no buffers. Both ends live in this process, so what is measured is the heap of two; {@link IdleConnections}
 * measures one. A buffer that were kept would show as 8 KB (plain) or 17 KB (TLS) more for each.
 */
class IdleMemoryTest {

    private static final Service ECHO = connection -> {
        while (true) {
            connection.write(connection.readText(100) + "\r\n");
            connection.flush();
            connection.awaitInput(Pair.LONG.multipliedBy(10));
        }
    };

    @Test
    void a_plain_connection_costs_less_than_a_buffer() throws Exception {
        long each = bytesEach(Optional.empty(), 500);
        assertTrue(each < 8_000, "bytes: " + each);
    }

    @Test
    void a_connection_with_TLS_costs_less_than_a_record(@TempDir Path folder) throws Exception {
        long each = bytesEach(Optional.of(Tls.load(folder, "localhost")), 150);
        assertTrue(each < 24_000, "bytes: " + each);
    }

    private static long bytesEach(Optional<Tls> tls, int count) throws IOException {
        List<Connection> open = new ArrayList<>();
        try (ListeningPort listener = ListeningPort.open("idle", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Pair.limits(Pair.LONG, Pair.LONG),
                tls, ECHO)) {
            add(open, listener, tls.isPresent(), 30);   // classes are loaded, pools are filled
            long before = heap();
            add(open, listener, tls.isPresent(), count);
            return (heap() - before) / count;
        } finally {
            open.forEach(Connection::close);
        }
    }

    private static void add(List<Connection> open, ListeningPort listener, boolean secure, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), Duration.ofSeconds(10),
                    Pair.limits(Pair.LONG, Pair.LONG));
            if (secure) {
                client.startTlsTo("localhost", false);
            }
            client.write("habari\r\n");
            assertEquals("habari", client.readText(100));
            open.add(client);
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
