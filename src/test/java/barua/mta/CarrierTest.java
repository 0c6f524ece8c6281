package barua.mta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Delivery.WhenFull;
import barua.mailbox.FolderName;
import barua.message.Address;
import barua.message.ReversePath;
import barua.message.Status;
import barua.message.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierTest {

    private static final int STUDENTS = 2 * HomeMail.GROUP + 6;

    @TempDir
    Path folder;

    private static int messages(World world, Address account) throws IOException {
        return world.store.open(account).folder(FolderName.INBOX).counts().messages();
    }

    @Test
    void what_is_not_filed_after_twenty_seconds_is_in_the_queue_and_everybody_gets_it_once() throws Exception {
        List<Address> students = IntStream.range(0, STUDENTS).mapToObj(i -> new Address("student" + i, World.CHUO)).toList();
        AtomicLong nanos = new AtomicLong();
        // Each look at the clock is 21 seconds later: the first group is filed, the others come too late.
        try (World world = new World(folder, WhenFull.TRY_AGAIN, false, students, () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(21)))) {
            List<Status> statuses = world.mta.outgoing().send(ReversePath.of(students.getFirst()), students,
                    Content.of("Message-ID: <1@chuo.example>\r\n\r\nKaribuni\r\n".getBytes(StandardCharsets.UTF_8)));
            assertTrue(statuses.stream().allMatch(Status::isDone), statuses.toString());
            assertEquals(HomeMail.GROUP, statuses.stream().filter(Status.DELIVERED::equals).count());
            assertEquals(STUDENTS - HomeMail.GROUP, statuses.stream().filter(Carrier.QUEUED::equals).count());
            long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!world.queue.items().isEmpty() && System.nanoTime() < until) {
                world.queue.items().stream().filter(item -> item.waiting().stream().anyMatch(one -> one.attempts() > 0))
                        .forEach(item -> world.queue.retry(item.queueId()));
                Thread.yield();
            }
            List<Integer> counts = new ArrayList<>();
            for (Address student : students) {
                counts.add(messages(world, student));
            }
            assertEquals(java.util.Collections.nCopies(STUDENTS, 1), counts);
        }
    }

    @Test
    void made_up_details_of_one_account_are_one_copy() throws Exception {
        List<Address> details = IntStream.range(0, STUDENTS).mapToObj(i -> new Address("neema+" + i, World.CHUO)).toList();
        try (World world = new World(folder, WhenFull.TRY_AGAIN, false)) {
            List<Status> statuses = world.mta.outgoing().send(ReversePath.of(Address.of("juma@chuo.example")), details,
                    Content.of("Message-ID: <1@chuo.example>\r\n\r\nKaribu\r\n".getBytes(StandardCharsets.UTF_8)));
            assertTrue(statuses.stream().allMatch(Status.DELIVERED::equals), statuses.toString());
            assertEquals(1, messages(world, Address.of("neema@chuo.example")));
        }
    }
}
