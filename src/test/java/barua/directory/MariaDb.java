package barua.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mariadb.jdbc.MariaDbDataSource;

/** A private mariadbd of the system, on a free port of the loopback, in a folder of its own; gone with {@link #close()}. */
public final class MariaDb implements AutoCloseable {

    private static final long START_SECONDS = 60;

    private final Path folder;
    private final int port;
    private Process server;

    private MariaDb(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static boolean isInstalled() {
        return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
    }

    public static MariaDb start(Path folder) throws IOException, InterruptedException, SQLException {
        MariaDb database = new MariaDb(folder, freePort());
        String owner = System.getProperty("user.name");
        run(folder.resolve("install.log"), program("mariadb-install-db").orElseThrow(), "--no-defaults", "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--datadir=" + folder.resolve("db"), "--user=" + owner);
        database.startServer();
        return database;
    }

    public void startServer() throws IOException, InterruptedException, SQLException {
        server = new ProcessBuilder(program("mariadbd").orElseThrow(), "--no-defaults", "--datadir=" + folder.resolve("db"), "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"), "--port=" + port, "--bind-address=127.0.0.1", "--skip-ssl", "--user=" + System.getProperty("user.name"),
                "--character-set-server=utf8mb4").redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile()).start();
        awaitConnection();
        try (Connection connection = source("").getConnection()) {
            connection.createStatement().execute("create database if not exists barua");
        }
    }

    /** Makes a user who may do everything in the database barua. */
    public void allow(String user, String password) throws SQLException {
        try (Connection connection = source("").getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create user '" + user + "'@'localhost' identified by '" + password + "'");
            statement.execute("grant all on barua.* to '" + user + "'@'localhost'");
        }
    }

    public void stopServer() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    MariaDbDataSource source() throws SQLException {
        return source("barua");
    }

    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable&connectTimeout=2000&sessionVariables=innodb_lock_wait_timeout=5";
    }

    @Override
    public void close() throws InterruptedException {
        stopServer();
    }

    private MariaDbDataSource source(String database) throws SQLException {
        MariaDbDataSource source = new MariaDbDataSource(url(database));
        source.setUser("root");
        source.setPassword("");
        return source;
    }

    /** Asks again until it answers; the wait between is the connection attempt itself and the server's own start. */
    private void awaitConnection() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < until) {
            try (Connection connection = source("").getConnection()) {
                return;
            } catch (SQLException notYet) {
                if (server.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IOException("mariadbd does not start:\n" + Files.readString(folder.resolve("server.log")));
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<String> program(String name) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"));
        return folders.stream().map(folder -> Path.of(folder, name)).filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
