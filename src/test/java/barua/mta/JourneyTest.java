package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.mailbox.FolderName;
import barua.mailbox.Folder;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.net.ListeningPort;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import barua.smtp.Reply;
import barua.smtp.SmtpClient;
import barua.smtp.SmtpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from one end to the other: real sockets, a real store, a real queue. */
class JourneyTest {

    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final Address PARTNER = Address.of("partner@other.example");
    private static final ReversePath FROM_OTHER = ReversePath.of(Address.of("a@other.example"));

    @TempDir
    Path folder;
    private World world;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder, WhenFull.TRY_AGAIN, false);
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private static Content letter(String id, String... more) {
        return Content.of(("Message-ID: <" + id + "@other.example>\r\nFrom: a@other.example\r\n" + String.join("", more) + "\r\nHabari?\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Over a socket, as another server would. */
    private List<Status> smtp(Content content, Address... to) throws IOException {
        try (ListeningPort listener = ListeningPort.open("mx", World.anyPort(), World.limits(), Optional.empty(),
                world.session(SmtpOptions.Kind.MX, Optional.empty()));
                SmtpClient client = SmtpClient.connect(new SmtpClient.Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
                        "localhost",
                        "mail.other.example", SmtpClient.TlsUse.NONE))) {
            return client.send(FROM_OTHER, List.of(to), content).stream()
                    .map(outcome -> new Status(outcome.reply().code() / 100, 0, 0, outcome.reply().lines().getFirst())).toList();
        }
    }

    /** As a client of ours that has logged in. */
    private Reply submit(Address from, String message, Address... to) throws IOException {
        return hand(world.mta.submission()
                .visit(new Peer(InetAddress.ofLiteral("192.0.2.7"), "[192.168.1.7]", true, Optional.of("TLSv1.3"), Optional.of(from.toString()))),
                ReversePath.of(from), message, to);
    }

    /** As a server that does not say how large the message will be. */
    private Reply withoutSize(String message, Address... to) throws IOException {
        return hand(world.mta.incoming().visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "mail.other.example", true, Optional.empty(), Optional.empty())),
                FROM_OTHER, message, to);
    }

    private static Reply hand(Receiver.Visit visit, ReversePath from, String message, Address... to) throws IOException {
        assertEquals(250, visit.sender(from, Receiver.Parameters.NONE).code());
        for (Address recipient : to) {
            assertEquals(250, visit.recipient(recipient, Receiver.Parameters.NONE).code());
        }
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        sink.write(bytes, 0, half);
        sink.write(bytes, half, bytes.length - half);
        return sink.end().getFirst();
    }

    @Test
    void a_message_from_outside_is_in_the_mailbox_when_250_is_said() throws IOException {
        assertTrue(smtp(letter("1"), NEEMA).getFirst().isDone());
        String text = world.inbox("neema").getFirst();
        assertTrue(text.matches("(?s)Return-Path: <a@other.example>\r\nReceived: from mail.other.example \\(\\[127.0.0.1\\]\\)\r\n"
                + "\tby mx.chuo.example \\(Barua\\) with ESMTP id \\w{12}\r\n"
                + "\tfor <neema@chuo.example>;\r\n\t[^\r]*\r\nMessage-ID: <1@other.example>\r\nFrom: a@other.example\r\n\r\nHabari\\?\r\n"), text);
        assertEquals(List.of("accepted"), world.happened("<1@other.example>").stream().limit(1).toList());
        assertEquals(List.of("delivered"), world.happened("neema@chuo.example"));
    }

    @Test
    void an_alias_reaches_everybody_once_and_the_world_through_the_queue() throws Exception {
        assertTrue(smtp(letter("1"), Address.of("office@chuo.example"), NEEMA, JUMA).stream().allMatch(Status::isDone));
        assertEquals(1, world.inbox("neema").size());
        assertEquals(1, world.inbox("juma").size());
        Elsewhere.Arrived arrived = world.elsewhere.next();
        assertEquals(List.of(PARTNER), arrived.to());
        assertEquals(FROM_OTHER, arrived.from());
        assertTrue(arrived.text().startsWith("Received: "), arrived.text());
        assertFalse(arrived.text().contains("Return-Path"), arrived.text());
    }

    private static Receiver.LineEnds lineEnds(Receiver.Visit visit, ReversePath from) throws IOException {
        assertEquals(250, visit.sender(from, Receiver.Parameters.NONE).code());
        assertEquals(250, visit.recipient(NEEMA, Receiver.Parameters.NONE).code());
        Receiver.Intake.Yes intake = (Receiver.Intake.Yes) visit.begin();
        intake.sink().abandon();
        return intake.lineEnds();
    }

    @Test
    void lone_LFs_are_mended_for_our_own_and_for_nobody_else() throws IOException {
        Peer local = new Peer(InetAddress.ofLiteral("127.0.0.1"), "printer", true, Optional.empty(), Optional.empty());
        assertEquals(Receiver.LineEnds.STRICT, lineEnds(world.mta.incoming().visit(local), FROM_OTHER));
        assertEquals(Receiver.LineEnds.STRICT, lineEnds(world.mta.lmtp().visit(local), FROM_OTHER));
        Peer loggedIn = new Peer(InetAddress.ofLiteral("192.0.2.7"), "printer", true, Optional.of("TLSv1.3"), Optional.of(NEEMA.toString()));
        assertEquals(Receiver.LineEnds.MENDED, lineEnds(world.mta.submission().visit(loggedIn), ReversePath.of(NEEMA)));
        try (World trusting = new World(folder.resolve("trusting"), WhenFull.TRY_AGAIN, true)) {
            assertEquals(Receiver.LineEnds.MENDED, lineEnds(trusting.mta.incoming().visit(local), FROM_OTHER));
        }
    }

    @Test
    void a_long_return_path_goes_all_the_way_and_back() throws Exception {
        Address verp = Address.parsePath("bounces+2309175-1e1a-firstname.middlename.lastname=subdomain.university.example..@em1234.lists.example")
                .orElseThrow();
        Receiver.Visit visit = world.mta.incoming()
                .visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "HP LaserJet", true, Optional.empty(), Optional.empty()));
        assertEquals(250, hand(visit, ReversePath.of(verp), "Message-ID: <1@lists.example>\r\n\r\nHabari?\r\n", Address.of("office@chuo.example")).code());
        String text = world.inbox("neema").getFirst();
        assertTrue(text.startsWith("Return-Path: <" + verp + ">\r\nReceived: from HP?LaserJet ([192.0.2.1])"), text);
        assertEquals(ReversePath.of(verp), world.elsewhere.next().from());
        assertTrue(world.happened(verp.toString()).contains("accepted"));
        world.mta.outgoing().send(ReversePath.NOBODY, List.of(verp), Content.of("Subject: bounce\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(verp), world.elsewhere.next().to());
    }

    @Test
    void a_detail_names_a_folder_where_there_is_one_that_is_not_its_owners_alone() throws IOException {
        world.store.open(NEEMA).create(FolderName.of("Shule"), Optional.empty());
        smtp(letter("1"), Address.of("neema+shule@chuo.example"));
        smtp(letter("2"), Address.of("neema+nothing@chuo.example"));
        smtp(letter("3"), Address.of("neema+sent@chuo.example"));
        assertEquals(1, world.messages("neema", "Shule").size());
        assertEquals(2, world.inbox("neema").size());
        assertEquals(0, world.messages("neema", "Sent").size());
    }

    @Test
    void the_same_message_again_is_answered_and_not_delivered_twice() throws IOException {
        assertTrue(smtp(letter("1"), NEEMA).getFirst().isDone());
        assertTrue(smtp(letter("1"), NEEMA, JUMA).stream().allMatch(Status::isDone));
        assertTrue(smtp(letter("2"), NEEMA).getFirst().isDone());
        assertEquals(2, world.inbox("neema").size());
        assertEquals(1, world.inbox("juma").size());
        Content nameless = Content.of("Subject: 30 degrees\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        smtp(nameless, NEEMA);
        smtp(nameless, NEEMA);
        assertEquals(4, world.inbox("neema").size());
    }

    @Test
    void the_same_message_is_delivered_once_more_where_no_copy_lies_any_more() throws IOException {
        smtp(letter("1"), NEEMA);
        Folder inbox = world.store.open(NEEMA).folder(FolderName.INBOX);
        inbox.expunge(inbox.uids());
        assertTrue(smtp(letter("1"), NEEMA).getFirst().isDone());
        assertEquals(1, world.inbox("neema").size(), "she deleted it, and asked for it again");
        inbox.move(inbox.uids(), world.store.open(NEEMA).folder(SpecialUse.ARCHIVE));
        smtp(letter("1"), NEEMA);
        assertEquals(1, world.inbox("neema").size());
    }

    private void script(Address account, String text) throws IOException {
        Scripts scripts = world.store.open(account).scripts();
        scripts.put(ScriptName.of("kazi"), text.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
        scripts.activate(Optional.of(ScriptName.of("kazi")));
    }

    /** The last letter in an inbox once there are so many and the queue is empty. */
    private String awaited(String account, int letters) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while ((world.inbox(account).size() < letters || !world.queue.items().isEmpty()) && System.nanoTime() < until) {
            Thread.yield();
        }
        assertEquals(List.of(), world.queue.items());
        assertEquals(letters, world.inbox(account).size());
        return world.inbox(account).getLast();
    }

    @Test
    void a_letter_that_a_rule_sent_on_alone_comes_back_where_it_reaches_nobody() throws Exception {
        script(JUMA, "redirect \"nobody@other.example\";");
        String text = "Message-ID: <1@mbali.example>\r\nSubject: risiti\r\n\r\nHabari?\r\n";
        Receiver.Visit visit = world.mta.incoming()
                .visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "mbali.example", true, Optional.empty(), Optional.empty()));
        assertEquals(250, hand(visit, ReversePath.NOBODY, text, JUMA).code());
        String back = awaited("juma", 1);
        assertTrue(back.startsWith("X-Sieve-Redirect-Failed: nobody@other.example 5.") && back.endsWith(text), back);
        assertTrue(world.happened("juma@chuo.example").contains("given back"));
        assertEquals(250, withoutSize(text.replace("<1@", "<2@"), JUMA).code());
        assertTrue(awaited("juma", 2).contains("<2@"), "with a sender, too: it has arrived, so there is no bounce");
    }

    @Test
    void nobody_puts_a_letter_into_a_mailbox_by_writing_that_it_was_sent_on_from_there() throws Exception {
        script(JUMA, "redirect \"nobody@other.example\";");
        withoutSize("Message-ID: <1@mbali.example>\r\n\r\nHabari?\r\n", JUMA);
        String mark = awaited("juma", 1).lines().filter(line -> line.startsWith("X-Sieve-Redirected-From: ")).findFirst().orElseThrow();
        int bounces = 0;
        for (String forged : List.of(mark,
                "X-Sieve-Redirected-From: juma@chuo.example; kept=no", "X-Sieve-Redirected-From: juma@chuo.example; kept=no; seal=aaaaaaaa",
                "X-Sieve-Redirected-From: juma@chuo.example")) {
            world.mta.outgoing().send(ReversePath.of(NEEMA), List.of(Address.of("nobody@third.example")),
                    Content.of((forged + "\r\n\r\nHabari?\r\n").getBytes(StandardCharsets.UTF_8)));
            assertTrue(awaited("neema", ++bounces).contains("multipart/report"), forged);
        }
        assertEquals(1, world.inbox("juma").size());
    }

    @Test
    void a_letter_of_which_the_account_has_a_copy_bounces() throws Exception {
        script(JUMA, "require \"copy\"; redirect :copy \"nobody@other.example\";");
        assertEquals(250, submit(NEEMA, "From: neema@chuo.example\r\nSubject: x\r\n\r\nHabari?\r\n", JUMA).code());
        assertTrue(awaited("neema", 1).contains("multipart/report"));
        assertEquals(1, world.inbox("juma").size());
    }

    @Test
    void when_one_of_several_is_full_the_others_have_it_and_the_queue_keeps_trying() throws Exception {
        world.quotas.put(JUMA, 50L);
        assertEquals(250, withoutSize("Message-ID: <1@other.example>\r\n\r\nHabari? This is more than fits.\r\n", NEEMA, JUMA).code());
        assertEquals(1, world.inbox("neema").size());
        assertEquals(List.of(JUMA), world.queue.items().getFirst().waiting().stream().map(barua.queue.Queue.Waiting::recipient).toList());
        world.quotas.remove(JUMA);
        String id = world.queue.items().getFirst().queueId();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (world.inbox("juma").isEmpty() && System.nanoTime() < until) {
            world.queue.retry(id);
            Thread.yield();
        }
        assertEquals(1, world.inbox("juma").size());
        assertEquals(1, world.inbox("neema").size());
        assertTrue(world.inbox("juma").getFirst().startsWith("Return-Path: <a@other.example>\r\nReceived: "), world.inbox("juma").getFirst());
    }

    @Test
    void when_all_are_full_the_peer_keeps_the_message() throws IOException {
        world.quotas.put(JUMA, 50L);
        Reply reply = withoutSize("Message-ID: <1@other.example>\r\n\r\nHabari? This is more than fits.\r\n", JUMA);
        assertEquals("452 4.2.2", reply.code() + " " + reply.lines().getFirst().substring(0, 5));
        assertEquals(List.of(), world.queue.items());
    }

    @Test
    void what_our_people_send_is_completed_and_blind_copies_stay_blind() throws Exception {
        Reply reply = submit(NEEMA, "From: Neema <neema@chuo.example>\r\nTo: juma@chuo.example\r\nBcc: partner@other.example,\r\n x@third.example\r\n"
                + "Sender: juma@chuo.example\r\nSubject: Salamu\r\n\r\nHabari?\r\n",
                JUMA, PARTNER);
        assertEquals(250, reply.code());
        String local = world.inbox("juma").getFirst();
        String remote = world.elsewhere.next().text();
        for (String text : List.of(local, remote)) {
            assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("bcc") || text.contains("third.example") || text.contains("192.0.2.7"), text);
            assertTrue(text.contains("\r\nDate: ") && text.contains("@mx.chuo.example>\r\n") && text.contains("\r\nSender: neema@chuo.example\r\n"), text);
            assertTrue(text.endsWith("\r\n\r\nHabari?\r\n") && text.contains("with ESMTPSA id "), text);
        }
        assertEquals(List.of("accepted"), world.happened("neema@chuo.example"));
    }

    @Test
    void a_message_without_any_header_gets_one() throws IOException {
        assertEquals(250, submit(NEEMA, "\r\nHabari?\r\n", JUMA).code());
        String text = world.inbox("juma").getFirst();
        assertTrue(text.contains("\r\nFrom: neema@chuo.example\r\n\r\nHabari?\r\n") && text.contains("\r\nDate: "), text);
        assertEquals(250, submit(NEEMA, "just words\r\n", JUMA).code());
        assertTrue(world.inbox("juma").getLast().contains("\r\nFrom: neema@chuo.example\r\n\r\njust words\r\n"), world.inbox("juma").getLast());
    }

    @Test
    void a_refusal_elsewhere_comes_back_to_the_sender() throws Exception {
        assertEquals(250, submit(NEEMA, "From: neema@chuo.example\r\nSubject: x\r\n\r\nHabari?\r\n", Address.of("nobody@other.example")).code());
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while ((world.inbox("neema").isEmpty() || !world.queue.items().isEmpty()) && System.nanoTime() < until) {
            Thread.yield();
        }
        String bounce = world.inbox("neema").getFirst();
        assertTrue(bounce.startsWith("Return-Path: <>\r\n") && bounce.contains("nobody@other.example") && bounce.contains("multipart/report"), bounce);
        assertEquals(List.of(), world.queue.items());
    }

    @Test
    void mail_of_our_own_is_delivered_at_once_and_says_who_could_not_be_reached() throws Exception {
        List<Status> statuses = world.mta.outgoing()
                .send(ReversePath.of(NEEMA), List.of(JUMA, Address.of("gone@chuo.example"), PARTNER, Address.of("half@chuo.example")), letter("1"));
        assertEquals(List.of("2.1.5", "5.1.1", "2.0.0", "2.1.5"), statuses.stream().map(Status::code).toList());
        assertEquals(1, world.inbox("juma").size());
        assertEquals(List.of(PARTNER), world.elsewhere.next().to());
    }

    @Test
    void a_held_letter_can_be_recalled_and_otherwise_reaches_everybody() throws Exception {
        String held = world.mta.outgoing().sendAfter(Duration.ofHours(1), ReversePath.of(NEEMA), List.of(JUMA, PARTNER), letter("1"));
        assertTrue(world.mta.outgoing().recall(held));
        assertFalse(world.mta.outgoing().recall(held));
        assertEquals(List.of(), world.queue.items());
        assertEquals(List.of("held", "recalled"), world.happened(held).stream().filter(what -> what.equals("held") || what.equals("recalled")).toList());

        String sent = world.mta.outgoing().sendAfter(Duration.ZERO, ReversePath.of(NEEMA), List.of(Address.of("office@chuo.example")), letter("2"));
        Elsewhere.Arrived arrived = world.elsewhere.next();
        assertEquals(List.of(PARTNER), arrived.to());
        assertTrue(arrived.text().startsWith("Received: by mx.chuo.example (Barua) id " + sent), arrived.text());
        assertEquals(1, world.inbox("neema").size());
        assertEquals(1, world.inbox("juma").size());
        assertFalse(world.mta.outgoing().recall(sent));
    }

    @Test
    void a_letter_that_is_sent_once_is_sent_once_however_often_it_is_handed_over() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("2.0.0", "2.0.0"), world.mta.outgoing().sendOnce("0123abcd", ReversePath.of(NEEMA), List.of(JUMA, PARTNER), letter("1"))
                    .stream().map(Status::code).toList());
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!world.queue.items().isEmpty() && System.nanoTime() < until) {
                Thread.yield();
            }
        }
        assertEquals(List.of(PARTNER), world.elsewhere.next().to());
        assertTrue(world.elsewhere.isEmpty());
        assertEquals(1, world.inbox("juma").size());
    }

    @Test
    void our_own_networks_may_relay() throws Exception {
        try (World trusting = new World(folder.resolve("trusting"), WhenFull.TRY_AGAIN, true)) {
            Receiver.Visit visit = trusting.mta.incoming()
                    .visit(new Peer(InetAddress.ofLiteral("127.0.0.1"), "printer", true, Optional.empty(), Optional.empty()));
            visit.sender(FROM_OTHER, Receiver.Parameters.NONE);
            assertEquals(250, visit.recipient(PARTNER, Receiver.Parameters.NONE).code());
            Receiver.Visit stranger = trusting.mta.incoming()
                    .visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "x", true, Optional.empty(), Optional.empty()));
            stranger.sender(FROM_OTHER, Receiver.Parameters.NONE);
            assertEquals(550, stranger.recipient(PARTNER, Receiver.Parameters.NONE).code());
        }
    }
}
