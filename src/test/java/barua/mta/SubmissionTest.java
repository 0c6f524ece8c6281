package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import barua.smtp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who has logged in may write in a header, and what arrives of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmissionTest {

    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final String REST = "Date: Sun, 22 Nov 2026 12:00:00 +0300\r\nMessage-ID: <1@laptop>\r\n";
    private static final String OWN = "From: Neema <neema@chuo.example>\r\n";

    private World world;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder, WhenFull.TRY_AGAIN, false);
    }

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    private Reply submit(String message, int piece) throws IOException {
        Receiver.Visit visit = world.mta.submission().visit(
                new Peer(InetAddress.ofLiteral("192.0.2.7"), "laptop", true, Optional.of("TLSv1.3"), Optional.of(NEEMA.toString())));
        visit.sender(ReversePath.of(NEEMA), Receiver.Parameters.NONE);
        visit.recipient(JUMA, Receiver.Parameters.NONE);
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            sink.write(bytes, at, Math.min(piece, bytes.length - at));
        }
        return sink.end().getFirst();
    }

    /** What arrived behind the fields that this server puts in front; each run makes the message another one by its body. */
    private String arrives(String header) throws IOException {
        String body = "Habari " + world.inbox("juma").size() + "?\r\n";
        Reply reply = submit(header + "\r\n" + body, 1 + body.length());
        assertEquals(250, reply.code(), reply.lines().toString());
        String text = world.inbox("juma").getLast();
        assertTrue(text.endsWith("\r\n\r\n" + body), text);
        int received = text.indexOf("\r\n", text.indexOf(";\r\n\t") + 4) + 2;
        return text.substring(received, text.length() - body.length() - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "From: Mkuu wa Chuo <admin@chuo.example>\r\n",
        "From : Mkuu wa Chuo <admin@chuo.example>\r\n",
        "From\t: admin@chuo.example\r\n",
        "From \t :\r\n admin@chuo.example\r\n",
        "fROM : admin@chuo.example\r\n",
        "From: neema@chuo.example\r\nFrom : admin@chuo.example\r\n",
        "From : admin@chuo.example\r\nFrom: neema@chuo.example\r\n",
        "From: neema@chuo.example\r\nFrom: neema@chuo.example\r\n",
        "From x y\r\nFrom : admin@chuo.example\r\n",
        "Subject: x\r\nFrom x y\r\nFrom: admin@chuo.example\r\n",
        "From: neema@chuo.example, admin@chuo.example\r\n",
        "From: stranger@other.example\r\n",
        "From: =?utf-8?q?admin=40chuo.example?=\r\n",
        "From: =?utf-8?q?Mkuu_=3Cadmin=40chuo.example=3E?=\r\n",
        "From: =?utf-8?q?Mkuu_=3Cadmin=40chuo.example=3E?= <neema@chuo.example>\r\n",
        "From: =?utf-8?b?YWRtaW5AY2h1by5leGFtcGxl?= <neema@chuo.example>\r\n",
        "From: \"admin@chuo.example\" <neema@chuo.example>\r\n",
        "From: \"admin\uff20chuo.example\" <neema@chuo.example>\r\n",
        "From: \"admin @ chuo.example\" <neema@chuo.example>\r\n",
        "From: neema@chuo.example (admin@chuo.example)\r\n",
        "From: (admin@chuo.example) Mkuu <neema@chuo.example>\r\n",
        "From: Mkuu: admin@chuo.example;\r\n",
        "From: Mkuu: neema@chuo.example;\r\n",
        "From: \"admin@chuo.example\": neema@chuo.example;\r\n",
        "From: Undisclosed:;\r\n",
        "From:\r\n",
        "From: <@chuo.example:admin@chuo.example>\r\n",
        OWN + "Resent-From: admin@chuo.example\r\n",
        OWN + "Resent-From : admin@chuo.example\r\n",
        OWN + "Resent-Sender: admin@chuo.example\r\nResent-From: neema@chuo.example\r\n",
        OWN + "Resent-From: neema@chuo.example\r\nResent-From: admin@chuo.example\r\n"})
    void nobody_writes_as_somebody_else(String fields) throws IOException {
        int before = world.inbox("juma").size();
        Reply reply = submit(fields + REST + "\r\nSend me money.\r\n", 7);
        assertEquals(550, reply.code(), reply.lines().toString());
        assertTrue(reply.lines().getFirst().matches("5\\.(7\\.1|6\\.0) .*(From|resent).*"), reply.lines().toString());
        assertEquals(before, world.inbox("juma").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "From: neema@chuo.example\r\n",
        "From : Neema <Neema@chuo.example>\r\n",
        "From: \"neema@chuo.example\" <neema@chuo.example>\r\n",
        "From: \"Neema (neema@gmail.example)\" <neema+phone@chuo.example>\r\n",
        "From: =?utf-8?q?Neema_M=C3=BCshi?= <hers@chuo.example>\r\n",
        "From: neema@chuo.example\r\nSender: hers@chuo.example\r\n",
        "From: neema@chuo.example, hers@chuo.example\r\nSender: neema@chuo.example\r\n",
        "From: <@relay.example:neema@chuo.example>\r\n",
        OWN + "Reply-To: admin@chuo.example\r\n",
        OWN + "Resent-From: neema@chuo.example\r\nResent-To: juma@chuo.example\r\n",
        OWN + "X-Blank : stays\r\nDKIM-Signature: v=1;\r\n\tb=abc\r\n"})
    void what_is_ones_own_arrives_byte_for_byte(String fields) throws IOException {
        assertEquals(fields + REST, arrives(fields + REST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bcc: x@third.example\r\n", "Bcc : x@third.example\r\n", "bCC\t:x@third.example,\r\n y@third.example\r\n",
            "Resent-Bcc : x@third.example\r\n",
        "Return-Path : <x@third.example>\r\n", "From x@third.example Sun Nov 22\r\n", ">From x@third.example\r\n", "B\u00e9: x@third.example\r\n",
        "Authentication-Results: mx.chuo.example; dkim=pass\r\n", "Authentication-Results : chuo.example; dkim=pass\r\n",
        "Bcc: x@third.example\r\nBcc : y@third.example\r\n"})
    void what_nobody_else_may_see_is_taken_out(String fields) throws IOException {
        assertEquals(OWN + "Subject: s\r\n" + REST, arrives(OWN + fields + "Subject: s\r\n" + REST));
        assertEquals(OWN + REST, arrives(fields + OWN + REST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sender: admin@chuo.example\r\n", "Sender : admin@chuo.example\r\n", "Sender: neema@chuo.example\r\nSender: neema@chuo.example\r\n",
        "Sender: \"admin@chuo.example\" <neema@chuo.example>\r\n", "Sender:\r\n"})
    void a_sender_that_is_not_the_author_is_replaced(String sender) throws IOException {
        assertEquals(OWN + REST + "Sender: neema@chuo.example\r\n", arrives(sender + OWN + REST));
    }

    @Test
    void blind_copies_stay_blind_whichever_way_a_message_leaves() throws Exception {
        Content letter = Content.of((OWN + "Bcc\t: x@third.example\r\nTo: p@other.example\r\n" + REST + "\r\nx\r\n").getBytes(StandardCharsets.UTF_8));
        Address partner = Address.of("partner@other.example");
        world.mta.outgoing().send(ReversePath.of(NEEMA), List.of(partner), letter);
        world.mta.outgoing().sendAfter(Duration.ZERO, ReversePath.of(NEEMA), List.of(partner), letter);
        for (int i = 0; i < 2; i++) {
            String text = world.elsewhere.next().text();
            assertTrue(text.endsWith("\r\n" + OWN + "To: p@other.example\r\n" + REST + "\r\nx\r\n"), text);
        }
    }

    @Test
    void several_authors_get_a_sender() throws IOException {
        String two = "From: neema@chuo.example, hers@chuo.example\r\n";
        assertEquals(two + REST + "Sender: neema@chuo.example\r\n", arrives(two + REST));
    }

    @Test
    void fields_that_are_there_under_a_name_with_blanks_are_not_added_again() throws IOException {
        String fields = "From : neema@chuo.example\r\nDate\t: Sun, 22 Nov 2026 12:00:00 +0300\r\nMessage-ID : <1@laptop>\r\n";
        assertEquals(fields, arrives(fields));
    }

    @Test
    void a_header_with_more_fields_than_readers_look_at_is_refused() throws IOException {
        assertEquals(550, submit("A: b\r\n".repeat(10_001) + OWN + REST + "\r\nx\r\n", 1 << 16).code());
    }
}
