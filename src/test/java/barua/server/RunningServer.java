package barua.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one server that all tests share which only look at it from outside: started by the real script at first use, filled with the
 * people of the demonstration, stopped when the tests' JVM ends. Tests must not depend on mail that others may have moved.
 */
public final class RunningServer {

    private static RunningServer running;   // guarded by the class

    private final Launched launched;

    private RunningServer(Launched launched) {
        this.launched = launched;
    }

    public static synchronized RunningServer get() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static RunningServer start() {
        try {
            Path data = Files.createTempDirectory("barua-shared");
            Launched launched = Launched.start(data, Launched.freePortBase(), "--demo");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(launched)));
            return new RunningServer(launched);
        } catch (IOException failed) {
            throw new AssertionError("the server does not start", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the server started", stopped);
        }
    }

    private static void end(Launched launched) {
        try {
            launched.close();
            Launched.delete(launched.data());
        } catch (IOException | InterruptedException left) {
            System.err.println("left behind: " + launched.data() + " (" + left + ")");
        }
    }

    /** Of the web, such as {@code https://localhost:21443/}; its certificate is self-signed. */
    public URI web() {
        return URI.create("https://localhost:" + port(443) + "/");
    }

    /** Of a service, by its standard port: {@code port(993)} for IMAPS. */
    public int port(int standard) {
        return launched.port(standard);
    }

    public Path data() {
        return launched.data();
    }

    public List<Demo.Person> people() {
        return Demo.people();
    }

    /** Runs {@code barua ...} against it and returns what it printed; fails where it did not succeed. */
    public String command(String... arguments) {
        try {
            Launched.Said said = launched.command(arguments);
            if (said.code() != 0) {
                throw new AssertionError(List.of(arguments) + " ended with " + said.code() + ": " + said.err());
            }
            return said.out();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
