package barua.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures what an idle connection costs the server: {@code server PORT plain|tls line|idle} waits and prints on each Enter,
 * {@code client PORT plain|tls COUNT} opens connections, has each exchange one line, and holds them until Enter.
 */
final class IdleConnections {

    private static final ConnectionLimits LIMITS = new ConnectionLimits(50_000, 50_000, Duration.ofHours(1), Duration.ofMinutes(1), "busy\r\n");

    private IdleConnections() {
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        boolean secure = args[2].equals("tls");
        if (args[0].equals("server")) {
            serve(port, secure, args[3].equals("idle"));
        } else {
            connect(port, secure, Integer.parseInt(args[3]));
        }
    }

    private static void serve(int port, boolean secure, boolean idle) throws IOException {
        Optional<Tls> tls = secure ? Optional.of(Tls.load(Path.of(System.getProperty("java.io.tmpdir"), "barua-idle-tls"), "localhost")) : Optional.empty();
        try (ListeningPort listener = ListeningPort.open("idle", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMITS, tls, connection ->
                hold(connection, idle))) {
            report(listener);
            while (System.in.read() >= 0) {
                report(listener);
            }
        }
    }

    private static void hold(Connection connection, boolean idle) throws IOException {
        while (true) {
            connection.write(connection.readText(1000) + "\r\n");
            if (idle) {
                connection.flush();
                connection.awaitInput(Duration.ofMinutes(29));
            }
        }
    }

    private static void report(ListeningPort listener) throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("");
        System.out.println(listener.connections() + " connections, heap " + heap / 1024 + " KB, " + resident);
    }

    private static void connect(int port, boolean secure, int count) throws IOException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection connection = Connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofSeconds(10), LIMITS);
            if (secure) {
                connection.startTlsTo("localhost", false);
            }
            connection.write("a" + i + " NOOP\r\n");
            connection.readText(1000);
            open.add(connection);
        }
        System.out.println(open.size() + " held");
        System.in.read();
    }
}
