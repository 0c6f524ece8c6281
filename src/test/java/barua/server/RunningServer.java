package barua.server;

import jakarta.mail.MessagingException;
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

    private Launched launched;   // another one after a restart

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
            RunningServer server = new RunningServer(launched);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server.launched)));
            return server;
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

    /** Stops it as an administrator does and starts it again on the same data and ports. */
    public void restart() {
        try {
            int base = launched.port(0);
            launched.stop();
            launched = Launched.start(launched.data(), base, "--demo");
        } catch (IOException failed) {
            throw new AssertionError("the server does not start again", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the server started again", stopped);
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

    /** Puts messages into a folder of a person, which is made where it is missing. */
    public void append(Demo.Person person, String folder, List<byte[]> messages) {
        try {
            new Post(this::port).append(person.address().toString(), person.password(), folder, messages);
        } catch (MessagingException failed) {
            throw new AssertionError(failed);
        }
    }

    /** As another server does, over SMTP. */
    public void deliver(String from, Demo.Person to, String subject) {
        try {
            new Post(this::port).deliver(from, to.address().toString(), subject);
        } catch (MessagingException failed) {
            throw new AssertionError(failed);
        }
    }

    /** What lies in a person's folder, by IMAP. */
    public List<String> subjects(Demo.Person person, String folder) {
        try {
            return new Post(this::port).subjectsIn(folder, person.address().toString(), person.password());
        } catch (MessagingException failed) {
            throw new AssertionError(failed);
        }
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
