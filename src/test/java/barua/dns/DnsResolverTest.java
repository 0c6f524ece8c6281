package barua.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.dns.Answer.Found;
import barua.dns.Answer.Hosts;
import barua.dns.Answer.Hosts.Host;
import barua.dns.Answer.Nothing;
import barua.dns.Answer.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

final class DnsResolverTest {

    private static final String ZONE = """
            example.org.       300 IN SOA  ns.example.org. admin.example.org. 1 3600 600 86400 30
            example.org.       300 IN MX   20 Backup.example.org.
            example.org.       300 IN MX   10 mx1.example.org.
            example.org.       300 IN MX   10 mx2.example.org.
            mx1.example.org.   300 IN A    192.0.2.1
            mx1.example.org.   300 IN AAAA 2001:db8::1
            plain.example.org. 300 IN A    192.0.2.7
            null.example.org.  300 IN MX   0 .
            text.example.org.  300 IN TXT  "no mail here"
            alias.example.org. 300 IN CNAME example.org.
            away.example.org.  300 IN CNAME gone.example.org.
            loop1.example.org. 300 IN CNAME loop2.example.org.
            loop2.example.org. 300 IN CNAME loop1.example.org.
            """;

    private final AtomicLong nanos = new AtomicLong();
    private TinyDns dns;
    private DnsResolver resolver;

    @BeforeEach
    void start() throws IOException {
        dns = new TinyDns(ZONE);
        resolver = new DnsResolver(List.of(dns.address()), nanos::get, new Random(1));
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    private List<Host> hosts(String domain) {
        return assertInstanceOf(Hosts.In.class, resolver.mailHosts(domain)).hosts();
    }

    @Test
    void hosts_come_by_preference_and_shuffled_within() {
        Set<String> firsts = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            List<Host> hosts = hosts("example.org");
            firsts.add(hosts.getFirst().name());
            assertEquals(new Host("backup.example.org", 20), hosts.getLast());
        }
        assertEquals(Set.of("mx1.example.org", "mx2.example.org"), firsts);
    }

    @Test
    void a_domain_with_an_address_alone_is_its_own_host() {
        assertEquals(List.of(new Host("plain.example.org", 0)), hosts("plain.example.org"));
    }

    @Test
    void a_null_mx_takes_no_mail() {
        assertInstanceOf(Hosts.NullMx.class, resolver.mailHosts("null.example.org"));
    }

    @Test
    void a_missing_domain_is_told_from_one_without_hosts() {
        assertInstanceOf(Hosts.NoSuchDomain.class, resolver.mailHosts("missing.example.org"));
        assertEquals(List.of(), hosts("text.example.org"));
        assertInstanceOf(Hosts.NoSuchDomain.class, resolver.mailHosts("away.example.org"));
        assertInstanceOf(Hosts.NoSuchDomain.class, resolver.mailHosts("a..b"));
        assertInstanceOf(Hosts.NoSuchDomain.class, resolver.mailHosts(""));
    }

    @Test
    void an_alias_is_followed_and_a_loop_is_not() {
        assertEquals(3, hosts("alias.example.org").size());
        assertInstanceOf(Hosts.Unknown.class, resolver.mailHosts("loop1.example.org"));
    }

    @Test
    void an_address_list_has_both_families() throws IOException {
        Found<List<InetAddress>> found = assertInstanceOf(Found.class, resolver.addresses("mx1.example.org"));
        assertEquals(List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1")), found.value());
        assertInstanceOf(Nothing.class, resolver.addresses("text.example.org"));
        assertEquals(List.of(InetAddress.getByName("::1")), assertInstanceOf(Found.class, resolver.addresses("::1")).value());
        assertInstanceOf(Found.class, resolver.addresses("localhost"));
    }

    @Test
    void a_failing_server_leaves_it_unknown_for_a_moment() {
        dns.trouble.put("example.org.", Rcode.SERVFAIL);
        assertInstanceOf(Hosts.Unknown.class, resolver.mailHosts("example.org"));
        dns.trouble.clear();
        assertInstanceOf(Hosts.Unknown.class, resolver.mailHosts("example.org"));
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals(3, hosts("example.org").size());
        dns.trouble.put("mx1.example.org.", Rcode.REFUSED);
        assertInstanceOf(Unknown.class, resolver.addresses("mx1.example.org"));
    }

    @Test
    void the_next_server_is_asked_where_one_fails() throws IOException {
        try (TinyDns broken = new TinyDns("")) {
            broken.trouble.put("example.org.", Rcode.SERVFAIL);
            resolver = new DnsResolver(List.of(broken.address(), dns.address()), nanos::get, new Random(1));
            assertEquals(3, hosts("example.org").size());
        }
    }

    @Test
    void answers_are_kept_as_long_as_they_allow() {
        hosts("example.org");
        nanos.addAndGet(Duration.ofSeconds(299).toNanos());
        hosts("example.org");
        assertEquals(List.of("udp example.org. MX"), dns.asked);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        hosts("example.org");
        assertEquals(2, dns.asked.size());
    }

    @Test
    void that_there_is_nothing_is_kept_as_the_zone_says() throws IOException {
        resolver.mailHosts("new.example.org");
        dns.add("new.example.org. 300 IN MX 1 mx1.example.org.\n");
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertInstanceOf(Hosts.NoSuchDomain.class, resolver.mailHosts("new.example.org"));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertEquals(1, hosts("new.example.org").size());
    }

    @Test
    void a_truncated_answer_is_asked_for_over_tcp() {
        dns.truncated.add("example.org.");
        assertEquals(3, hosts("example.org").size());
        assertTrue(dns.asked.contains("tcp example.org. MX"));
    }

    @Test
    void only_a_server_that_validates_makes_an_answer_authentic() {
        assertEquals(false, assertInstanceOf(Hosts.In.class, resolver.mailHosts("example.org")).authentic());
        dns.vouches = true;
        assertEquals(true, assertInstanceOf(Hosts.In.class, resolver.mailHosts("alias.example.org")).authentic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.example.org", "127.0.0.1:x", "127.0.0.1:99999", "[::1", "1.2.3"})
    void a_wrong_server_setting_is_named(String setting) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> DnsResolver.of(setting)).getMessage().startsWith(setting));
    }

    @Test
    void a_server_setting_may_name_several() {
        InetSocketAddress at = dns.address();
        assertInstanceOf(Hosts.NullMx.class, DnsResolver.of(" 127.0.0.1:" + at.getPort() + ", [::1]:53,::1 ").mailHosts("null.example.org"));
    }
}
