package barua.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of {@code server-config/barua} on a data folder: what a person at a shell does, with nothing in between. */
final class Launched implements AutoCloseable {

    static final Duration READY = Duration.ofMinutes(10);   // the first run of a build makes the class archive before
    private static final int[] PORTS = {24, 25, 80, 110, 143, 443, 465, 587, 993, 995, 4190};

    /** What a command did. */
    record Said(int code, String out, String err) {
    }

    private final Path data;
    private final int portBase;
    private final Process script;
    private final Path output;

    private Launched(Path data, int portBase, Process script, Path output) {
        this.data = data;
        this.portBase = portBase;
        this.script = script;
        this.output = output;
    }

    /** Starts and does not wait. @param environment settings such as BARUA_DB_URL */
    static Launched begin(Path data, int portBase, Map<String, String> environment, String... options) throws IOException {
        Path output = Files.createTempFile("barua-run", ".txt");
        List<String> command = new ArrayList<>(List.of(script(), "run", "--data", data.toString(), "--port-base", String.valueOf(portBase)));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("BARUA_NO_BUILD", "yes");   // it was built before the tests
        builder.environment().putAll(environment);
        return new Launched(data, portBase, builder.start(), output);
    }

    static Launched start(Path data, int portBase, String... options) throws IOException, InterruptedException {
        Launched launched = begin(data, portBase, Map.of(), options);
        launched.awaitReady();
        return launched;
    }

    void awaitReady() throws IOException, InterruptedException {
        awaitSaid("Barua is ready", READY);
    }

    /** Waits for words on its standard output or error. */
    void awaitSaid(String words, Duration atMost) throws IOException, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!said().contains(words)) {
            if (script.waitFor(100, TimeUnit.MILLISECONDS) && !said().contains(words) || System.nanoTime() > until) {
                String log = Files.exists(data.resolve("log/barua.log")) ? Files.readString(data.resolve("log/barua.log")) : "no log";
                throw new AssertionError("it never said \"" + words + "\" but:\n" + said() + "\n" + log);
            }
        }
    }

    /** Waits until the server has taken in what lay in its pickup folder. */
    void awaitCollected() throws IOException, InterruptedException {
        Path pickup = data.resolve("spool/pickup");
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < until) {
            try (Stream<Path> files = Files.list(pickup)) {
                if (files.noneMatch(file -> file.toString().endsWith(".mail"))) {
                    return;
                }
            }
            script.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("nobody collects " + pickup);
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    Path data() {
        return data;
    }

    /** Of a service, by its standard port. */
    int port(int standard) {
        return portBase + standard;
    }

    Said command(String... arguments) throws IOException, InterruptedException {
        return command(data, "", arguments);
    }

    Said commandWithInput(String input, String... arguments) throws IOException, InterruptedException {
        return command(data, input, arguments);
    }

    static Said command(Path data, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile("barua-err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("BARUA_DATA", data.toString());
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return new Said(process.exitValue(), said, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** The server's own process: the Java one, as the lock file names it. */
    long pid() throws IOException {
        return Long.parseLong(Files.readString(data.resolve("run/barua.lock")).strip());
    }

    /** As the kernel does when memory is short: nothing is said to anybody. */
    void kill() throws IOException, InterruptedException {
        ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
        script.waitFor(30, TimeUnit.SECONDS);
    }

    /** SIGTERM. Returns how long it took to end, and its exit code. */
    Said stop() throws IOException, InterruptedException {
        long began = System.nanoTime();
        script.destroy();
        if (!script.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop:\n" + said());
        }
        return new Said(script.exitValue(), String.valueOf(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)), said());
    }

    boolean isAlive() {
        return script.isAlive();
    }

    int exitCode() throws InterruptedException {
        return script.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script.destroy();
        if (!script.waitFor(30, TimeUnit.SECONDS)) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
        Files.deleteIfExists(output);
    }

    /** A base none of whose ports is taken now. */
    static int freePortBase() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 31_000);   // below the range from which the kernel takes ports
            if (allFree(base)) {
                return base;
            }
        }
        throw new IOException("no free ports");
    }

    private static boolean allFree(int base) {
        for (int port : PORTS) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), base + port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static String script() {
        return Path.of(System.getProperty("barua.top", "."), "server-config", "barua").toAbsolutePath().normalize().toString();
    }
}
