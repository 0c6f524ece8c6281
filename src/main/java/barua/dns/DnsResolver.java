package barua.dns;

import barua.dns.Answer.Found;
import barua.dns.Answer.Hosts;
import barua.dns.Answer.Nothing;
import barua.dns.Answer.Unknown;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** Asks recursive servers over dnsjava: what a mail host or an address is, by the rules of mail (RFC 5321 §5.1, RFC 7505). */
public final class DnsResolver implements Resolver {

    private static final int MOST_HOSTS = 30;        // of one domain; nobody tries more
    private static final int MOST_ADDRESSES = 20;    // of one host

    private final Questions questions;
    private final Random random;
    private final HostsFileParser hostsFile = new HostsFileParser();

    /** @param servers asked in this order; none means those of the system */
    public DnsResolver(List<InetSocketAddress> servers) {
        this(servers, Ticker.systemTicker(), new Random());
    }

    DnsResolver(List<InetSocketAddress> servers, Ticker ticker, Random random) {
        List<InetSocketAddress> asked = servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
        this.questions = new Questions(asked, ticker);
        this.random = random;
    }

    /**
     * From a setting: {@code host:port} with commas between, IPv6 in brackets, port 53 where none is said; empty for the system's servers.
     *
     * @throws IllegalArgumentException with the part that is wrong
     */
    public static DnsResolver of(String servers) {
        List<InetSocketAddress> list = new ArrayList<>();
        for (String part : servers.split(",")) {
            if (!part.isBlank()) {
                list.add(server(part.strip()));
            }
        }
        return new DnsResolver(list);
    }

    private static InetSocketAddress server(String text) {
        boolean portSaid = text.lastIndexOf(':') > text.lastIndexOf(']') && (text.startsWith("[") || text.indexOf(':') == text.lastIndexOf(':'));
        String host = portSaid ? text.substring(0, text.lastIndexOf(':')) : text;
        String port = portSaid ? text.substring(text.lastIndexOf(':') + 1) : "53";
        Optional<InetAddress> address = literal(host.replaceAll("[\\[\\]]", ""));
        if (address.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException(text + " is no DNS server: say an IP address, and :port where it is not 53");
        }
        return new InetSocketAddress(address.get(), Integer.parseInt(port));
    }

    @Override
    public Hosts mailHosts(String domain) {
        Optional<Name> name = name(domain);
        if (name.isEmpty()) {
            return new Hosts.NoSuchDomain();
        }
        return switch (questions.ask(name.get(), Type.MX)) {
            case Questions.Records found -> mailHosts(domain, found);
            case Questions.NoData _ -> implicit(domain);
            case Questions.NoName _ -> new Hosts.NoSuchDomain();
            case Questions.Failed(String why) -> new Hosts.Unknown(why);
        };
    }

    private Hosts mailHosts(String domain, Questions.Records found) {
        List<Hosts.Host> hosts = new ArrayList<>();
        for (MXRecord mx : found.of(MXRecord.class)) {
            String host = mx.getTarget().toString(true).toLowerCase(Locale.ROOT);
            if (!mx.getTarget().equals(Name.root) && name(host).isPresent()) {
                hosts.add(new Hosts.Host(host, mx.getPriority()));
            }
        }
        if (hosts.isEmpty()) {
            return new Hosts.NullMx();    // RFC 7505 §3: "." says that the domain takes no mail
        }
        Collections.shuffle(hosts, random);    // RFC 5321 §5.1: spread over equal preferences
        hosts.sort(Comparator.comparingInt(Hosts.Host::preference));
        return new Hosts.In(hosts.subList(0, Math.min(hosts.size(), MOST_HOSTS)), found.authentic());
    }

    // RFC 5321 §5.1: without MX, the domain itself is its mail host, where it has an address.
    private Hosts implicit(String domain) {
        return switch (addresses(domain)) {
            case Found<List<InetAddress>>(_, boolean authentic) -> new Hosts.In(List.of(new Hosts.Host(domain.toLowerCase(Locale.ROOT), 0)), authentic);
            case Nothing<List<InetAddress>>() -> new Hosts.In(List.of(), false);
            case Unknown<List<InetAddress>>(String why) -> new Hosts.Unknown(why);
        };
    }

    @Override
    public Answer<List<InetAddress>> addresses(String host) {
        Optional<InetAddress> itself = literal(host);
        if (itself.isPresent()) {
            return new Found<>(List.of(itself.get()), false);
        }
        Optional<Name> name = name(host);
        if (name.isEmpty()) {
            return new Nothing<>();
        }
        List<InetAddress> known = fromHostsFile(name.get());
        return known.isEmpty() ? asked(name.get()) : new Found<>(known, false);
    }

    private Answer<List<InetAddress>> asked(Name name) {
        List<InetAddress> found = new ArrayList<>();
        boolean authentic = true;
        Optional<String> trouble = Optional.empty();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            switch (questions.ask(name, type)) {
                case Questions.Records records -> {
                    records.of(ARecord.class).forEach(a -> found.add(a.getAddress()));
                    records.of(AAAARecord.class).forEach(aaaa -> found.add(aaaa.getAddress()));
                    authentic &= records.authentic();
                }
                case Questions.NoData _, Questions.NoName _ -> {
                }
                case Questions.Failed(String why) -> trouble = Optional.of(why);
            }
        }
        if (found.isEmpty()) {
            return trouble.<Answer<List<InetAddress>>>map(Unknown::new).orElse(new Nothing<>());
        }
        return new Found<>(List.copyOf(found.subList(0, Math.min(found.size(), MOST_ADDRESSES))), authentic);
    }

    private List<InetAddress> fromHostsFile(Name name) {
        List<InetAddress> found = new ArrayList<>();
        try {
            hostsFile.getAddressForHost(name, Type.A).ifPresent(found::add);
            hostsFile.getAddressForHost(name, Type.AAAA).ifPresent(found::add);
        } catch (IOException unreadable) {
            return List.of();    // then DNS knows, or nobody
        }
        return found;
    }

    private static Optional<InetAddress> literal(String text) {
        byte[] four = Address.toByteArray(text, Address.IPv4);
        byte[] bytes = four == null ? Address.toByteArray(text, Address.IPv6) : four;
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }

    private static Optional<Name> name(String text) {
        try {
            Name name = Name.fromString(text.endsWith(".") ? text : text + ".");
            return text.isBlank() || name.equals(Name.root) ? Optional.empty() : Optional.of(name);
        } catch (TextParseException notAName) {
            return Optional.empty();
        }
    }
}
