package barua.launch;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The server's own process: checks, database, Payara Micro, deployment; then it waits for SIGTERM. */
@Command(name = "run", description = "Starts everything and stays in the foreground until it is stopped.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Option(names = "--demo", description = "Fills an empty data folder with people and mail to look at.")
    private boolean demo;

    @Option(names = "--port-base", defaultValue = "8000", paramLabel = "N",
            description = "Added to each standard port; 0 for the standard ones (default ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Where to listen (default 127.0.0.1, and every address with --port-base 0).")
    private String bind;

    @Option(names = "--allow-root", description = "Run as root on the standard ports all the same.")
    private boolean allowRoot;

    @Option(names = "--once", hidden = true, description = "Stops as soon as it is ready: for making the class archive.")
    private boolean once;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        checkUser();
        DataFolder data = main.data();
        data.make();
        var lock = data.lock();
        Config config = Config.read(data, System.getenv());
        config.warnings().forEach(warning -> System.err.println("barua: " + warning));
        Ports ports = new Ports(portBase, bindAddress());
        ports.check();
        new StartRoom(data, line -> System.err.println("barua: " + line)).require(config.get("barua.db.url").isEmpty());
        Certificate certificate = Certificate.of(data.folder("tls"), config.get("barua.hostname"), RunCommand::say);
        Database database = database(data, config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(database), "stop"));
        database.start();
        publish(config, data, database, ports);
        WebServer web = WebServer.boot(main.program(), data.folder("run"), ports, certificate);
        web.deploy(main.program().resolve("app"));
        new Readiness(ports).await();
        sayReady(ports);
        welcome(data);
        if (!once) {
            ended.await();
        }
        lock.release();
        return 0;
    }

    private void checkUser() throws Refusal {
        boolean root = System.getProperty("user.name").equals("root");
        if (root && portBase == 0 && !allowRoot) {
            throw new Refusal("not as root: give the right to open low ports instead (CAP_NET_BIND_SERVICE), or say --allow-root");
        }
        if (portBase < 0 || portBase > 61000) {
            throw new Refusal("--port-base " + portBase + ": it takes 0 to 61000");
        }
        if (root) {
            System.err.println("barua: running as root; a user of its own is safer");
        }
    }

    private InetAddress bindAddress() throws Refusal {
        String address = bind != null ? bind : portBase == 0 ? "0.0.0.0" : "127.0.0.1";
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException wrong) {
            throw new Refusal("--bind " + address + ": not an address of this machine");
        }
    }

    private Database database(DataFolder data, Config config) throws Refusal, IOException {
        return config.get("barua.db.url").isEmpty()
                ? new EmbeddedDatabase(data.folder("db"), main.program(), data.folder("db").resolve("server"), RunCommand::say)
                : ExternalDatabase.of(config, RunCommand::say);
    }

    /** The server reads what was checked here: system properties stand above every other source there. */
    private void publish(Config config, DataFolder data, Database database, Ports ports) {
        config.values().forEach(System::setProperty);
        Map.of("barua.data", data.root().toString(), "barua.port-base", String.valueOf(ports.base()), "barua.bind", ports.bind().getHostAddress(),
                "barua.demo", String.valueOf(demo), "barua.db.url", database.url(), "barua.db.user", database.user(), "barua.db.password", database.password())
                .forEach(System::setProperty);
    }

    /** SIGTERM came, or the start failed: the application says good-bye to everybody, then the database ends. */
    private static void stop(Database database) {
        WebServer.awaitStopped();
        database.stop();
    }

    private static void sayReady(Ports ports) {
        String host = ports.bind().isLoopbackAddress() || ports.bind().isAnyLocalAddress() ? "localhost" : ports.bind().getHostAddress();
        System.out.println("""
                Barua is ready
                  Web       https://%1$s:%2$d/
                  IMAP      %1$s:%3$d (STARTTLS), %4$d (TLS)
                  POP3      %1$s:%5$d (STARTTLS), %6$d (TLS)
                  Sending   %1$s:%7$d (STARTTLS), %8$d (TLS)
                  SMTP      %1$s:%9$d
                  Sieve     %1$s:%10$d (STARTTLS)""".formatted(host, ports.https(), ports.of(143), ports.of(993), ports.of(110), ports.of(995),
                ports.of(587), ports.of(465), ports.of(25), ports.of(4190)));
    }

    private static void welcome(DataFolder data) throws Refusal {
        JsonObject answer = new Remote(data).ask(Ask.named("welcome").build());
        answer.getJsonArray("lines").forEach(line -> say(((JsonString) line).getString()));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
