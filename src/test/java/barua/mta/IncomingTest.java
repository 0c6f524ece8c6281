package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.message.Address;
import barua.message.ReversePath;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import barua.trace.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another server writes, and what arrives of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncomingTest {

    private static final Address JUMA = Address.of("juma@chuo.example");

    private World world;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder, WhenFull.TRY_AGAIN, false);
    }

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    private Receiver.Visit visit() throws IOException {
        return visit(world, "192.0.2.1");
    }

    private static Receiver.Visit visit(World world, String from) throws IOException {
        Receiver.Visit visit = world.mta.incoming()
                .visit(new Peer(InetAddress.ofLiteral(from), "mail.other.example", true, Optional.empty(), Optional.empty()));
        visit.sender(ReversePath.of(Address.of("a@other.example")), Receiver.Parameters.NONE);
        return visit;
    }

    /** @return the queue id */
    private String hand(String message, int piece, Address to) throws IOException {
        return hand(visit(), message, piece, to);
    }

    private static String hand(Receiver.Visit visit, String message, int piece, Address to) throws IOException {
        assertEquals(250, visit.recipient(to, Receiver.Parameters.NONE).code());
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            sink.write(bytes, at, Math.min(piece, bytes.length - at));
        }
        String reply = sink.end().getFirst().lines().getFirst();
        assertTrue(reply.startsWith("2.0.0 "), reply);
        return reply.substring(reply.lastIndexOf(' ') + 1);
    }

    /** What arrived behind the fields that this server puts in front, whatever the pieces in which it came. */
    private String arrives(String message) throws IOException {
        String whole = "";
        for (int piece : List.of(1, 7, message.length())) {
            hand(message, piece, JUMA);
            String text = world.inbox("juma").getLast();
            whole = text.substring(text.indexOf("\r\n", text.indexOf(";\r\n\t") + 4) + 2);
        }
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\nbody only\r\n", "Subject: x\r\n\r\n", "Subject: x\r\n", "A : b\r\n\tc\r\nB\u00e9: c\r\n\r\nbody\r\n\r\nmore\r\n",
            "From x y\r\nSubject: x\r\n\r\nbody\r\n"})
    void a_message_arrives_byte_for_byte(String message) throws IOException {
        assertEquals(message, arrives(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text\r\n", "just text\r\nFrom now on\r\n\r\nmore: text\r\n", " Subject: x\r\n\r\nbody\r\n", "http://example/a\u00e9 b\r\n"})
    void a_body_without_header_gets_its_empty_line(String body) throws IOException {
        assertEquals((body.startsWith("http") ? "" : "\r\n") + body, arrives(body));
        assertEquals("Subject: x\r\n" + (body.startsWith(" ") || body.startsWith("http") ? "" : "\r\n") + body, arrives("Subject: x\r\n" + body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authentication-Results: mx.chuo.example; spf=pass\r\n", "Authentication-Results : MX.chuo.example 1; spf=pass\r\n",
        "authentication-results:\r\n\tmx.chuo.example;\r\n\tdkim=pass\r\n", "Authentication-Results: (hi (there \\)) ) \"mx.chuo.example\"; none\r\n",
        "Authentication-Results: chuo.example; none\r\n", "Authentication-Results: mx.chuo.example(us); none\r\n",
        "Authentication-Results: mx.chuo.example.; spf=pass\r\n", "Authentication-Results: \"chuo.example.\"; spf=pass\r\n",
        "Authentication-Results: mx.chuo.example\r\n", "Authentication-Results: mx.chuo.example/1; spf=pass\r\n"})
    void nobody_else_vouches_in_our_name(String field) throws IOException {
        String message = "Authentication-Results: mx.other.example; spf=pass\r\n" + field + "Subject: x\r\n" + field + "\r\nbody\r\n";
        assertEquals("Authentication-Results: mx.other.example; spf=pass\r\nSubject: x\r\n\r\nbody\r\n", arrives(message));
        String id = hand(message, 100, JUMA);
        Event accepted = world.trace.find(id, 10).stream().filter(event -> event.what().equals("accepted")).findFirst().orElseThrow();
        assertTrue(accepted.why().endsWith(", Authentication-Results in our name taken out 2 times"), accepted.why());
    }

    @Test
    void nobody_else_seals_what_we_found() throws IOException {
        String others = "ARC-Authentication-Results: i=1; mx.other.example; spf=pass\r\n";
        assertEquals(others + "\r\nbody\r\n", arrives(others + "ARC-Authentication-Results: i=2; (us) mx.chuo.example.; spf=pass\r\n\r\nbody\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authentication-Results: mx.chuo.example.other.example; spf=pass\r\n",
            "Authentication-Results: (mx.chuo.example) other.example; none\r\n",
        "Authentication-Results: ; none\r\n", "Authentication-Results:\r\n", "X-Authentication-Results: mx.chuo.example; none\r\n",
        "Authentication-Results: (mx.chuo.example\r\n"})
    void what_others_say_in_their_own_name_stays(String field) throws IOException {
        assertEquals(field + "\r\nbody\r\n", arrives(field + "\r\nbody\r\n"));
    }

    @Test
    void only_our_return_path_stays() throws IOException {
        assertEquals("Subject: a\r\n\r\nbody\r\n", arrives("Return-Path: <x@mbali.example>\r\nSubject: a\r\n\r\nbody\r\n"));
        assertEquals("Bcc: b@other.example\r\n\r\nbody\r\n", arrives("Bcc: b@other.example\r\n\r\nbody\r\n"), "a stranger's, as it came");
    }

    @Test
    void devices_of_our_own_network_get_what_they_leave_out_and_keep_their_secrets(@TempDir Path folder) throws IOException {
        try (World own = new World(folder, WhenFull.TRY_AGAIN, true)) {
            hand(visit(own, "127.0.0.1"), "Subject: Paper\r\nBcc: siri@other.example\r\nResent-Bcc: siri@other.example\r\n\r\nPaper is out.\r\n", 9, JUMA);
            String text = own.inbox("juma").getLast();
            assertTrue(text.contains("Subject: Paper\r\n") && text.endsWith("\r\n\r\nPaper is out.\r\n"), text);
            assertTrue(text.contains("\r\nFrom: a@other.example\r\n") && text.contains("\r\nDate: ") && text.contains("\r\nMessage-ID: <"), text);
            assertTrue(!text.contains("siri"), text);
        }
    }

    @Test
    void a_message_that_comes_again_is_filed_once_and_told_so() throws IOException {
        String message = "Message-ID: <constant@printer>\r\n\r\nPaper is out.\r\n";
        int before = world.inbox("juma").size();
        hand(message, 100, JUMA);
        String again = hand(message, 100, JUMA);
        assertEquals(before + 1, world.inbox("juma").size());
        assertEquals(List.of("duplicate juma@chuo.example", "accepted a@other.example"),
                world.trace.find(again, 10).stream().map(event -> event.what() + " " + event.who()).sorted(java.util.Comparator.reverseOrder()).toList());
    }

    @ParameterizedTest
    @CsvSource({"juma@[127.0.0.1],250", "Juma+x@[192.0.2.25],250", "postmaster@[127.0.0.1],250", "postmaster@mx.chuo.example,250", "juma@[IPv6:::1],250",
        "nobody@[127.0.0.1],550", "juma@[192.0.2.26],550", "juma@[IPv6:2001:db8::1],550", "juma@mx.chuo.example,550", "juma@[1.2],550"})
    void an_address_at_a_literal_of_ours_is_one_of_ours(String to, int code) throws IOException {
        assertEquals(code, visit().recipient(Address.of(to), Receiver.Parameters.NONE).code());
    }

    @Test
    void mail_to_a_literal_says_so_in_its_received_field_and_arrives() throws IOException {
        hand("Subject: literal\r\n\r\nx\r\n", 100, Address.of("juma@[192.0.2.25]"));
        String text = world.inbox("juma").getLast();
        assertTrue(text.contains("\r\n\tfor <juma@[192.0.2.25]>;\r\n\t") && text.contains("Subject: literal"), text);
    }
}
