package barua.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A MariaDB server that somebody else runs. The start waits for it, and says so. @param say where it says so */
record ExternalDatabase(String url, String user, String password, Consumer<String> say) implements Database {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final int TRIES_BETWEEN_WORDS = 15;

    static ExternalDatabase of(Config config, Consumer<String> say) throws Refusal {
        String url = config.get("barua.db.url");
        String file = config.get("barua.db.password-file");
        if (file.isEmpty()) {
            throw new Refusal("barua.db.url needs barua.db.password-file, the path of a file that holds the password");
        }
        try {
            String password = Files.readString(Path.of(file)).strip();
            return new ExternalDatabase(url + (url.contains("?") ? "&" : "?") + DRIVER_OPTIONS, config.get("barua.db.user"), password, say);
        } catch (IOException unreadable) {
            throw new Refusal("barua.db.password-file = " + file + ": cannot be read (" + unreadable.getMessage() + ")");
        }
    }

    /** Returns when its port answers. The first word comes at once, later ones every half a minute. */
    @Override
    public void start() throws InterruptedException {
        for (int attempt = 0; !answers(); attempt++) {
            if (attempt % TRIES_BETWEEN_WORDS == 0) {
                say.accept("waiting for the database at " + address());
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    @Override
    public void stop() {
        // Not ours to stop.
    }

    private boolean answers() {
        InetSocketAddress address = address();
        try (Socket socket = new Socket()) {
            socket.connect(address, 3000);
            return socket.getInputStream().read() >= 0;   // a MariaDB server speaks first
        } catch (IOException away) {
            return false;
        }
    }

    /** Of {@code jdbc:mariadb://host:port/name}: the first host where several are named. */
    private InetSocketAddress address() {
        URI uri = URI.create(url.substring("jdbc:".length()).replaceFirst(",[^/]*", "").replaceFirst("[?].*", ""));
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 3306 : uri.getPort());
    }
}
