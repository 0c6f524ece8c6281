package barua.dns;

import barua.dns.Answer.Hosts;
import java.net.InetAddress;
import java.util.List;

/** Looks up names; answers are cached as long as they allow, within bounds. Safe for many threads. */
public interface Resolver {

    /** Mail hosts in the order to try (RFC 5321 §5.1): shuffled within a preference; the domain itself where it has addresses and no MX. */
    Hosts mailHosts(String domain);

    /** Addresses of a host, IPv4 and IPv6. */
    Answer<List<InetAddress>> addresses(String host);
}
