package barua.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Tls;
import barua.sasl.ScramClient;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that were not written for this server, and one that computes. */
class Pop3ClientTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10, 10, LONG, LONG, "-ERR busy\r\n");

    private final FakeInbox inbox = Pop3ScriptTest.inbox();
    private Pop3Session door;
    private ListeningPort listener;

    @BeforeEach
    void open() throws IOException {
        door = new Pop3Session(new Pop3Session.House(new Pop3Options("mail.example.org", Optional.of(ScriptRunner.tls())), new FakeLogins(), _ -> inbox.open(),
                LONG, LONG));
        listener = listen(Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        listener.close(Duration.ZERO);
    }

    private ListeningPort listen(Optional<Tls> implicit) throws IOException {
        return ListeningPort.open("pop3", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS, implicit, door);
    }

    @Test
    void jakarta_mail_reads_and_deletes_after_STLS() throws Exception {
        try (Store store = connected(listener, "pop3"); POP3Folder remote = (POP3Folder) store.getFolder("INBOX")) {
            remote.open(Folder.READ_WRITE);
            assertEquals(4, remote.getMessageCount());
            Message first = remote.getMessage(1);
            assertEquals("one", first.getSubject());
            assertEquals("uid1", remote.getUID(first));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            first.writeTo(bytes);
            assertTrue(bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\nfirst\r\n.\r\n..two dots\r\n.a\r\nlast\r\n"),
                    bytes.toString(StandardCharsets.US_ASCII));
            first.setFlag(Flags.Flag.DELETED, true);
        }
        assertEquals(3, inbox.size());
    }

    @Test
    void jakarta_mail_logs_in_over_implicit_TLS_and_is_refused_with_a_wrong_password() throws Exception {
        try (ListeningPort secure = listen(Optional.of(ScriptRunner.tls())); Store store = store("pop3s")) {
            assertThrows(AuthenticationFailedException.class, () -> store.connect("localhost", secure.port(), "neema", "wrong"));
            store.connect("localhost", secure.port(), "neema", FakeLogins.PASSWORD);
            assertTrue(store.isConnected());
        }
    }

    @Test
    void SCRAM_with_channel_binding_proves_both_ends() throws Exception {
        try (Connection client = secured()) {
            ScramClient scram = new ScramClient("p=tls-server-end-point,,", "neema", FakeLogins.PASSWORD);
            client.write("AUTH SCRAM-SHA-256-PLUS " + Base64.getEncoder().encodeToString(scram.first()) + "\r\n");
            byte[] last = scram.last(challenge(client), client.serverEndPoint().orElseThrow());
            client.write(Base64.getEncoder().encodeToString(last) + "\r\n");
            assertEquals(scram.expectedServerFinal(), new String(challenge(client), StandardCharsets.US_ASCII));
            client.write("\r\n");
            assertEquals("+OK 4 messages (113 octets)", client.readText(1000));
        }
    }

    @Test
    void SCRAM_through_somebody_in_the_middle_is_denied() throws Exception {
        try (Connection client = secured()) {
            ScramClient scram = new ScramClient("p=tls-server-end-point,,", "neema", FakeLogins.PASSWORD);
            client.write("AUTH SCRAM-SHA-256-PLUS " + Base64.getEncoder().encodeToString(scram.first()) + "\r\n");
            byte[] last = scram.last(challenge(client), new byte[32]);
            client.write(Base64.getEncoder().encodeToString(last) + "\r\n");
            assertEquals("-ERR [AUTH] wrong name or password", client.readText(1000));
        }
    }

    @Test
    void a_revoked_account_loses_its_sessions_and_no_other_does() throws Exception {
        try (Connection one = secured(); Connection other = secured()) {
            one.write("USER neema\r\nPASS " + FakeLogins.PASSWORD + "\r\nDELE 1\r\n");
            one.readText(1000);
            one.readText(1000);
            assertEquals("+OK", one.readText(1000));
            door.revoke("juma@example.org");
            one.write("NOOP\r\n");
            assertEquals("+OK", one.readText(1000));
            door.revoke(FakeLogins.ACCOUNT);
            assertThrows(IOException.class, () -> one.readText(1000));
            other.write("NOOP\r\n");
            assertEquals("-ERR log in first", other.readText(1000));
        }
        assertEquals(4, inbox.size());
    }

    @Test
    void a_stopping_server_says_so_and_deletes_nothing() throws Exception {
        try (Connection client = secured()) {
            client.write("USER neema\r\nPASS " + FakeLogins.PASSWORD + "\r\nDELE 1\r\n");
            client.readText(1000);
            client.readText(1000);
            assertEquals("+OK", client.readText(1000));
            listener.close(LONG);
            assertTrue(client.readText(1000).startsWith("-ERR [SYS/TEMP] "));
        }
        assertEquals(4, inbox.size());
    }

    private Connection secured() throws IOException {
        Connection client = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), LONG, LIMITS);
        client.readText(1000);
        client.write("STLS\r\n");
        assertEquals("+OK begin TLS", client.readText(1000));
        client.startTlsTo("localhost", false);
        return client;
    }

    private static byte[] challenge(Connection client) throws IOException {
        String line = client.readText(1000);
        assertTrue(line.startsWith("+ "), line);
        return Base64.getDecoder().decode(line.substring(2));
    }

    private static Store connected(ListeningPort listener, String protocol) throws MessagingException {
        Store store = store(protocol);
        store.connect("localhost", listener.port(), "neema", FakeLogins.PASSWORD);
        return store;
    }

    private static Store store(String protocol) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail." + protocol + ".starttls.enable", Boolean.toString(protocol.equals("pop3")));
        properties.setProperty("mail." + protocol + ".starttls.required", Boolean.toString(protocol.equals("pop3")));
        properties.setProperty("mail." + protocol + ".ssl.trust", "*");
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "false");
        properties.setProperty("mail." + protocol + ".timeout", "20000");
        return Session.getInstance(properties).getStore(protocol);
    }
}
