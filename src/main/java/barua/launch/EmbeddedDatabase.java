package barua.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The MariaDB server of one data folder. It listens on a loopback port of its own and dies with this process: the kernel sends it
 * SIGTERM when the thread that started it ends ({@code setpriv --pdeathsig}), and what was left over by a machine without
 * setpriv, or waits for room on a full disk, is found by its command line at the next start. When it dies alone it is started again, on the same port.
 *
 * <p>Under {@code db/}: {@code data/}, {@code tmp/}, {@code version} (of the server that opened the data last), {@code password}
 * (of the user barua), {@code init.sql}, {@code mariadbd.pid}, {@code mariadbd.log}.
 */
final class EmbeddedDatabase implements Database {

    private static final int START_SECONDS = 90;   // a first start on a slow disk takes 10
    private static final int STOP_SECONDS = 6;
    private static final int ORPHAN_SECONDS = 30;  // to write back what it holds; after that it is no worse than a power cut
    private static final int RESTARTS = 20;

    private final Path folder;
    private final Path program;
    private final Path unpackTo;
    private final Consumer<String> say;
    private final Object turn = new Object();
    /** Guarded by turn: nothing is started once it is said. */
    private boolean stopping;
    /** What runs of it: the program that makes the database, or the server. */
    private volatile Process process;
    private MariaBinaries binaries;
    private String password = "";
    private int port;

    /** Does nothing yet: {@link #stop} may be promised before {@link #start}. */
    EmbeddedDatabase(Path folder, Path program, Path unpackTo, Consumer<String> say) {
        this.folder = folder;
        this.program = program;
        this.unpackTo = unpackTo;
        this.say = say;
    }

    @Override
    public void start() throws Refusal, IOException, InterruptedException {
        stopOrphans();
        binaries = MariaBinaries.choose(writtenBy(folder), program, unpackTo);
        Files.createDirectories(folder.resolve("tmp"));
        if (!Files.isDirectory(folder.resolve("data/mysql"))) {
            say.accept("making the database (MariaDB " + binaries.version() + ")");
            install();
        }
        password = password(folder);
        port = freePort();
        writeInit();
        DataFolder.writePrivate(folder.resolve("version"), binaries.version() + "\n");
        Thread.ofPlatform().name("database").daemon().start(this::keepRunning);
        awaitReady();
    }

    @Override
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/barua?sslMode=disable&" + DRIVER_OPTIONS;
    }

    @Override
    public String user() {
        return "barua";
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void stop() {
        Process running;
        synchronized (turn) {
            stopping = true;
            running = process;
        }
        if (running != null) {
            List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle())).toList();
            all.forEach(ProcessHandle::destroy);
            try {
                CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException hurry) {
                all.forEach(ProcessHandle::destroyForcibly);   // on a full disk it waits for room, whatever it is told
            }
        }
    }

    /** Starts a process that {@link #stop} ends; empty where it was called already. */
    private Optional<Process> begin(ProcessBuilder builder) throws IOException {
        synchronized (turn) {
            if (stopping) {
                return Optional.empty();
            }
            process = builder.start();
            return Optional.of(process);
        }
    }

    private boolean isStopping() {
        synchronized (turn) {
            return stopping;
        }
    }

    /** The life of the thread "database": it must outlive the server, for its end is what the kernel tells the server by SIGTERM. */
    private void keepRunning() {
        for (int start = 0; start < RESTARTS; start++) {
            try {
                Optional<Process> running = begin(new ProcessBuilder(command()).directory(folder.toFile()).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("mariadbd.log").toFile())));
                if (running.isEmpty()) {
                    return;
                }
                int code = running.get().waitFor();
                if (!isStopping()) {
                    say.accept("the database ended with " + code + ": starting it again");
                    TimeUnit.SECONDS.sleep(Math.min(start, 10));
                }
            } catch (IOException cannot) {
                say.accept("cannot start " + binaries.server() + ": " + cannot.getMessage());
                return;
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Modest memory, as the directory is small; durable commits; nothing listens but one loopback port and a private socket. */
    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            command.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "TERM", "--"));
        }
        command.addAll(List.of(binaries.server().toString(), "--no-defaults"));
        binaries.base().ifPresent(base -> command.addAll(List.of("--basedir=" + base, "--lc-messages-dir=" + base.resolve("share"))));
        command.addAll(List.of(
                "--datadir=" + folder.resolve("data"), "--tmpdir=" + folder.resolve("tmp"), "--pid-file=" + pidFile(folder),
                "--socket=mariadbd.sock",   // relative to the data folder: absolute paths may be too long for a socket (108 bytes)
                "--bind-address=127.0.0.1", "--port=" + port, "--skip-name-resolve", "--skip-ssl", "--init-file=" + folder.resolve("init.sql"),
                "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin", "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=48M", "--innodb-log-file-size=16M", "--innodb-log-buffer-size=2M", "--key-buffer-size=1M",
                "--aria-pagecache-buffer-size=2M", "--table-open-cache=200", "--max-connections=60", "--thread-cache-size=4",
                "--performance-schema=OFF", "--skip-log-bin", "--local-infile=0", "--symbolic-links=0", "--innodb-buffer-pool-dump-at-shutdown=OFF",
                "--innodb-buffer-pool-load-at-startup=OFF", "--default-time-zone=+00:00"));
        asRoot().ifPresent(command::add);
        return command;
    }

    private void awaitReady() throws Refusal, InterruptedException {
        for (int tenth = 0; tenth < START_SECONDS * 10; tenth++) {
            if (answers()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        stop();
        throw new Refusal("the database did not start within " + START_SECONDS + " s: see " + folder.resolve("mariadbd.log"));
    }

    private boolean answers() {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(2000);
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void writeInit() throws IOException {
        String user = "'barua'@'127.0.0.1'";
        DataFolder.writePrivate(folder.resolve("init.sql"), """
                CREATE DATABASE IF NOT EXISTS barua CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
                CREATE USER IF NOT EXISTS %1$s IDENTIFIED BY '%2$s';
                ALTER USER %1$s IDENTIFIED BY '%2$s';
                GRANT ALL ON barua.* TO %1$s;
                """.formatted(user, password));
    }

    private static String password(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            DataFolder.writePrivate(file, HexFormat.of().formatHex(random) + "\n");
        }
        return Files.readString(file).strip();
    }

    private static Optional<MariaBinaries.Version> writtenBy(Path folder) throws IOException, Refusal {
        Path file = folder.resolve("version");
        return Files.exists(file) ? Optional.of(MariaBinaries.Version.find(Files.readString(file))) : Optional.empty();
    }

    /** Into {@code data.new} first: a half-made database never bears the name. */
    private void install() throws IOException, InterruptedException, Refusal {
        Path fresh = folder.resolve("data.new");
        delete(fresh);
        List<String> command = new ArrayList<>(List.of(binaries.install().toString(), "--no-defaults",
                "--datadir=./data.new", "--tmpdir=../tmp",   // relative, the second to the first: the script stumbles over blanks in a path
                "--auth-root-authentication-method=socket", "--auth-root-socket-user=" + System.getProperty("user.name"),
                "--skip-test-db", "--skip-name-resolve", "--skip-log-bin", "--innodb-log-file-size=16M"));
        binaries.base().ifPresent(base -> command.add("--basedir=" + base));
        asRoot().ifPresent(command::add);
        Optional<Process> making = begin(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("install.log").toFile()));
        if (making.isEmpty() || !making.get().waitFor(START_SECONDS, TimeUnit.SECONDS) || making.get().exitValue() != 0) {
            stop();
            throw new Refusal("the database could not be made: see " + folder.resolve("install.log"));
        }
        Files.move(fresh, folder.resolve("data"));
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Servers left behind by a launcher that was killed, also one that had no time to write its pid file: two must never open the same data. */
    private void stopOrphans() throws IOException, InterruptedException {
        for (ProcessHandle orphan : ProcessHandle.allProcesses().filter(this::isOfThisFolder).toList()) {
            say.accept("stopping the database that an earlier run left behind (process " + orphan.pid() + ")");
            orphan.destroy();
            for (int tenth = 0; tenth < ORPHAN_SECONDS * 10 && orphan.isAlive(); tenth++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            orphan.destroyForcibly();
            for (int tenth = 0; tenth < STOP_SECONDS * 10 && orphan.isAlive(); tenth++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        Files.deleteIfExists(pidFile(folder));
    }

    private boolean isOfThisFolder(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
            String data = new String(("--datadir=" + folder.resolve("data")).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            List<String> words = List.of(line.split("\0"));
            return words.contains(data) && words.getFirst().contains("mariadb");
        } catch (IOException gone) {
            return false;
        }
    }

    private static Path pidFile(Path folder) {
        return folder.resolve("mariadbd.pid");
    }

    /** mariadbd refuses to run as root unless it is told so. */
    private static Optional<String> asRoot() {
        return System.getProperty("user.name").equals("root") ? Optional.of("--user=root") : Optional.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
