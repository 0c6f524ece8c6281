package barua.imap;

import barua.mailbox.MailStore;
import barua.message.Address;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The IMAP door alone, for trying it with clients and for the benches: {@code ImapServer FOLDER PORT} listens on 127.0.0.1,
 * STARTTLS on PORT and TLS from the first byte on PORT + 1, until it is stopped. The accounts are those of {@link TestLogins}.
 */
final class ImapServer {

    private ImapServer() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        Tls tls = Tls.load(folder.resolve("tls"), "localhost");
        MailStore store = ImapScriptTest.store(folder, Long.MAX_VALUE);
        for (int i = 1; i <= 50; i++) {
            store.create(Address.of("user" + i + "@example.org"));
        }
        ImapSession door = new ImapSession(new ImapOptions("localhost", Optional.of(tls), 64L * 1024 * 1024), new TestLogins(), store, Optional.empty());
        ConnectionLimits limits = new ConnectionLimits(5_000, 5_000, Duration.ofMinutes(1), Duration.ofMinutes(1), "* BYE busy\r\n");
        ListeningPort plain = ListeningPort.open("imap", new InetSocketAddress("127.0.0.1", port), limits, Optional.empty(), door);
        ListeningPort secure = ListeningPort.open("imaps", new InetSocketAddress("127.0.0.1", port + 1), limits, Optional.of(tls), door);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            plain.close();
            secure.close();
            try {
                store.close();
            } catch (IOException failed) {
                System.err.println(failed);
            }
        }));
        System.out.println("IMAP on " + plain.port() + ", IMAPS on " + secure.port());
        Thread.currentThread().join();   // listeners have no thread that keeps a program alive
    }
}
