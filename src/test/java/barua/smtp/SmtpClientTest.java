package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.net.ListeningPort;
import barua.net.Tls;
import barua.smtp.SmtpClient.Outcome;
import barua.smtp.SmtpClient.Target;
import barua.smtp.SmtpClient.TlsUse;
import barua.smtp.SmtpClient.Waits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmtpClientTest {

    private static final Waits SHORT = new Waits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
            Duration.ofSeconds(5), Duration.ofSeconds(1));
    private static final ReversePath FROM = ReversePath.of(Address.of("a@example.org"));
    private static final List<Address> TO = List.of(Address.of("b@example.org"), Address.of("c@example.org"));
    private static final Content LETTER = Content.of("Subject: x\r\n\r\n.dot\r\n".getBytes(StandardCharsets.UTF_8));

    private static Target target(InetSocketAddress address, TlsUse tls) {
        return new Target(address, "mx.example.org", "client.example.org", tls);
    }

    private static List<Outcome> send(CannedServer server, ReversePath from, List<Address> to, Content content) throws IOException {
        try (SmtpClient client = SmtpClient.connect(target(server.address(), TlsUse.OPPORTUNISTIC), SHORT)) {
            return client.send(from, to, content);
        }
    }

    private static List<String> words(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.reply().toString()).toList();
    }

    private static UnaryOperator<String> usual(String hello, UnaryOperator<String> special) {
        return line -> {
            String answer = special.apply(line);
            if (answer != null) {
                return answer;
            }
            String verb = line.split(" ")[0];
            return switch (verb) {
                case "EHLO" -> hello;
                case "DATA" -> "354 go";
                case "QUIT" -> "221 bye";
                default -> "250 ok";
            };
        };
    }

    @Test
    void whatever_is_sent_arrives_unchanged() throws IOException {
        long seed = barua.Seed.next();
        Random random = new Random(seed);
        FakeReceiver receiver = new FakeReceiver(false);
        SmtpOptions options = new SmtpOptions(SmtpOptions.Kind.MX, "mx.example.org", 10_000_000, 100, Optional.empty(), Optional.empty());
        try (ListeningPort listener = ListeningPort.open("test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Phone.LIMITS, Optional.empty(),
                new SmtpSession(options, receiver));
                SmtpClient client = SmtpClient.connect(target(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), TlsUse.NONE), SHORT)) {
            for (int i = 0; i < 60; i++) {
                StringBuilder text = new StringBuilder("Subject: " + i + "\r\n\r\n");
                for (int k = random.nextInt(i % 10 == 0 ? 60_000 : 60); k > 0; k--) {
                    text.append(new String[] {".", "a", "\r\n", "..", "\r\n.", "\r\n.\r\n", "é"}[random.nextInt(7)]);
                }
                byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
                assertEquals(List.of("250 2.0.0 Kept", "250 2.0.0 Kept"), words(client.send(FROM, TO, Content.of(bytes))), "seed " + seed);
                assertEquals(new String(bytes, StandardCharsets.UTF_8), receiver.letters.getLast().text(), "seed " + seed);
            }
        }
    }

    @Test
    void lone_line_ends_leave_as_crlf_and_a_missing_last_one_is_added() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", _ -> null))) {
            send(server, FROM, TO, Content.of("a\n.\nb\r.\rc".getBytes(StandardCharsets.UTF_8)));
            int data = server.heard.indexOf("DATA");
            assertEquals(List.of("a", "..", "b", "..", "c", "."), server.heard.subList(data + 1, data + 7));
        }
    }

    @Test
    void each_recipient_has_its_own_outcome() throws IOException {
        try (CannedServer server = new CannedServer("220 hi",
                usual("250-hi\r\n250 PIPELINING", line -> line.contains("<b@") ? "550-5.1.1 no\r\n550 5.1.1 such user" : null))) {
            assertEquals(List.of("550 5.1.1 no / 5.1.1 such user", "250 ok"), words(send(server, FROM, TO, LETTER)));
            assertEquals(List.of("EHLO client.example.org", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "RCPT TO:<c@example.org>", "DATA",
                    "Subject: x", "", "..dot", ".", "QUIT"), server.heard);
        }
    }

    @Test
    void a_refused_sender_is_a_refusal_for_all() throws IOException {
        try (CannedServer server = new CannedServer("220 hi",
                usual("250 hi", line -> line.startsWith("MAIL") ? "451 4.7.1 greylisted" : line.startsWith("RCPT") ? "503 MAIL first" : null))) {
            assertEquals(List.of("451 4.7.1 greylisted", "451 4.7.1 greylisted"), words(send(server, FROM, TO, LETTER)));
        }
    }

    @Test
    void when_nobody_is_taken_no_message_is_sent() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", line -> line.startsWith("RCPT") ? "552 too many" : null))) {
            assertEquals(List.of("452 4.5.3 too many", "452 4.5.3 too many"), words(send(server, FROM, TO, LETTER)));
            assertFalse(server.heard.contains("DATA"));
            assertTrue(server.heard.contains("RSET"));
        }
    }

    @Test
    void the_word_after_the_message_counts() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", line -> line.equals(".") ? "554 5.7.1 spam" : null))) {
            assertEquals(List.of("554 5.7.1 spam", "554 5.7.1 spam"), words(send(server, FROM, TO, LETTER)));
        }
    }

    @Test
    void without_a_word_after_the_message_nothing_is_known() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", line -> line.equals(".") ? "" : null))) {
            assertThrows(IOException.class, () -> send(server, FROM, TO, LETTER));
        }
    }

    @Test
    void a_server_without_ehlo_hears_helo() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("502 what?", _ -> null))) {
            assertEquals(List.of("250 ok", "250 ok"), words(send(server, FROM, TO, LETTER)));
            assertEquals("HELO client.example.org", server.heard.get(1));
        }
    }

    @Test
    void a_refusing_greeting_is_told() throws IOException {
        try (CannedServer server = new CannedServer("554 5.7.1 not you", usual("250 hi", _ -> null))) {
            SmtpException refused = assertThrows(SmtpException.class, () -> send(server, FROM, TO, LETTER));
            assertEquals("554 5.7.1 not you", refused.reply().toString());
        }
    }

    @Test
    void what_the_server_lacks_is_our_own_refusal() throws IOException {
        Content eight = Content.of("Subject: é\r\n\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
        try (CannedServer server = new CannedServer("220 hi", usual("250-hi\r\n250 SIZE 10", _ -> null))) {
            assertEquals("552 5.3.4", send(server, FROM, TO, LETTER).getFirst().reply().toString().substring(0, 9));
        }
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", _ -> null))) {
            Outcome outcome = send(server, FROM, TO, eight).getFirst();
            assertEquals("554 5.6.3 The receiving server takes only 7-bit mail, and this message cannot be turned into it: a header in it holds other "
                    + "letters than US-ASCII",
                    outcome.reply().toString());
            assertTrue(outcome.ours());
            List<Outcome> mixed = send(server, FROM, List.of(Address.of("jürg@example.org"), TO.getFirst()), LETTER);
            assertEquals("550 5.6.7", mixed.get(0).reply().toString().substring(0, 9));
            assertEquals("250 ok", mixed.get(1).reply().toString());
        }
    }

    @Test
    void eight_bit_mail_is_turned_for_a_peer_that_takes_none() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250-hi\r\n250 SIZE", _ -> null))) {
            Content letter = Content.of(("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                    + "\r\nJürgen\r\n").getBytes(StandardCharsets.UTF_8));
            String turned = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                    + "\r\nJ=C3=BCrgen\r\n";
            assertTrue(send(server, ReversePath.NOBODY, TO, letter).getFirst().reply().isPositive());
            String heard = String.join("\r\n", server.heard);
            assertTrue(heard.contains("MAIL FROM:<> SIZE=" + turned.length() + "\r\n"), heard);
            assertTrue(heard.contains("DATA\r\n" + turned + ".\r\n"), heard);
        }
    }

    @Test
    void parameters_are_said_where_they_are_offered_and_needed() throws IOException {
        Content eight = Content.of("Subject: x\r\n\r\né\r\n".getBytes(StandardCharsets.UTF_8));
        try (CannedServer server = new CannedServer("220 hi", usual("250-hi\r\n250-SIZE\r\n250-8BITMIME\r\n250 SMTPUTF8", _ -> null))) {
            send(server, ReversePath.NOBODY, TO, eight);
            send(server, FROM, List.of(Address.of("jürg@example.org")), LETTER);
            List<String> mails = server.heard.stream().filter(line -> line.startsWith("MAIL")).toList();
            assertEquals(List.of("MAIL FROM:<> SIZE=18 BODY=8BITMIME", "MAIL FROM:<a@example.org> SIZE=20 SMTPUTF8"), mails);
        }
    }

    @Test
    void replies_are_bounded() throws IOException {
        for (String endless : List.of("250-x\r\n".repeat(101) + "250 x", "250 " + "x".repeat(5000), "250-a\r\n251 b", "hello", "250_x", "999 x")) {
            try (CannedServer server = new CannedServer("220 hi", usual(endless, _ -> null))) {
                assertThrows(IOException.class, () -> send(server, FROM, TO, LETTER), endless);
            }
        }
    }

    @Test
    void many_recipients_are_pipelined_in_windows() throws IOException {
        List<Address> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            many.add(Address.of("r" + i + "@example.org"));
        }
        try (CannedServer server = new CannedServer("220 hi", usual("250-hi\r\n250 PIPELINING", _ -> null))) {
            List<Outcome> outcomes = send(server, FROM, many, LETTER);
            assertEquals(many, outcomes.stream().map(Outcome::recipient).toList());
            assertTrue(outcomes.stream().allMatch(outcome -> outcome.reply().isPositive()));
        }
    }

    @Test
    void tls_is_used_where_it_is_offered(@TempDir Path folder) throws IOException {
        Tls tls = Tls.load(folder, "mx.example.org");
        FakeReceiver receiver = new FakeReceiver(false);
        SmtpOptions options = new SmtpOptions(SmtpOptions.Kind.MX, "mx.example.org", 10_000_000, 100, Optional.of(tls), Optional.empty());
        try (ListeningPort listener = ListeningPort.open("test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Phone.LIMITS, Optional.empty(),
                new SmtpSession(options, receiver))) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
            try (SmtpClient client = SmtpClient.connect(target(address, TlsUse.ENCRYPTED), SHORT)) {
                assertTrue(client.isSecure());
                assertEquals("250 2.0.0 Kept", words(client.send(FROM, TO, LETTER)).getFirst());
                assertTrue(receiver.peers.getLast().cipher().isPresent());
            }
            SmtpException selfSigned = assertThrows(SmtpException.class, () -> SmtpClient.connect(target(address, TlsUse.VERIFIED), SHORT));
            assertEquals(454, selfSigned.reply().code());
        }
    }

    @Test
    void without_tls_opportunistic_goes_on_and_others_refuse() throws IOException {
        try (CannedServer server = new CannedServer("220 hi", usual("250 hi", _ -> null))) {
            assertEquals("250 ok", words(send(server, FROM, TO, LETTER)).getFirst());
            assertThrows(SmtpException.class, () -> SmtpClient.connect(target(server.address(), TlsUse.ENCRYPTED), SHORT));
        }
    }

    @Test
    void a_failed_handshake_leaves_opportunistic_in_the_clear() throws IOException {
        try (CannedServer server = new CannedServer("220 hi",
                usual("250-hi\r\n250 STARTTLS", line -> line.equals("STARTTLS") ? "220 go\r\n220 this is no TLS" : null))) {
            assertEquals("250 ok", words(send(server, FROM, TO, LETTER)).getFirst());
        }
    }
}
