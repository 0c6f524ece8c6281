package barua.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    static Path folder;
    static Tls tls;

    @BeforeAll
    static void make() throws Exception {
        tls = Tls.load(folder.resolve("tls"), "mail.example.org");
    }

    @Test
    void both_ends_talk_through_TLS_and_agree_on_the_binding() throws Exception {
        byte[][] binding = new byte[1][];
        Service echo = connection -> {
            binding[0] = connection.serverEndPoint().orElseThrow();
            for (String line = connection.readText(100_000); !line.equals("quit"); line = connection.readText(100_000)) {
                connection.write(line + "\r\n");
            }
        };
        try (Listener listener = Listener.open("tls", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Pair.limits(Pair.LONG, Pair.LONG), Optional.of(tls), echo);
                Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), Pair.LONG, Pair.limits(Pair.LONG, Pair.LONG))) {
            client.startTlsTo("localhost", false);
            assertTrue(client.cipher().orElseThrow().startsWith("TLSv1.3 with "), client.cipher()::get);
            for (int length : new int[] {0, 1, 8190, 16384, 16385, 90_000}) {
                client.write("x".repeat(length) + "\r\n");
                assertEquals(length, client.readText(100_000).length());
            }
            assertArrayEquals(binding[0], client.serverEndPoint().orElseThrow());
            client.write("quit\r\n".getBytes(StandardCharsets.US_ASCII));
            client.flush();
        }
    }

    @Test
    void key_and_password_are_for_the_owner_only_and_loaded_again() throws Exception {
        assertEquals("[OWNER_READ, OWNER_WRITE]", new java.util.TreeSet<>(Files.getPosixFilePermissions(tls.keystore())).toString());
        assertEquals("[OWNER_READ, OWNER_WRITE]", new java.util.TreeSet<>(Files.getPosixFilePermissions(tls.password())).toString());
        byte[] before = Files.readAllBytes(tls.keystore());
        Tls.load(folder.resolve("tls"), "mail.example.org");
        assertArrayEquals(before, Files.readAllBytes(tls.keystore()));
    }
}
