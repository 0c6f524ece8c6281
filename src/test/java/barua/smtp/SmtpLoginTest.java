package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import barua.ScriptRunner;
import barua.net.Connection;
import barua.net.ListeningPort;
import barua.sasl.ScramClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins that scripts cannot write down, and what becomes of them. */
final class SmtpLoginTest {

    private static final String PLAIN = "AUTH PLAIN AGFubmFAZXhhbXBsZS5vcmcAc2lyaQ==";

    private final FakeReceiver receiver = new FakeReceiver(false);
    private SmtpSession session;
    private ListeningPort listener;

    @BeforeEach
    void open() throws IOException {
        SmtpOptions options = new SmtpOptions(SmtpOptions.Kind.SUBMISSION, "mx.example.org", 5000, 3, Optional.empty(), Optional.of(new FakeLogins()));
        session = new SmtpSession(options, receiver);
        listener = ListeningPort.open("submissions", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Phone.LIMITS, Optional.of(ScriptRunner.tls()),
                session);
    }

    @AfterEach
    void close() {
        listener.close(Duration.ZERO);
    }

    private Connection client() throws IOException {
        Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), Duration.ofSeconds(5), Phone.LIMITS);
        client.startTlsTo("localhost", false);
        client.readText(1000);
        client.write("EHLO client.example.org\r\n");
        for (String line = client.readText(1000); line.startsWith("250-"); line = client.readText(1000)) {
            // What it offers is not the point here.
        }
        return client;
    }

    private static String ask(Connection client, String line) throws IOException {
        client.write(line + "\r\n");
        return client.readText(1000);
    }

    private static byte[] challenge(String reply) {
        assertEquals("334 ", reply.substring(0, 4));
        return Base64.getDecoder().decode(reply.substring(4));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void SCRAM_with_channel_binding_proves_both_ends() throws Exception {
        try (Connection client = client()) {
            ScramClient scram = new ScramClient("p=tls-server-end-point,,", "anna@example.org", "siri");
            byte[] serverFirst = challenge(ask(client, "AUTH SCRAM-SHA-256-PLUS " + base64(scram.first())));
            byte[] serverFinal = challenge(ask(client, base64(scram.last(serverFirst, client.serverEndPoint().orElseThrow()))));
            assertEquals(scram.expectedServerFinal(), new String(serverFinal, StandardCharsets.US_ASCII));
            assertEquals("235 2.7.0 Welcome", ask(client, ""));
            assertEquals("ESMTPSA", receiver.peers.getLast().protocol());
            assertEquals(Optional.of("anna@example.org"), receiver.peers.getLast().login());
        }
    }

    @Test
    void SCRAM_with_a_wrong_password_is_denied() throws Exception {
        try (Connection client = client()) {
            ScramClient scram = new ScramClient("n,,", "anna@example.org", "wrong");
            byte[] serverFirst = challenge(ask(client, "AUTH SCRAM-SHA-256 " + base64(scram.first())));
            assertEquals("535 5.7.8 Wrong name or password", ask(client, base64(scram.last(serverFirst, new byte[0]))));
            assertEquals("530 5.7.0 Authentication required", ask(client, "MAIL FROM:<anna@example.org>"));
        }
    }

    @Test
    void a_revoked_account_loses_its_sessions_and_no_other_does() throws IOException {
        try (Connection one = client(); Connection other = client()) {
            assertEquals("235 2.7.0 Welcome", ask(one, PLAIN));
            session.revoke("somebody@example.org");
            assertEquals("250 2.0.0 Ok", ask(one, "NOOP"));
            session.revoke("anna@example.org");
            assertThrows(IOException.class, () -> ask(one, "NOOP"));
            assertEquals("250 2.0.0 Ok", ask(other, "NOOP"));
        }
    }

    @Test
    void a_login_does_not_outlive_its_session() throws IOException {
        try (Connection one = client()) {
            assertEquals("235 2.7.0 Welcome", ask(one, PLAIN));
            assertEquals("221", ask(one, "QUIT").substring(0, 3));
        }
        try (Connection next = client()) {
            assertEquals("530 5.7.0 Authentication required", ask(next, "MAIL FROM:<anna@example.org>"));
        }
    }
}
