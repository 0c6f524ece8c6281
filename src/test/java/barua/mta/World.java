package barua.mta;

import barua.delivery.Delivery;
import barua.delivery.DeliveryOptions;
import barua.delivery.RedirectPolicy;
import barua.delivery.Srs;
import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.directory.Staff;
import barua.dns.Answer;
import barua.dns.Resolver;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Domain;
import barua.net.ConnectionLimits;
import barua.queue.Queue;
import barua.queue.QueueOptions;
import barua.queue.Routing.Hop;
import barua.queue.SmtpTransport;
import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import barua.smtp.SmtpOptions;
import barua.smtp.SmtpSession;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A whole journey in one folder: a real store, a real queue, a real trace, and a sink that plays every other server of the world. */
final class World implements AutoCloseable {

    static final Domain CHUO = Domain.of("chuo.example");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Map<Address, Long> quotas = new ConcurrentHashMap<>();
    final Path folder;
    final Staff staff;
    final MailStore store;
    final Queue queue;
    final Trace trace;
    final Mta mta;
    final Elsewhere elsewhere;
    private final SmtpTransport transport;

    /** @param trusted whether the network 127.0.0.0/8 may relay */
    World(Path folder, Delivery.WhenFull whenFull, boolean trusted) throws IOException {
        this(folder, whenFull, trusted, List.of(), System::nanoTime);
    }

    /** @param students further accounts */
    World(Path folder, Delivery.WhenFull whenFull, boolean trusted, List<Address> students, LongSupplier nanoTime) throws IOException {
        this.folder = folder;
        Clock clock = Clock.systemUTC();
        elsewhere = new Elsewhere();
        trace = Trace.open(folder.resolve("trace"), clock);
        Policies policies = new Policies() {
            @Override
            public long quota(Address account) {
                return quotas.getOrDefault(account, Long.MAX_VALUE);
            }

            @Override
            public Duration keep(Address account) {
                return Duration.ofDays(60);
            }
        };
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 1, policies, clock));
        staff = staff(folder, students);
        Directory directory = staff.directory();
        for (Account account : directory.accounts()) {
            store.create(account.address());
        }
        queue = Queue.open(QueueOptions.of(folder.resolve("queue"), "mx.chuo.example", Address.of("postmaster@chuo.example")), trace, clock);
        MtaOptions options = new MtaOptions("mx.chuo.example", ZoneOffset.UTC, Optional.of(new Hop.Relay("127.0.0.1", elsewhere.port())),
                trusted ? List.of(Network.parse("127.0.0.0/8")) : List.of(),
                Set.of(InetAddress.ofLiteral("192.0.2.25")));
        Srs srs = new Srs("a key for tests that is long enough".getBytes(StandardCharsets.UTF_8), clock);
        Delivery delivery = new Delivery(store, directory, trace, new DeliveryOptions(whenFull, "mx.chuo.example", ZoneOffset.UTC, RedirectPolicy.ANYWHERE, srs,
                folder.resolve("snoozed")), clock);
        mta = new Mta(options, directory, store, delivery, queue, trace, clock, nanoTime);
        transport = new SmtpTransport(SmtpTransport.Options.of("mx.chuo.example", Set.of()), new Hosts());
        queue.start(mta.ways(transport));
        delivery.start(mta.outgoing());
    }

    private static Staff staff(Path folder, List<Address> students) throws IOException {
        List<Account> accounts = new ArrayList<>(List.of(account(1, "neema", true), account(2, "juma", true), account(3, "asha", false),
                account(4, "admin", true)));
        students.forEach(student -> accounts.add(account(accounts.size() + 1L, student.local(), true)));
        return new Staff(folder, List.of(CHUO), accounts, List.of(alias("office", "neema@chuo.example", "juma@chuo.example", "partner@other.example"),
                alias("hers", "neema@chuo.example"), alias("loop", "loop2@chuo.example"), alias("loop2", "loop@chuo.example"),
                alias("half", "gone@chuo.example", "juma@chuo.example")));
    }

    static Account account(long id, String local, boolean enabled) {
        return new Account(id, new Address(local, CHUO), local, enabled, local.equals("admin"), Long.MAX_VALUE, "sw");
    }

    private static Entry.Alias alias(String local, String... targets) {
        return new Entry.Alias(new Address(local, CHUO), java.util.Arrays.stream(targets).map(Address::of).toList());
    }

    static ConnectionLimits limits() {
        return new ConnectionLimits(100, 100, PATIENCE, PATIENCE, "421 busy\r\n");
    }

    SmtpSession session(SmtpOptions.Kind kind, Optional<barua.net.Tls> tls) {
        return new SmtpSession(new SmtpOptions(kind, "mx.chuo.example", 1_000_000, 100, tls, tls.isPresent() ? Optional.of(new EverybodysSecret())
                : Optional.empty()),
                switch (kind) {
                    case MX -> mta.incoming();
                    case SUBMISSION -> mta.submission();
                    case LMTP -> mta.lmtp();
                });
    }

    /** All messages of a folder as text, in the order of their UIDs. */
    List<String> messages(String account, String folder) throws IOException {
        Folder found = store.open(new Address(account, CHUO)).folder(FolderName.of(folder));
        List<String> texts = new ArrayList<>();
        for (long uid : found.uids()) {
            try (var in = found.content(uid).open()) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    List<String> inbox(String account) throws IOException {
        return messages(account, "INBOX");
    }

    /** What the trace says happened, to find by that word. */
    List<String> happened(String word) throws IOException {
        return trace.find(word, 100).stream().map(Event::what).toList();
    }

    @Override
    public void close() throws IOException {
        queue.close();
        transport.close();
        store.close();
        trace.close();
        elsewhere.close();
        staff.directory().close();
    }

    /** Everybody's password is {@code siri}. */
    private static final class EverybodysSecret implements Logins {

        @Override
        public Result verify(String user, byte[] password, String remote, String service) {
            return new String(password, StandardCharsets.UTF_8).equals("siri") ? new Result.Granted(user) : new Result.Denied();
        }

        @Override
        public ScramVerifier scram(String user) {
            return ScramVerifier.of("siri", new byte[16], ScramVerifier.ITERATIONS);
        }

        @Override
        public Result proven(String user, boolean correct, String remote, String service) {
            return correct ? new Result.Granted(user) : new Result.Denied();
        }
    }

    /** Only loopback literals are known. */
    private static final class Hosts implements Resolver {

        @Override
        public Answer.Hosts mailHosts(String domain) {
            return new Answer.Hosts.NoSuchDomain();
        }

        @Override
        public Answer<List<InetAddress>> addresses(String host) {
            return new Answer.Found<>(List.of(InetAddress.ofLiteral(host)), false);
        }
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
