package barua.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Service remembering = connection -> {
            binding[0] = connection.serverEndPoint().orElseThrow();
            echo(connection);
        };
        try (ListeningPort listener = open(Optional.of(tls), remembering); Connection client = connect(listener)) {
            client.startTlsTo("localhost", false);
            assertTrue(client.cipher().orElseThrow().startsWith("TLSv1.3 with "), client.cipher()::get);
            for (int length : new int[] {0, 1, 8190, 16384, 16385, 90_000}) {
                client.write("x".repeat(length) + "\r\n");
                assertEquals(length, client.readText(100_000).length());
            }
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded()), binding[0]);
            assertArrayEquals(binding[0], client.serverEndPoint().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_client_of_the_JDK_talks_to_us(String protocol) throws Exception {
        try (ListeningPort listener = open(Optional.of(tls), TlsTest::echo); SSLSocket client = socket(listener)) {
            client.setEnabledProtocols(new String[] {protocol});
            client.startHandshake();
            client.getOutputStream().write("habari\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("habari\r\n", new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertTrue(client.getSession().getCipherSuite().matches(".*(GCM|CHACHA20).*"), client.getSession().getCipherSuite());
        }
    }

    /** RFC 9325 §4.2: no CBC, no RSA key exchange. */
    @Test
    void a_client_with_old_suites_alone_is_refused() throws Exception {
        try (ListeningPort listener = open(Optional.of(tls), TlsTest::echo); SSLSocket client = socket(listener)) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThrows(SSLException.class, client::startHandshake);
        }
    }

    @Test
    void a_second_handshake_within_TLS_1_2_ends_the_connection() throws Exception {
        try (ListeningPort listener = open(Optional.of(tls), TlsTest::echo); SSLSocket client = socket(listener)) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            client.startHandshake();
            client.startHandshake();
            assertThrows(IOException.class, () -> {
                client.getOutputStream().write("habari\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, client.getInputStream().read());
                throw new IOException("closed without an alert");
            });
        }
    }

    /** RFC 8446 §4.6.3: startHandshake of an established TLS 1.3 socket asks for new keys. */
    @Test
    void new_keys_within_TLS_1_3_are_agreed_on() throws Exception {
        try (ListeningPort listener = open(Optional.of(tls), TlsTest::echo); SSLSocket client = socket(listener)) {
            client.setEnabledProtocols(new String[] {"TLSv1.3"});
            client.startHandshake();
            for (int i = 0; i < 3; i++) {
                client.startHandshake();
                client.getOutputStream().write("habari\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals("habari\r\n", new String(client.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
            }
        }
    }

    /** RFC 3207 §4.2; CVE-2011-0411 in others. */
    @Test
    void commands_sent_before_the_handshake_are_forgotten() throws Exception {
        Service starting = connection -> {
            connection.write("220 karibu\r\n");
            connection.readLine(100);
            connection.write("220 go\r\n");
            connection.startTls(tls);
            echo(connection);
        };
        try (ListeningPort listener = open(Optional.empty(), starting); Connection client = connect(listener)) {
            assertEquals("220 karibu", client.readText(100));
            client.write("STARTTLS\r\nRCPT TO:<injected@example.org>\r\n");
            assertEquals("220 go", client.readText(100));
            client.startTlsTo("localhost", false);
            client.write("NOOP\r\n");
            assertEquals("NOOP", client.readText(100));
        }
    }

    @Test
    void noise_in_place_of_a_handshake_ends_the_connection_with_an_alert() throws Exception {
        try (Pair pair = Pair.connected()) {
            pair.peer().getOutputStream().write("EHLO example.org\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThrows(SSLException.class, () -> pair.session().startTls(tls));
            assertEquals(21, pair.peer().getInputStream().read());   // RFC 8446 §5.1: alert
        }
    }

    @Test
    void a_handshake_that_does_not_come_ends_in_time() throws Exception {
        try (Pair pair = Pair.connected(Pair.limits(Duration.ofMillis(100), Pair.LONG))) {
            pair.peer().getOutputStream().write(new byte[] {22, 3, 1});
            assertThrows(SocketTimeoutException.class, () -> pair.session().startTls(tls));
        }
    }

    @Test
    void a_wait_within_TLS_can_be_interrupted_and_nothing_is_lost() throws Exception {
        Service waiting = connection -> {
            for (int i = 0; i < 50; i++) {
                Thread.ofVirtual().start(connection::interrupt);
                if (connection.awaitInput(Pair.LONG)) {
                    throw new IOException("input that nobody sent");
                }
            }
            connection.write("now\r\n");
            echo(connection);
        };
        try (ListeningPort listener = open(Optional.of(tls), waiting); Connection client = connect(listener)) {
            client.startTlsTo("localhost", false);
            assertEquals("now", client.readText(100));
            client.write("habari\r\n");
            assertEquals("habari", client.readText(100));
        }
    }

    @Test
    void stopping_is_said_through_TLS() throws Exception {
        ListeningPort listener = open(Optional.of(tls), TlsTest::echo);
        try (Connection client = connect(listener)) {
            client.startTlsTo("localhost", false);
            client.write("habari\r\n");
            assertEquals("habari", client.readText(100));
            listener.close(Duration.ofSeconds(10));
            assertEquals("bye", client.readText(100));
        }
    }

    @Test
    void a_verified_certificate_must_be_trusted_and_be_for_that_host() throws Exception {
        assertEquals(Optional.empty(), handshake("localhost", trusting()));
        assertEquals(Optional.empty(), handshake("mail.example.org", trusting()));
        assertEquals(Optional.empty(), handshake("127.0.0.1", trusting()));
        assertEquals(Optional.of(SSLHandshakeException.class), handshake("other.example.org", trusting()));
        assertEquals(Optional.of(SSLHandshakeException.class), handshake("localhost", ClientTls.context(true)));
    }

    private static Optional<Class<?>> handshake(String host, SSLContext trust) throws IOException {
        try (ListeningPort listener = open(Optional.of(tls), TlsTest::echo); Connection client = connect(listener)) {
            client.startTlsTo(host, true, trust);
            return Optional.empty();
        } catch (SSLException refused) {
            return Optional.of(refused.getClass());
        }
    }

    @Test
    void the_certificate_is_for_the_host_and_its_key_on_a_named_curve() throws Exception {
        assertEquals("[[2, localhost], [2, mail.example.org], [7, 127.0.0.1]]",
                new TreeSet<>(certificate().getSubjectAlternativeNames().stream().map(Object::toString).toList()).toString());
        assertEquals("EC", certificate().getPublicKey().getAlgorithm());
        assertEquals("SHA256withECDSA", certificate().getSigAlgName());
    }

    @Test
    void key_and_password_are_for_the_owner_only_and_loaded_again() throws Exception {
        assertEquals("[OWNER_READ, OWNER_WRITE]", new TreeSet<>(Files.getPosixFilePermissions(tls.keystore())).toString());
        assertEquals("[OWNER_READ, OWNER_WRITE]", new TreeSet<>(Files.getPosixFilePermissions(tls.password())).toString());
        byte[] before = Files.readAllBytes(tls.keystore());
        Tls.load(folder.resolve("tls"), "mail.example.org");
        assertArrayEquals(before, Files.readAllBytes(tls.keystore()));
    }

    @Test
    void a_broken_keystore_or_host_name_is_said_with_its_name() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("keystore.p12"), "no keystore");
        Files.writeString(broken.resolve("keystore.password"), "secret\n");
        assertTrue(assertThrows(IOException.class, () -> Tls.load(broken, "localhost")).getMessage().contains("keystore.p12"));
        assertTrue(assertThrows(IOException.class, () -> Tls.load(folder.resolve("odd"), "a b,CN=x")).getMessage().contains("a b,CN=x"));
        assertFalse(Files.exists(folder.resolve("odd")));
    }

    private static void echo(Connection connection) throws IOException {
        try {
            for (String line = connection.readText(100_000); !line.equals("quit"); line = connection.readText(100_000)) {
                connection.write(line + "\r\n");
            }
        } catch (StoppingException stopping) {
            connection.write("bye\r\n");
        }
    }

    private static ListeningPort open(Optional<Tls> implicit, Service service) throws IOException {
        return ListeningPort.open("tls", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Pair.limits(Pair.LONG, Pair.LONG), implicit, service);
    }

    private static Connection connect(ListeningPort listener) throws IOException {
        return Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), Pair.LONG, Pair.limits(Pair.LONG, Pair.LONG));
    }

    private static SSLSocket socket(ListeningPort listener) throws Exception {
        SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) Pair.LONG.toMillis());
        return socket;
    }

    private static X509Certificate certificate() throws Exception {
        KeyStore store = KeyStore.getInstance(tls.keystore().toFile(), Files.readString(tls.password()).strip().toCharArray());
        return (X509Certificate) store.getCertificate("barua");
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", (Certificate) certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
