package barua.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A letter into mailboxes on a real disk, and what follows it. Neema sends a copy on, Juma sends everything on and keeps nothing. */
class DeliveryTest {

    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final Address JUMA = Address.of("juma@chuo.example");
    private static final Address ASHA = Address.of("asha@chuo.example");
    private static final Address FATUMA = Address.of("fatuma@chuo.example");
    private static final Address FAR = Address.of("far@other.example");
    private static final Address AWAY = Address.of("away@other.example");
    private static final String RETURN_PATH = "Return-Path: <a@other.example>\r\n";
    private static final String MESSAGE = "Message-ID: <1@x>\r\n\r\nHabari?\r\n";

    @TempDir
    Path folder;
    private final Clock clock = Clock.systemUTC();
    private final Box box = new Box();
    private Trace trace;
    private MailStore store;
    private Delivery delivery;

    /** Remembers what it was given. */
    private static final class Box implements Outbox {

        private final List<String> sent = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private boolean full;
        private boolean defect;
        private Optional<Address> notNow = Optional.empty();
        private Status answer = new Status(2, 0, 0, "queued");

        @Override
        public List<Status> send(ReversePath from, List<Address> to, Content content) {
            throw new AssertionError("what follows a delivery is sent once");
        }

        @Override
        public List<Status> sendOnce(String id, ReversePath from, List<Address> to, Content content) throws IOException {
            ids.add(id);
            if (full) {
                throw new IOException("No space left on device");
            }
            if (defect) {
                throw new IllegalStateException("a defect");
            }
            if (notNow.equals(Optional.of(to.getFirst()))) {
                return List.of(Status.passing(3, 0, "not now"));
            }
            sent.add(from + " " + to + " " + new String(content.bytes(0, 10_000), StandardCharsets.UTF_8));
            return List.of(answer);
        }
    }

    private static Rules.Decision decide(Letter letter, Recipient recipient) {
        Effect away = new Effect.Redirect(letter.envelope().from(), AWAY);
        List<Rules.Copy> inbox = List.of(new Rules.Copy(FolderName.INBOX, Flags.NONE));
        if (recipient.account().equals(FATUMA)) {
            return new Rules.Decision(inbox, List.of(away, new Effect.Redirect(letter.envelope().from(), FAR)));
        }
        return recipient.account().equals(JUMA) ? new Rules.Decision(List.of(), List.of(away))
                : new Rules.Decision(inbox, recipient.account().equals(NEEMA) ? List.of(away) : List.of());
    }

    @BeforeEach
    void open() throws IOException {
        trace = Trace.open(folder.resolve("trace"), clock);
        reopen();
        store.create(List.of(NEEMA, JUMA, ASHA, FATUMA));
    }

    private void reopen() throws IOException {
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 1, Policies.OPEN, clock));
        delivery = new Delivery(store, trace, Delivery.WhenFull.TRY_AGAIN, (letter, recipient, _, _) -> decide(letter, recipient));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        trace.close();
    }

    private List<String> deliver(String queueId, String token, Address... to) throws IOException {
        byte[] whole = (RETURN_PATH + MESSAGE).getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(whole, 0, whole.length);
            Envelope envelope = new Envelope(ReversePath.of(Address.of("a@other.example")), List.of(), new Origin.Here());
            Letter letter = new Letter(queueId, envelope, HeaderBlock.parse(whole).headers(), List.of(), staged, RETURN_PATH.length(), clock.instant(), token);
            return delivery.deliver(letter, List.of(to).stream().map(account -> new Recipient(account, "", account)).toList()).stream()
                    .map(result -> result.status().code() + (result.gone() ? " gone" : "")).toList();
        }
    }

    private static String mark(Address account) {
        return "X-Sieve-Redirected-From: " + account + "\r\n";
    }

    private int messages(Address account) throws IOException {
        Folder inbox = store.open(account).folder(FolderName.INBOX);
        return inbox.counts().messages();
    }

    private List<String> happened(String queueId) throws IOException {
        return trace.find(queueId, 20).stream().filter(event -> event.queueId().equals(queueId)).map(event -> event.what() + " " + event.who()).sorted()
                .toList();
    }

    @Test
    void a_copy_goes_on_as_it_travels_when_the_letter_is_filed() throws IOException {
        delivery.start(box);
        assertEquals(List.of("2.1.5", "2.1.5"), deliver("q1", "", NEEMA, ASHA));
        assertEquals(List.of("<a@other.example> [away@other.example] " + mark(NEEMA) + MESSAGE), box.sent);
        assertEquals(List.of(1, 1), List.of(messages(NEEMA), messages(ASHA)));
        assertEquals(List.of("delivered asha@chuo.example", "delivered neema@chuo.example", "redirected neema@chuo.example"), happened("q1"));
        assertTrue(box.ids.getFirst().matches("[0-9a-f]{32}"), box.ids.toString());
        deliver("q2", "", NEEMA);
        assertEquals(2, box.ids.stream().distinct().count());
    }

    @Test
    void what_cannot_follow_now_follows_later_under_the_same_id() throws IOException {
        box.full = true;
        delivery.start(box);
        assertEquals(List.of("2.1.5"), deliver("q1", "", NEEMA));
        delivery.settle();
        box.full = false;
        delivery.settle();
        delivery.settle();
        assertEquals(1, box.sent.size());
        assertEquals(3, box.ids.size());
        assertEquals(1, box.ids.stream().distinct().count());
    }

    @Test
    void what_has_followed_does_not_follow_again_while_the_rest_waits() throws IOException {
        delivery.start(box);
        box.notNow = Optional.of(FAR);
        assertEquals(List.of("2.1.5"), deliver("q1", "", FATUMA));
        delivery.settle();
        box.notNow = Optional.empty();
        delivery.settle();
        delivery.settle();
        assertEquals(List.of("<a@other.example> [away@other.example] " + mark(FATUMA) + MESSAGE, "<a@other.example> [far@other.example] " + mark(FATUMA)
                + MESSAGE), box.sent);
    }

    @Test
    void a_defect_on_the_way_out_undoes_no_delivery_and_what_follows_waits() throws IOException {
        delivery.start(box);
        box.defect = true;
        assertEquals(List.of("2.1.5"), deliver("q1", "", NEEMA));
        box.defect = false;
        delivery.settle();
        assertEquals(1, box.sent.size());
        assertEquals(1, messages(NEEMA));
    }

    @Test
    void what_could_not_follow_before_the_end_follows_at_the_next_start() throws IOException {
        assertEquals(List.of("2.1.5"), deliver("q1", "", NEEMA));
        box.full = true;
        delivery.start(box);
        store.close();
        box.full = false;
        for (int start = 0; start < 2; start++) {
            reopen();
            delivery.start(box);
            assertEquals(List.of("<a@other.example> [away@other.example] " + mark(NEEMA) + MESSAGE), box.sent);
            assertEquals(1, messages(NEEMA));
            store.close();
        }
        assertEquals(1, box.ids.stream().distinct().count());
        reopen();
    }

    @Test
    void an_outbox_that_refuses_for_good_is_not_asked_again_and_one_that_refuses_for_now_is() throws IOException {
        delivery.start(box);
        box.answer = Status.lasting(1, 1, "no such user");
        deliver("q1", "", NEEMA);
        delivery.settle();
        assertEquals(1, box.sent.size());
        assertEquals(List.of("delivered neema@chuo.example", "not redirected neema@chuo.example"), happened("q1"));
        box.answer = Status.passing(3, 0, "not now");
        deliver("q2", "", NEEMA);
        delivery.settle();
        assertEquals(3, box.sent.size());
    }

    @Test
    void where_nothing_is_filed_the_letter_is_the_senders_until_it_has_gone_on() throws IOException {
        assertEquals(List.of("4.3.0", "2.1.5"), deliver("q1", "", JUMA, ASHA));
        box.full = true;
        delivery.start(box);
        assertEquals(List.of("4.3.0"), deliver("q1", "", JUMA));
        box.full = false;
        assertEquals(List.of("2.1.5"), deliver("q1", "", JUMA));
        assertEquals(1, box.sent.size());
        assertEquals(1, box.ids.stream().distinct().count());
        assertEquals(0, messages(JUMA));
    }

    @Test
    void nothing_follows_a_letter_that_comes_again_and_the_trace_says_so() throws IOException {
        delivery.start(box);
        deliver("q1", "token", NEEMA);
        assertEquals(List.of("2.1.5"), deliver("q2", "token", NEEMA));
        assertEquals(1, box.sent.size());
        assertEquals(1, messages(NEEMA));
        assertEquals(List.of("duplicate neema@chuo.example"), happened("q2"));
    }

    @Test
    void of_a_mailbox_that_is_gone_it_says_so_and_nothing_follows() throws IOException {
        delivery.start(box);
        store.remove(NEEMA);
        assertEquals(List.of("4.2.1 gone", "2.1.5"), deliver("q1", "", NEEMA, ASHA));
        assertEquals(List.of(), box.sent);
        assertTrue(delivery.refusal(NEEMA, 1).isEmpty());
        assertTrue(delivery.make(NEEMA));
        assertEquals(List.of("2.1.5"), deliver("q1", "", NEEMA));
        assertEquals(1, box.sent.size());
    }
}
