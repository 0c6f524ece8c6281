package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.directory.Entry;
import barua.mailbox.FolderName;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that is under way while the account it is for changes its name, goes, or comes. */
class InFlightTest {

    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final Address NEW = Address.of("neema.mushi@chuo.example");
    private static final ReversePath OTHER = ReversePath.of(Address.of("a@other.example"));

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

    private enum Door { PEER, OWN, LMTP }

    /** Recipients are named, then something happens, then the message comes. */
    private List<String> around(Door door, Staffing between, Address... to) throws IOException {
        boolean own = door == Door.OWN;
        Peer peer = new Peer(InetAddress.ofLiteral("192.0.2.1"), "mail", true, Optional.empty(), own ? Optional.of(JUMA.toString()) : Optional.empty());
        Receiver receiver = switch (door) {
            case PEER -> world.mta.incoming();
            case OWN -> world.mta.submission();
            case LMTP -> world.mta.lmtp();
        };
        Receiver.Visit visit = receiver.visit(peer);
        assertEquals(250, visit.sender(own ? ReversePath.of(JUMA) : OTHER, Receiver.Parameters.NONE).code());
        for (Address recipient : to) {
            assertEquals(250, visit.recipient(recipient, Receiver.Parameters.NONE).code());
        }
        between.happens();
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] message = ("Message-ID: <1@x>\r\nFrom: " + (own ? JUMA : "a@other.example") + "\r\n\r\nHabari?\r\n").getBytes(StandardCharsets.UTF_8);
        sink.write(message, 0, message.length);
        return sink.end().stream().map(reply -> reply.code() + " " + reply.lines().getFirst().split(" ")[0]).toList();
    }

    @FunctionalInterface
    private interface Staffing {
        void happens() throws IOException;
    }

    private void rename() throws IOException {
        world.staff.rename(NEEMA, NEW, () -> world.store.rename(NEEMA, NEW));
    }

    private void remove() throws IOException {
        world.staff.remove(NEEMA, () -> world.store.remove(NEEMA));
    }

    /** Only mailboxes that somebody owns. */
    private void assertNoGhosts() throws IOException {
        assertEquals(List.of(), world.store.accounts().stream().filter(account -> world.staff.directory().account(account).isEmpty()).toList());
    }

    @Test
    void a_renamed_account_gets_it_under_its_new_name() throws IOException {
        assertEquals(List.of("250 2.0.0"), around(Door.PEER, this::rename, NEEMA));
        assertEquals(1, world.inbox("neema.mushi").size());
        assertNoGhosts();
    }

    @Test
    void so_it_does_with_a_detail_an_alias_and_its_new_name_beside_the_old() throws IOException {
        world.store.open(NEEMA).create(FolderName.of("Shule"), Optional.empty());
        assertEquals(List.of("250 2.0.0", "250 2.0.0", "250 2.0.0"), around(Door.LMTP, this::rename, Address.of("neema+shule@chuo.example"), NEEMA, JUMA));
        assertEquals(1, world.messages("neema.mushi", "Shule").size());
        assertEquals(1, world.inbox("neema.mushi").size());
        assertEquals(1, world.inbox("juma").size());
        assertNoGhosts();
    }

    @Test
    void of_a_removed_account_the_sender_hears() throws IOException {
        assertEquals(List.of("550 5.1.1"), around(Door.PEER, this::remove, NEEMA));
        assertEquals(List.of(), world.queue.items());
        assertNoGhosts();
    }

    @Test
    void of_a_removed_account_beside_others_the_peer_hears_at_its_next_try() throws IOException {
        assertEquals(List.of("451 4.2.0"), around(Door.PEER, this::remove, NEEMA, JUMA));
        assertEquals(1, world.inbox("juma").size());
        assertNoGhosts();
    }

    @Test
    void lmtp_answers_for_the_removed_account_alone() throws IOException {
        assertEquals(List.of("550 5.1.1", "250 2.0.0"), around(Door.LMTP, this::remove, NEEMA, JUMA));
        assertNoGhosts();
    }

    @Test
    void of_a_removed_account_beside_others_somebody_of_ours_gets_a_bounce() throws IOException {
        assertEquals(List.of("250 2.0.0"), around(Door.OWN, this::remove, NEEMA, Address.of("admin@chuo.example")));
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (world.inbox("juma").isEmpty() && System.nanoTime() < until) {
            Thread.yield();
        }
        assertTrue(world.inbox("juma").getFirst().contains("5.1.1"), world.inbox("juma").toString());
        assertEquals(1, world.inbox("admin").size());
        assertNoGhosts();
    }

    @Test
    void a_moving_account_is_not_filled_before_it_has_arrived() throws Exception {
        Staffing leaves = () -> world.staff.renamed(NEEMA, NEW);
        assertEquals(List.of("451 4.2.1"), around(Door.PEER, leaves, NEEMA));
        world.store.rename(NEEMA, NEW);
        world.staff.arrived(NEW);
        assertEquals(List.of("250 2.0.0"), around(Door.OWN, () -> world.staff.renamed(NEW, NEEMA), NEW));
        assertEquals(1, world.queue.items().size());
        world.store.rename(NEW, NEEMA);
        world.staff.arrived(NEEMA);
        awaitFromQueue(1);
        assertEquals(1, world.inbox("neema").size());
        assertNoGhosts();
    }

    /** @param tries attempts to wait for before each wish to try again */
    private void awaitFromQueue(int tries) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!world.queue.items().isEmpty() && System.nanoTime() < until) {
            world.queue.items().stream().filter(item -> item.waiting().stream().allMatch(one -> one.attempts() >= tries))
                    .forEach(item -> world.queue.retry(item.queueId()));
            Thread.yield();
        }
        assertEquals(List.of(), world.queue.items());
    }

    @Test
    void an_account_that_the_disk_does_not_know_yet_gets_its_mailbox_with_its_first_letter() throws IOException {
        world.staff.add(World.account(99, "mpya", true));
        assertEquals(List.of("250 2.0.0"), around(Door.PEER, () -> { }, Address.of("mpya@chuo.example")));
        assertEquals(1, world.inbox("mpya").size());
        assertNoGhosts();
    }

    @Test
    void what_waited_in_the_queue_follows_a_rename_and_bounces_after_a_removal() throws Exception {
        Content letter = Content.of("Message-ID: <2@x>\r\nFrom: juma@chuo.example\r\n\r\nHabari?\r\n".getBytes(StandardCharsets.UTF_8));
        world.mta.outgoing().sendAfter(Duration.ofMillis(1), ReversePath.of(JUMA), List.of(NEEMA), letter);
        rename();
        awaitFromQueue(1);
        assertEquals(1, world.inbox("neema.mushi").size());
        String held = world.mta.outgoing().sendAfter(Duration.ofHours(1), ReversePath.of(JUMA), List.of(NEW), letter);
        world.staff.remove(NEW, () -> world.store.remove(NEW));
        world.queue.retry(held);
        awaitFromQueue(1);
        assertTrue(world.inbox("juma").getFirst().contains("5.1.1"), world.inbox("juma").toString());
        assertNoGhosts();
    }

    @Test
    void what_waited_in_the_queue_goes_on_where_its_account_has_just_become_an_address_elsewhere() throws Exception {
        world.close();
        Address away = Address.of("neema@other.example");
        AtomicReference<World> other = new AtomicReference<>();
        // The clock is looked at when the way has been found and filing begins.
        world = new World(folder.resolve("elsewhere"), WhenFull.TRY_AGAIN, false, List.of(), () -> {
            World now = other.getAndSet(null);
            if (now != null) {
                try {
                    now.staff.remove(NEEMA, () -> now.store.remove(NEEMA));
                    now.staff.add(new Entry.Alias(NEEMA, List.of(away)));
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }
            return TimeUnit.SECONDS.toNanos(1);
        });
        Content letter = Content.of("Message-ID: <3@x>\r\nFrom: juma@chuo.example\r\n\r\nHabari?\r\n".getBytes(StandardCharsets.UTF_8));
        other.set(world);
        world.mta.outgoing().sendAfter(Duration.ofMillis(1), ReversePath.of(JUMA), List.of(NEEMA), letter);
        Elsewhere.Arrived arrived = world.elsewhere.next();
        assertEquals(List.of(away), arrived.to());
        assertTrue(arrived.text().endsWith("\r\n\r\nHabari?\r\n"), arrived.text());
        assertNoGhosts();
    }

    @Test
    void a_rename_between_the_last_look_and_the_filing_is_followed() throws Exception {
        world.close();
        List<Address> students = IntStream.range(0, HomeMail.GROUP + 1).mapToObj(i -> new Address("student" + i, World.CHUO)).toList();
        Address last = students.getLast();
        Address now = Address.of("graduate@chuo.example");
        AtomicReference<World> other = new AtomicReference<>();
        AtomicLong asked = new AtomicLong();
        // The clock is looked at when filing begins, and again before the second group.
        world = new World(folder.resolve("students"), WhenFull.TRY_AGAIN, false, students, () -> {
            if (other.get() != null && asked.incrementAndGet() == 2) {
                try {
                    other.get().staff.rename(last, now, () -> other.get().store.rename(last, now));
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }
            return TimeUnit.SECONDS.toNanos(1);
        });
        other.set(world);
        List<Status> statuses = world.mta.outgoing()
                .send(ReversePath.of(JUMA), students, Content.of("Subject: x\r\n\r\nKaribuni\r\n".getBytes(StandardCharsets.UTF_8)));
        assertTrue(statuses.stream().allMatch(Status.DELIVERED::equals), statuses.toString());
        assertTrue(asked.get() > 2, "the clock was looked at again for the second look");
        assertEquals(1, world.inbox("graduate").size());
        assertNoGhosts();
    }

    @Test
    void everything_acknowledged_while_accounts_move_and_go_is_in_one_mailbox_that_somebody_owns() throws Exception {
        long seed = new Random().nextLong();
        InFlightHammer hammer = new InFlightHammer(world, seed);
        hammer.run(25);
        assertNoGhosts();
        assertEquals(List.of(), hammer.lostOrDoubled(), "seed " + seed);
        assertEquals(25, hammer.acknowledged(), "seed " + seed);
    }
}
