package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that a station above owns: mail to them reaches their members from the queue. */
class MembersTest {

    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final Address LIST = Address.of("walimu@chuo.example");

    @TempDir
    Path folder;
    private final Map<Address, List<Address>> lists = new HashMap<>();
    private World world;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder, WhenFull.TRY_AGAIN, false);
        world.staff.directory().add(address -> Optional.ofNullable(lists.get(address.folded())).map(members -> new Entry.Members(address.folded(), members)));
        list("walimu", "neema@chuo.example", "juma@chuo.example", "partner@other.example");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void list(String name, String... members) {
        lists.put(new Address(name, World.CHUO), Arrays.stream(members).map(Address::of).toList());
    }

    private List<Status> send(Address... to) throws IOException {
        return world.mta.outgoing().send(ReversePath.of(Address.of("admin@chuo.example")), List.of(to),
                Content.of("Message-ID: <1@x>\r\n\r\nHabari?\r\n".getBytes(StandardCharsets.UTF_8)));
    }

    private void awaitQueue() {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!world.queue.items().isEmpty() && System.nanoTime() < until) {
            Thread.yield();
        }
        assertEquals(List.of(), world.queue.items());
    }

    @Test
    void every_member_gets_it_once_also_who_is_named_beside_the_list() throws Exception {
        assertEquals(List.of(Carrier.QUEUED, Status.DELIVERED), send(LIST, Address.of("admin@chuo.example")));
        assertEquals(List.of(Address.of("partner@other.example")), world.elsewhere.next().to());
        awaitQueue();
        assertEquals(List.of(1, 1, 1), List.of(world.inbox("neema").size(), world.inbox("juma").size(), world.inbox("admin").size()));
        assertTrue(world.inbox("neema").getFirst().startsWith("Return-Path: <admin@chuo.example>\r\nReceived: "), world.inbox("neema").getFirst());
    }

    @Test
    void a_peer_hears_that_it_is_taken_over_before_anybody_has_it() throws Exception {
        Receiver.Visit visit = world.mta.lmtp().visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "mail", true, Optional.empty(), Optional.empty()));
        visit.sender(ReversePath.of(Address.of("a@other.example")), Receiver.Parameters.NONE);
        assertEquals(250, visit.recipient(Address.of("Walimu+kamati@chuo.example"), Receiver.Parameters.NONE).code());
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] message = "Message-ID: <2@x>\r\n\r\nx\r\n".getBytes(StandardCharsets.UTF_8);
        sink.write(message, 0, message.length);
        assertEquals(250, sink.end().getFirst().code());
        world.elsewhere.next();
        awaitQueue();
        assertEquals(1, world.inbox("juma").size());
    }

    @Test
    void lists_of_lists_that_name_each_other_end() throws Exception {
        list("wote", "walimu@chuo.example", "wanafunzi@chuo.example", "hers@chuo.example");
        list("wanafunzi", "wote@chuo.example", "admin@chuo.example", "gone@chuo.example");
        list("mwenyewe", "mwenyewe@chuo.example");
        assertEquals(List.of(Carrier.QUEUED, Carrier.QUEUED), send(Address.of("wote@chuo.example"), Address.of("mwenyewe@chuo.example")));
        world.elsewhere.next();
        awaitQueue();
        assertEquals(List.of(1, 1), List.of(world.inbox("neema").size(), world.inbox("juma").size()));
        // The letter, and of the list that holds nobody a bounce.
        assertEquals(2, world.inbox("admin").size());
        assertTrue(world.inbox("admin").stream().anyMatch(text -> text.contains("mwenyewe@chuo.example") && text.contains("5.4.6")), world.inbox("admin")
                .toString());
        assertTrue(world.elsewhere.isEmpty());
    }

    @Test
    void thousands_of_members_are_no_wait_for_the_peer_and_no_bound_of_one_address() throws Exception {
        List<Address> many = IntStream.range(0, 3_000).mapToObj(i -> Address.of("m" + i + "@chuo.example")).toList();
        lists.put(LIST, many);
        MtaOptions options = new MtaOptions("mx.chuo.example", ZoneOffset.UTC, Optional.empty(), List.of(), Set.of());
        Router router = new Router(options, world.staff.directory());
        assertEquals(List.of(new Destination.Members(new Entry.Members(LIST, many))), router.route(LIST));
        assertEquals(3_000, router.members(new Entry.Members(LIST, many)).size());
    }

    @Test
    void accounts_and_aliases_come_before_lists_and_a_list_may_not_be_written_as() throws Exception {
        list("juma", "neema@chuo.example");
        list("office", "neema@chuo.example");
        Directory directory = world.staff.directory();
        assertTrue(directory.lookUp(JUMA) instanceof Entry.Person);
        assertTrue(directory.lookUp(Address.of("office@chuo.example")) instanceof Entry.Alias);
        list("peke", "neema@chuo.example");
        assertFalse(directory.sendersOf(directory.account(Address.of("neema@chuo.example")).orElseThrow()).contains(Address.of("peke@chuo.example")));
        assertTrue(directory.lookUp(Address.of("walimu@other.example")) instanceof Entry.Foreign);
    }
}
