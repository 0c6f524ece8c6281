package barua;

import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Service;
import barua.net.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs conversations with a server that are written down in files: {@code src/test/resources/barua/<protocol>/*.script}. Each
 * file is one test, against a server of its own on a free port of 127.0.0.1. Somebody who runs mail servers can read and write them:
 *
 * <pre>
 * # A comment. Empty lines mean nothing.
 * &#64;door submission          a setting for whoever makes the server (see {@link Script#settings})
 *
 * S: * OK *                  the server's next line is this; connection 1 is opened by its first mention
 * C: a1 SELECT INBOX         the client sends this line and CRLF
 * S?: * $count EXISTS        lines marked ? may come in any order, all of them before the next unmarked one
 * S?: * FLAGS *
 * S*: a1 OK *                lines before this one, whatever they say, are passed over
 *
 * C2: b1 NOOP                connections have numbers: 2, 3 ... ; C: and S: are connection 1
 * S2: b1 OK *
 * TLS2:                      the client starts the TLS handshake here (for implicit TLS it is the first step of a connection)
 * CLOSED2:                   the server has closed; CLOSE2: the client closes
 * C~: half a line\r\n        sent as it stands, without CRLF behind it; \r \n \t \0 \\ \xHH are the bytes they say
 *
 * C: a2 APPEND INBOX {N}     N is the size in bytes of the client's next block; {N+} likewise, and &lt;N&gt; without braces (BDAT)
 * S: + *
 * C&lt;&lt;                        a block: its lines are sent each with CRLF; as a literal ({N}) one CRLF more ends the command
 * Subject: Habari
 *
 * Habari za leo?
 * &gt;&gt;
 * S: a2 OK [APPENDUID $validity $uid] *     a name catches one word ...
 * C: a3 UID FETCH ${uid} FLAGS              ... and can be used from then on, also as ${uid+1} and ${uid-1}
 * S: * $seq FETCH (UID ${uid} FLAGS ())
 * S&lt;&lt;                        a block of the server: the next lines are these
 * ...
 * &gt;&gt;
 * </pre>
 *
 * In what the server says, {@code *} stands for any text, but an asterisk with a space at the very beginning is itself (an untagged
 * response), and so is {@code \*}. Names begin with a small letter, so {@code $Junk} is only text; {@code \$} is a dollar sign
 * before small letters. Everything else must be as written, letter by letter. The server has five seconds for each line.
 */
public final class ScriptRunner {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ScriptRunner() {
    }

    /**
     * What a script talks to.
     *
     * @param implicit  TLS from the first byte, where present
     * @param variables what scripts may use by name
     * @param after     is closed when the script is over
     */
    public record Fixture(Service service, ConnectionLimits limits, Optional<Tls> implicit, Map<String, String> variables, AutoCloseable after) {

        public Fixture(Service service) {
            this(service, new ConnectionLimits(50, 50, PATIENCE, PATIENCE, "busy\r\n"), Optional.empty(), Map.of(), () -> { });
        }

        public Fixture with(String name, String value) {
            Map<String, String> more = new HashMap<>(variables);
            more.put(name, value);
            return new Fixture(service, limits, implicit, Map.copyOf(more), after);
        }

        public Fixture with(ConnectionLimits other) {
            return new Fixture(service, other, implicit, variables, after);
        }

        public Fixture implicitTls(Tls tls) {
            return new Fixture(service, limits, Optional.of(tls), variables, after);
        }

        public Fixture closing(AutoCloseable resource) {
            return new Fixture(service, limits, implicit, variables, resource);
        }
    }

    /** Makes the server for one script. */
    @FunctionalInterface
    public interface Fixtures {
        Fixture make(Script script) throws Exception;
    }

    /** One test for each script of that protocol; for a method with {@code @TestFactory}. */
    public static Stream<DynamicTest> tests(String protocol, Fixtures fixtures) throws IOException {
        List<Path> files = scripts(protocol);
        if (files.isEmpty()) {
            throw new AssertionError("no script in barua/" + protocol);
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> run(file, fixtures)));
    }

    private static List<Path> scripts(String protocol) throws IOException {
        URL folder = ScriptRunner.class.getResource("/barua/" + protocol);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".script")).sorted().toList();
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private static void run(Path file, Fixtures fixtures) throws Exception {
        String name = file.getFileName().toString().replace(".script", "");
        Script script = Script.parse(name, Files.readAllLines(file));
        Fixture fixture = fixtures.make(script);
        try (AutoCloseable _ = fixture.after();
                ListeningPort listener = ListeningPort.open(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), fixture.limits(),
                        fixture.implicit(), fixture.service());
                ScriptPlayer player = new ScriptPlayer(script, listener.port(), fixture.variables())) {
            player.play();
        }
    }

    /** A certificate for tests, made once. */
    public static Tls tls() {
        return SharedTls.INSTANCE;
    }

    private static final class SharedTls {
        static final Tls INSTANCE = make();

        private static Tls make() {
            try {
                Path folder = Files.createTempDirectory("barua-tls");
                Tls tls = Tls.load(folder, "localhost");
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> file.toFile().deleteOnExit());
                }
                return tls;
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
