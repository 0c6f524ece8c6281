package barua.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.dns.Answer;
import barua.dns.Answer.Hosts;
import barua.dns.Answer.Hosts.Host;
import barua.dns.Resolver;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.queue.Routing.Hop;
import barua.queue.Transport.Outcome;
import barua.smtp.CannedServer;
import barua.smtp.SmtpClient.TlsUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class SmtpTransportTest {

    private static final Content LETTER = Content.of("Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.UTF_8));
    private static final ReversePath FROM = ReversePath.of(Address.of("a@example.org"));
    private static final List<Address> TO = List.of(Address.of("b@remote.example"));

    /** DNS out of maps; a host without entry has no address. */
    private static final class Book implements Resolver {
        final Map<String, Hosts> hosts = new HashMap<>();
        final Map<String, Answer<List<InetAddress>>> addresses = new HashMap<>();

        @Override
        public Hosts mailHosts(String domain) {
            return hosts.getOrDefault(domain, new Hosts.NoSuchDomain());
        }

        @Override
        public Answer<List<InetAddress>> addresses(String host) {
            return addresses.getOrDefault(host, new Answer.Nothing<>());
        }

        void mx(String domain, Host... order) {
            hosts.put(domain, new Hosts.In(List.of(order), false));
        }

        void at(String host, String... at) throws UnknownHostException {
            List<InetAddress> list = new java.util.ArrayList<>();
            for (String each : at) {
                list.add(InetAddress.getByName(each));
            }
            addresses.put(host, new Answer.Found<>(list, false));
        }
    }

    private final Book book = new Book();

    private SmtpTransport transport(int port, Set<InetAddress> ours) {
        return new SmtpTransport(new SmtpTransport.Options("mx.example.org", port, ours, TlsUse.OPPORTUNISTIC), book);
    }

    private static Outcome one(SmtpTransport transport) {
        return transport.to(new Hop.Mx(Domain.of("remote.example"))).attempt("q1", FROM, TO, LETTER).getFirst();
    }

    private static String text(Outcome outcome) {
        return outcome.status().code() + "|" + outcome.remoteHost() + "|" + outcome.remoteReply();
    }

    private static UnaryOperator<String> usual() {
        return line -> line.startsWith("DATA") ? "354 go" : line.startsWith("QUIT") ? "221 bye" : "250 2.0.0 ok";
    }

    @Test
    void a_letter_reaches_the_mail_host_and_its_word_comes_back() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", line -> line.equals(".") ? "250 2.6.0 queued as 77" : usual().apply(line));
                SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.mx("remote.example", new Host("mx.remote.example", 10));
            book.at("mx.remote.example", "127.0.0.1");
            assertEquals("2.6.0|mx.remote.example [127.0.0.1]|250 2.6.0 queued as 77", text(one(transport)));
        }
    }

    @Test
    void the_next_address_and_the_next_host_are_tried() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual()); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.mx("remote.example", new Host("gone.remote.example", 5), new Host("dead.remote.example", 10), new Host("mx.remote.example", 20));
            book.at("dead.remote.example", "127.0.0.99", "127.0.0.98");
            book.at("mx.remote.example", "127.0.0.1");
            assertEquals("mx.remote.example [127.0.0.1]", one(transport).remoteHost());
        }
    }

    @Test
    void nobody_there_is_passing_trouble_with_the_network() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual()); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.mx("remote.example", new Host("dead.remote.example", 10));
            book.at("dead.remote.example", "127.0.0.99");
            assertEquals("4.4.1||", text(one(transport)));
        }
    }

    @Test
    void what_dns_says_decides_between_passing_and_lasting() throws IOException {
        try (SmtpTransport transport = transport(25, Set.of())) {
            assertEquals("5.1.2||", text(one(transport)));
            book.hosts.put("remote.example", new Hosts.NullMx());
            assertEquals("5.1.10||", text(one(transport)));
            book.hosts.put("remote.example", new Hosts.Unknown("SERVFAIL"));
            assertEquals("4.4.3||", text(one(transport)));
            book.mx("remote.example");
            assertEquals("5.4.4||", text(one(transport)));
            book.mx("remote.example", new Host("mx.remote.example", 10));
            assertEquals("4.4.4||", text(one(transport)));
        }
    }

    @Test
    void mail_that_would_come_back_to_us_is_a_loop() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual())) {
            SmtpTransport transport = transport(server.address().getPort(), Set.of(InetAddress.getByName("127.0.0.7")));
            book.at("other.example.org", "127.0.0.1");
            book.mx("remote.example", new Host("MX.example.org", 10), new Host("other.example.org", 10), new Host("other.example.org", 20));
            assertEquals("5.4.6||", text(one(transport)));
            book.at("alias.example.org", "127.0.0.7");
            book.mx("remote.example", new Host("alias.example.org", 10));
            assertEquals("5.4.6||", text(one(transport)));
            book.mx("remote.example", new Host("other.example.org", 5), new Host("mx.example.org", 10));
            assertEquals("2.0.0", one(transport).status().code());
            transport.close();
        }
    }

    @Test
    void a_refusing_greeting_is_passing_but_521_is_not() throws IOException {
        book.mx("remote.example", new Host("mx.remote.example", 10));
        book.at("mx.remote.example", "127.0.0.1");
        for (Map.Entry<String, String> each : Map.of("554 5.7.1 blocked", "4.7.1", "421 4.3.2 later", "4.3.2", "521 5.3.2 no mail", "5.3.2").entrySet()) {
            try (CannedServer server = new CannedServer(each.getKey(), usual()); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
                assertEquals(each.getValue() + "|mx.remote.example [127.0.0.1]|" + each.getKey(), text(one(transport)));
            }
        }
    }

    @Test
    void a_connection_that_breaks_is_passing() throws IOException {
        book.mx("remote.example", new Host("mx.remote.example", 10));
        book.at("mx.remote.example", "127.0.0.1");
        try (CannedServer server = new CannedServer("220 hi", line -> line.equals(".") ? "" : usual()
                .apply(line)); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            assertEquals("4.4.2||", text(one(transport)));
        }
    }

    @Test
    void a_relay_is_taken_by_name_and_port() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual()); SmtpTransport transport = transport(25, Set.of())) {
            book.at("relay.example.org", "127.0.0.1");
            Outcome outcome = transport.to(new Hop.Relay("relay.example.org", server.address().getPort())).attempt("q1", FROM, TO, LETTER).getFirst();
            assertTrue(outcome.status().isDone());
        }
    }

    @Test
    void an_address_literal_needs_no_dns() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual()); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.at("127.0.0.1", "127.0.0.1");
            assertTrue(transport.to(new Hop.Mx(Domain.of("[127.0.0.1]"))).attempt("q1", FROM, TO, LETTER).getFirst().status().isDone());
        }
    }

    @Test
    void a_connection_carries_several_letters_and_a_dead_one_is_replaced() throws IOException {
        int[] letters = {0};
        try (CannedServer server = new CannedServer("220 hi", line -> line.equals(".") ? "250 ok" : line.equals("RSET") && ++letters[0] == 2 ? "" : usual()
                .apply(line));
                SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.mx("remote.example", new Host("mx.remote.example", 10));
            book.at("mx.remote.example", "127.0.0.1");
            for (int i = 0; i < 3; i++) {
                assertTrue(one(transport).status().isDone());
            }
            assertEquals(2, server.heard.stream().filter(line -> line.startsWith("EHLO")).count(),
                    "the second letter shares the first's connection, the third needs a new one");
        }
    }

    @Test
    void many_recipients_go_in_several_transactions() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual()); SmtpTransport transport = transport(server.address().getPort(), Set.of())) {
            book.mx("remote.example", new Host("mx.remote.example", 10));
            book.at("mx.remote.example", "127.0.0.1");
            List<Address> many = java.util.stream.IntStream.range(0, 250).mapToObj(i -> Address.of("r" + i + "@remote.example")).toList();
            List<Outcome> outcomes = transport.to(new Hop.Mx(Domain.of("remote.example"))).attempt("q1", FROM, many, LETTER);
            assertEquals(many, outcomes.stream().map(Outcome::recipient).toList());
            assertEquals(3, server.heard.stream().filter(line -> line.startsWith("MAIL")).count());
        }
    }
}
