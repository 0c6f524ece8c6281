package barua.queue;

import barua.dns.Answer;
import barua.dns.Answer.Found;
import barua.dns.Answer.Hosts;
import barua.dns.Answer.Hosts.Host;
import barua.dns.Resolver;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Routing.Hop;
import barua.queue.Transport.Outcome;
import barua.smtp.SmtpClient;
import barua.smtp.SmtpClient.Target;
import barua.smtp.SmtpClient.TlsUse;
import barua.smtp.SmtpException;
import barua.trace.SessionLog;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes messages to other servers by SMTP: finds the mail hosts, tries them and their addresses in order (RFC 5321 §5.1), and says
 * what became of each recipient. Safe for many threads.
 */
public final class SmtpTransport implements Closeable {

    /**
     * @param hostname our name, said in EHLO; a mail host of this name is us
     * @param port     of mail hosts: 25
     * @param ours     addresses on which that port is ours: a mail host with one of them is us
     * @param tls      whether servers must encrypt
     */
    public record Options(String hostname, int port, Set<InetAddress> ours, TlsUse tls) {

        public Options {
            ours = Set.copyOf(ours);
        }

        /** TLS where it is offered (RFC 7435). */
        public static Options of(String hostname, Set<InetAddress> ours) {
            return new Options(hostname, 25, ours, TlsUse.OPPORTUNISTIC);
        }
    }

    private static final int MOST_TRIES = 6;         // connections for one attempt
    private static final int MOST_RECIPIENTS = 100;  // in one transaction: every server takes so many (RFC 5321 §4.5.3.1.8)

    private final Options options;
    private final Resolver resolver;
    private final SessionLog log;
    private final IdleClients idle = new IdleClients();

    public SmtpTransport(Options options, Resolver resolver) {
        this(options, resolver, SessionLog.none());
    }

    /** @param log where what is said to other servers is written down */
    public SmtpTransport(Options options, Resolver resolver, SessionLog log) {
        this.options = options;
        this.resolver = resolver;
        this.log = log;
    }

    /** The way to mail hosts or to a relay. */
    public Transport to(Hop hop) {
        return switch (hop) {
            case Hop.Mx(Domain domain) -> (_, from, to, content) -> toDomain(hop, domain, new Consignment(from, to, content));
            case Hop.Relay(String host, int port) -> (_, from, to, content) ->
                    toHosts(hop, List.of(new Host(host, 0)), port, new Consignment(from, to, content));
            case Hop.Home() -> throw new IllegalArgumentException("mail for our own mailboxes does not leave by SMTP");
        };
    }

    private record Consignment(ReversePath from, List<Address> to, Content content) {

        List<Outcome> all(Status status) {
            return to.stream().map(recipient -> new Outcome(recipient, status, "", "")).toList();
        }
    }

    private List<Outcome> toDomain(Hop hop, Domain domain, Consignment letter) {
        if (domain.isLiteral()) {
            String address = domain.ascii().substring(1, domain.ascii().length() - 1).replaceFirst("^ipv6:", "");   // RFC 5321 §4.1.3
            return toHosts(hop, List.of(new Host(address, 0)), options.port(), letter);
        }
        return switch (resolver.mailHosts(domain.ascii())) {
            case Hosts.In(List<Host> hosts, _) when hosts.isEmpty() -> letter.all(Status.lasting(4, 4, domain + " has no mail host"));
            case Hosts.In(List<Host> hosts, _) -> toHosts(hop, hosts, options.port(), letter);
            case Hosts.NullMx() -> letter.all(Status.lasting(1, 10, domain + " takes no mail"));      // RFC 7505 §4.2
            case Hosts.NoSuchDomain() -> letter.all(Status.lasting(1, 2, "there is no domain " + domain));
            case Hosts.Unknown(String why) -> letter.all(Status.passing(4, 3, why));
        };
    }

    private List<Outcome> toHosts(Hop hop, List<Host> hosts, int port, Consignment letter) {
        List<Host> others = beforeUs(hosts, port);
        if (others.isEmpty()) {
            return letter.all(Status.lasting(4, 6, "the mail would come back to us"));
        }
        Optional<IdleClients.Idle> kept = idle.take(hop);
        while (kept.isPresent()) {
            if (kept.get().client().isAlive()) {
                return talk(hop, kept.get().client(), kept.get().name(), letter);
            }
            kept.get().client().close();
            kept = idle.take(hop);
        }
        return new Search(hop, port, letter).over(others);
    }

    // RFC 5321 §5.1: where we are a mail host, only those preferred to us may have it; anything else is a loop.
    private List<Host> beforeUs(List<Host> hosts, int port) {
        int ours = hosts.stream().filter(host -> port == options.port() && isUs(host.name())).mapToInt(Host::preference).min().orElse(Integer.MAX_VALUE);
        return hosts.stream().filter(host -> host.preference() < ours).toList();
    }

    private boolean isUs(String host) {
        return host.equalsIgnoreCase(options.hostname())
                || !options.ours().isEmpty() && resolver.addresses(host) instanceof Found<List<InetAddress>>(List<InetAddress> addresses, _)
                        && addresses.stream().anyMatch(options.ours()::contains);
    }

    /** One attempt's way along the hosts until somebody talks. */
    private final class Search {

        private final Hop hop;
        private final int port;
        private final Consignment letter;
        private int tries;
        private List<Outcome> last = List.of();

        Search(Hop hop, int port, Consignment letter) {
            this.hop = hop;
            this.port = port;
            this.letter = letter;
        }

        List<Outcome> over(List<Host> hosts) {
            for (Host host : hosts) {
                switch (resolver.addresses(host.name())) {
                    case Found<List<InetAddress>>(List<InetAddress> addresses, _) -> {
                        for (InetAddress address : addresses) {
                            if (tries++ < MOST_TRIES && talked(host.name(), address)) {
                                return last;
                            }
                        }
                    }
                    case Answer.Nothing<List<InetAddress>>() -> note(Status.passing(4, 4, host.name() + " has no address"));
                    case Answer.Unknown<List<InetAddress>>(String why) -> note(Status.passing(4, 3, why));
                }
            }
            return last;
        }

        private boolean talked(String host, InetAddress address) {
            String name = host + " [" + address.getHostAddress() + "]";
            SmtpClient client;
            try {
                client = SmtpClient.connect(new Target(new InetSocketAddress(address, port), host, options.hostname(), options.tls()), log);
            } catch (SmtpException refused) {
                last = letter.to().stream().map(recipient -> new Outcome(recipient, refusal(refused), name, refused.reply().toString())).toList();
                return false;
            } catch (IOException silent) {
                note(Status.passing(4, 1, name + " cannot be reached: " + silent.getMessage()));
                return false;
            }
            last = talk(hop, client, name, letter);
            return true;
        }

        // The next host may take what this one did not; only 521 says that there never is mail here (RFC 7504 §4).
        private Status refusal(SmtpException refused) {
            Status said = refused.reply().status();
            boolean never = refused.reply().code() == 521;
            return never ? said : Status.passing(said.subject(), said.detail(), said.text());
        }

        private void note(Status status) {
            last = letter.all(status);
        }
    }

    private List<Outcome> talk(Hop hop, SmtpClient client, String name, Consignment letter) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Address> to = letter.to();
        try {
            for (int at = 0; at < to.size(); at += MOST_RECIPIENTS) {
                List<Address> some = to.subList(at, Math.min(at + MOST_RECIPIENTS, to.size()));
                client.send(letter.from(), some, letter.content()).forEach(outcome -> outcomes.add(outcome(outcome, name)));
            }
        } catch (IOException broken) {
            // Nobody knows whether the last message was taken: a second copy is better than none (RFC 5321 §6.1).
            Status lost = Status.passing(4, 2, "the connection to " + name + " broke: " + broken.getMessage());
            to.subList(outcomes.size(), to.size()).forEach(recipient -> outcomes.add(new Outcome(recipient, lost, "", "")));
        }
        if (client.isUsable()) {
            idle.keep(hop, client, name);
        } else {
            client.close();
        }
        return outcomes;
    }

    private static Outcome outcome(SmtpClient.Outcome outcome, String name) {
        Status status = outcome.reply().status();
        return outcome.ours() ? new Outcome(outcome.recipient(), status, "", "") : new Outcome(outcome.recipient(), status, name, outcome.reply().toString());
    }

    /** Closes connections that wait for more. */
    @Override
    public void close() {
        idle.close();
    }
}
