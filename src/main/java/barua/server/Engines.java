package barua.server;

import barua.admin.Operations;
import barua.admin.Pickup;
import barua.admin.Sendmail;
import barua.admin.ShellListener;
import barua.admin.Vitals;
import barua.delivery.Delivery;
import barua.delivery.DeliveryOptions;
import barua.delivery.DryRun;
import barua.delivery.KnownLists;
import barua.delivery.Srs;
import barua.directory.Directory;
import barua.directory.DirectoryLogins;
import barua.directory.Registry;
import barua.disk.SecretFile;
import barua.dns.DnsResolver;
import barua.extract.Extractor;
import barua.extract.Previewer;
import barua.mailbox.MailStore;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Domain;
import barua.mta.Mta;
import barua.mta.MtaOptions;
import barua.net.Tls;
import barua.queue.Queue;
import barua.queue.QueueOptions;
import barua.queue.SmtpTransport;
import barua.search.Search;
import barua.search.SearchOptions;
import barua.trace.SessionLog;
import barua.trace.Trace;
import barua.web.Sessions;
import barua.webmail.Live;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The whole mail server, built with {@code new} from the settings, lowest floor first, and taken down in the opposite order. Whatever
 * fails to start takes down what was built before it.
 */
final class Engines {

    /** What the container gives. @param context runs a call with the container's context, for threads that have none */
    record Container(Registry registry, Consumer<Runnable> context) {
    }

    private static final int SEAL_KEY = 32;   // bytes
    private static final Logger LOG = Logger.getLogger(Engines.class.getName());

    private final Settings settings;
    private final Container container;
    private final Clock clock = Clock.systemUTC();
    private final long begun = System.nanoTime();
    private final Live live = new Live();
    private final Deque<Closeable> built = new ArrayDeque<>();

    private SecretKey sealKey;
    private Trace trace;
    private SessionLog sessionLog;
    private volatile Directory directory;
    private DirectoryLogins logins;
    private Sessions sessions;
    private MailStore store;
    private Search search;
    private Previewer previewer;
    private Queue queue;
    private Delivery delivery;
    private Mta mta;
    private Pickup pickup;
    private Welcome welcome;
    private volatile Doors doors;
    private volatile boolean ready;

    Engines(Settings settings, Container container) {
        this.settings = settings;
        this.container = container;
    }

    void start() throws IOException {
        try {
            build();
            ready = true;
        } catch (IOException | RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    private void build() throws IOException {
        Tls tls = Tls.load(settings.folder("tls"), settings.hostname());
        sessionLog = settings.sessionLog() ? keep(SessionLog.open(settings.folder("log").resolve("session.log"), clock)) : SessionLog.none();
        trace = keep(Trace.open(settings.folder("log").resolve("trace"), clock, (int) settings.traceKept().toDays()));
        directory = keep(Directory.open(settings.folder("run").resolve("directory.last"), container.registry::snapshot));
        logins = new DirectoryLogins(directory, trace);
        sessions = keep(Sessions.open(settings.folder("run").resolve("sessions"), clock, directory::loginStamp));
        store = keep(MailStore.open(new StoreOptions(settings.folder("mail"), settings.folder("spool"), settings.reserve(),
                new Quotas(directory, settings.keep(), settings.scripts()), clock)));
        store.listen(live::offer);
        sealKey = new SecretKeySpec(SecretFile.of(settings.folder("run").resolve("seal-key"), SEAL_KEY), "HmacSHA256");
        directory.listen(new DirectoryFollower(store, sessions, () -> doors));
        container.registry.settle();
        welcome = new Welcome(settings.demo(), directory, container.registry);
        welcome.prepare(store, clock);
        buildJourney();
        Optional<Extractor> extractor = extractor();
        previewer = keep(extractor.isEmpty() ? Previewer.none() : extractor.get().previewer());
        search = keep(Search.open(settings.folder("search"), store, extractor, searchOptions()));
        doors = Doors.open(new Doors.House(settings, tls, logins, store, new KnownLists(store, directory), search, mta, sessionLog, trace));
        built.push(doors::close);
        openShell();
    }

    private SearchOptions searchOptions() {
        Settings.SearchSettings set = settings.search();
        return new SearchOptions(set.languages(), set.largestFile(), set.longestText(), set.mostOfOne(), set.mostOfAll(), settings.reserve(),
                directory::unsearched);
    }

    /** Empty where the program was not built as a whole: in tests that run the WAR alone. */
    private Optional<Extractor> extractor() throws IOException {
        String program = System.getProperty("barua.program", "");
        Path folder = Path.of(program).toAbsolutePath().resolve("extract");
        if (program.isEmpty() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return Optional.of(Extractor.over(jars.sorted().toList(), settings.folder("run").resolve("extract")));
        }
    }

    private void buildJourney() throws IOException {
        Domain home = directory.domains().stream().findFirst().or(() -> Domain.parse(settings.hostname())).orElseThrow();
        queue = keep(Queue.open(QueueOptions.of(settings.folder("queue"), settings.hostname(), new Address("postmaster", home)), trace, clock));
        SmtpTransport smtp = keep(new SmtpTransport(SmtpTransport.Options.of(settings.hostname(), ownAddresses()), DnsResolver.of(settings.dnsServers()),
                sessionLog));
        Srs srs = Srs.open(settings.folder("run").resolve("srs-key"), clock);
        delivery = new Delivery(store, directory, trace,
                new DeliveryOptions(settings.whenFull(), settings.hostname(), ZoneId.systemDefault(), settings.redirects(), srs,
                settings.folder("mail").resolve(".snoozed")), clock);
        mta = new Mta(new MtaOptions(settings.hostname(), ZoneId.systemDefault(), settings.relayhost(), settings.mynetworks(), interfaceAddresses(),
                settings.mendsBareLf(), Optional.of(srs)), directory, store, delivery, queue, trace, clock);
        store.listen(delivery.events());
        queue.start(mta.ways(smtp));
        delivery.start(mta.outgoing());
    }

    private void openShell() throws IOException {
        Path handedIn = settings.folder("spool").resolve("pickup");
        Sendmail sendmail = new Sendmail(directory, mta.outgoing(), settings.folder("spool").resolve("shell"), settings.hostname(), clock);
        pickup = new Pickup(handedIn, sendmail, clock);
        Operations operations = new Operations(new Operations.Parts(directory, container.registry, store, search,
                queue, trace, sendmail, this::vitals, welcome::lines,
                settings.quota(),
                delivery.dryRun()));
        keep(ShellListener.open(settings.folder("run").resolve("barua.sock"), settings.folder("spool").resolve("shell"), settings.messageSizeLimit(),
                operations, container.context));
    }

    /** Our own addresses: a mail host with one of them, on our own SMTP port, is us. None while that is not the standard port. */
    private Set<InetAddress> ownAddresses() throws SocketException {
        return settings.portBase() == 0 ? interfaceAddresses() : Set.of();
    }

    private static Set<InetAddress> interfaceAddresses() throws SocketException {
        Set<InetAddress> own = new HashSet<>();
        NetworkInterface.networkInterfaces().forEach(network -> network.inetAddresses().forEach(own::add));
        return own;
    }

    private <T extends Closeable> T keep(T part) {
        built.push(part);
        return part;
    }

    /** Last built, first closed: doors before what they lead to. */
    void stop() {
        ready = false;
        while (!built.isEmpty()) {
            try {
                built.pop().close();
            } catch (IOException | RuntimeException failed) {
                LOG.log(Level.WARNING, "while stopping", failed);
            }
        }
    }

    boolean isReady() {
        return ready;
    }

    /** What is due every half a minute: mail that was handed in while nobody listened. */
    void collect() throws IOException {
        delivery.settle();
        pickup.collect();
        pickup.clean();
    }

    void wake() {
        delivery.wake(clock.instant());
    }

    /**
     * What is due every few seconds while the database is away, else each minute: changes made elsewhere, the database's return, and what
     * could not be completed before.
     */
    void refresh(boolean onlyWhenAway) {
        boolean away = !directory.isCurrent();
        if (!away && onlyWhenAway) {
            return;
        }
        if (directory.refresh()) {
            container.registry.settle();
        }
    }

    private Vitals vitals() {
        Map<String, Integer> ports = new LinkedHashMap<>(doors.ports());
        ports.put("http", settings.portBase() + 80);
        ports.put("https", settings.portBase() + 443);
        return new Vitals(Duration.ofNanos(System.nanoTime() - begun), directory.isCurrent(), ports, doors.connections(), disk());
    }

    private Optional<Vitals.Disk> disk() {
        try {
            FileStore disk = Files.getFileStore(settings.folder("mail"));
            return Optional.of(new Vitals.Disk(disk.getUsableSpace(), disk.getTotalSpace(), Math.min(settings.reserve(), disk.getTotalSpace() / 20)));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    Map<String, Integer> ports() {
        return doors.ports();
    }

    Settings settings() {
        return settings;
    }

    Directory directory() {
        return directory;
    }

    DirectoryLogins logins() {
        return logins;
    }

    MailStore store() {
        return store;
    }

    DryRun dryRun() {
        return delivery.dryRun();
    }

    Search search() {
        return search;
    }

    Previewer previewer() {
        return previewer;
    }

    Queue queue() {
        return queue;
    }

    Mta mta() {
        return mta;
    }

    Trace trace() {
        return trace;
    }

    SecretKey sealKey() {
        return sealKey;
    }

    Live live() {
        return live;
    }

    Sessions sessions() {
        return sessions;
    }
}
