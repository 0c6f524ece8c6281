package barua.server;

import barua.delivery.KnownLists;
import barua.imap.ImapOptions;
import barua.imap.ImapSession;
import barua.mailbox.MailStore;
import barua.managesieve.ManageSieveOptions;
import barua.managesieve.ManageSieveSession;
import barua.mta.Mta;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Service;
import barua.net.Tls;
import barua.pop3.Pop3Options;
import barua.pop3.Pop3Session;
import barua.sasl.Logins;
import barua.search.Search;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.smtp.Receiver;
import barua.smtp.SmtpOptions;
import barua.smtp.SmtpSession;
import barua.trace.SessionLog;
import barua.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every mail port, opened together or not at all. */
final class Doors {

    /** What the doors lead to. */
    record House(Settings settings, Tls tls, Logins logins, MailStore store, KnownLists lists, Search search, Mta mta, SessionLog log, Trace trace) {
    }

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration SMTP_IDLE = Duration.ofMinutes(5);    // RFC 5321 §4.5.3.2.7
    private static final Duration POP3_IDLE = Duration.ofMinutes(10);   // RFC 1939 §3
    private static final Duration IMAP_IDLE = Duration.ofMinutes(30);   // RFC 9051 §5.4
    private static final Duration SIEVE_IDLE = Duration.ofMinutes(30);  // RFC 5804 §1.2
    private static final String SMTP_BUSY = "421 4.3.2 too many connections, try again later\r\n";
    private static final String IMAP_BUSY = "* BYE [UNAVAILABLE] too many connections, try again later\r\n";
    private static final String POP3_BUSY = "-ERR [SYS/TEMP] too many connections, try again later\r\n";

    private static final String SIEVE_BUSY = "BYE (TRYLATER) \"too many connections, try again later\"\r\n";

    /** Said by number: what a JVM takes for its loopback address depends on its other settings. */
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Settings settings;
    private final Tls tls;
    private final ImapSession imap;
    private final Pop3Session pop3;
    private final ManageSieveSession sieve;
    private final List<SmtpSession> smtp = new ArrayList<>();
    private final Map<String, ListeningPort> open = new LinkedHashMap<>();

    private Doors(House house) {
        settings = house.settings;
        tls = house.tls;
        imap = new ImapSession(new ImapOptions(settings.hostname(), Optional.of(tls), settings.messageSizeLimit(),
                Optional.of("sieve://" + settings.hostname() + ":" + (settings.portBase() + 4190))), house.logins, house.store, Optional.of(house.search));
        pop3 = new Pop3Session(new Pop3Options(settings.hostname(), Optional.of(tls)), house.logins, house.store);
        ManageSieveOptions offered = new ManageSieveOptions(settings.hostname(), Optional.of(tls), List.copyOf(Script.extensions()),
                KnownLists.SCHEMES, Limits.DEFAULT.redirects());
        sieve = new ManageSieveSession(offered, house.logins, house.store, new ScriptChecks(house.store, house.lists), house.trace);
    }

    /** @throws IOException where a port is taken: none is open then */
    static Doors open(House house) throws IOException {
        Doors doors = new Doors(house);
        try {
            doors.openAll(house);
            return doors;
        } catch (IOException | RuntimeException failed) {
            doors.close();
            throw failed;
        }
    }

    private void openAll(House house) throws IOException {
        SmtpSession mx = smtp(SmtpOptions.Kind.MX, house.mta.incoming(), Optional.empty(), house.log);
        SmtpSession lmtp = smtp(SmtpOptions.Kind.LMTP, house.mta.lmtp(), Optional.empty(), house.log);
        SmtpSession submission = smtp(SmtpOptions.Kind.SUBMISSION, house.mta.submission(), Optional.of(house.logins), house.log);
        ConnectionLimits trusted = new ConnectionLimits(settings.connections(), settings.connections(), SMTP_IDLE, STALL, SMTP_BUSY);
        listen("lmtp", 24, LOOPBACK, trusted, false, lmtp);
        listen("smtp", 25, settings.bind(), limits(SMTP_IDLE, SMTP_BUSY), false, mx);
        listen("submission", 587, settings.bind(), limits(SMTP_IDLE, SMTP_BUSY), false, submission);
        listen("submissions", 465, settings.bind(), limits(SMTP_IDLE, SMTP_BUSY), true, submission);
        listen("imap", 143, settings.bind(), limits(IMAP_IDLE, IMAP_BUSY), false, imap);
        listen("imaps", 993, settings.bind(), limits(IMAP_IDLE, IMAP_BUSY), true, imap);
        listen("pop3", 110, settings.bind(), limits(POP3_IDLE, POP3_BUSY), false, pop3);
        listen("pop3s", 995, settings.bind(), limits(POP3_IDLE, POP3_BUSY), true, pop3);
        listen("managesieve", 4190, settings.bind(), limits(SIEVE_IDLE, SIEVE_BUSY), false, sieve);
    }

    private SmtpSession smtp(SmtpOptions.Kind kind, Receiver receiver, Optional<Logins> logins, SessionLog log) {
        Optional<Tls> offered = kind == SmtpOptions.Kind.LMTP ? Optional.empty() : Optional.of(tls);
        SmtpSession session = new SmtpSession(new SmtpOptions(kind, settings.hostname(), settings.messageSizeLimit(), settings.recipientLimit(), offered,
                logins), receiver, log);
        smtp.add(session);
        return session;
    }

    private ConnectionLimits limits(Duration idle, String busy) {
        return new ConnectionLimits(settings.connections(), settings.connectionsPerAddress(), idle, STALL, busy);
    }

    private void listen(String name, int standard, InetAddress at, ConnectionLimits limits, boolean implicit, Service service) throws IOException {
        open.put(name, ListeningPort.open(name, new InetSocketAddress(at, settings.portBase() + standard), limits, implicit ? Optional.of(tls)
                : Optional.empty(), service));
    }

    Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        open.forEach((name, listener) -> ports.put(name, listener.port()));
        return ports;
    }

    Map<String, Integer> connections() {
        Map<String, Integer> connections = new LinkedHashMap<>();
        open.forEach((name, listener) -> connections.put(name, listener.connections()));
        return connections;
    }

    /** The account's password changed or it is gone: its sessions end. */
    void revoke(String account) {
        imap.revoke(account);
        pop3.revoke(account);
        sieve.revoke(account);
        smtp.forEach(session -> session.revoke(account));
    }

    /** All at once: each waits a moment for its sessions to say good-bye. */
    void close() {
        List<Thread> closing = open.values().stream().map(listener -> Thread.ofPlatform().name("closing").start(() -> listener.close(GRACE))).toList();
        for (Thread thread : closing) {
            try {
                thread.join(GRACE.plusSeconds(2));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
