package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

    private static final ZoneId ZONE = ZoneOffset.ofHours(3);
    private final Queue queue = new Queue();
    private Writing writing;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        Site site = new Site("mail.mfano.example", "Mfano", 100_000, Duration.ofSeconds(10));
        writing = new Writing(office.desk, new Uploads(office.store, 1_000_000), queue, site, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    /** A queue that keeps what it is given. */
    private static final class Queue implements Writing.Way {

        private final List<String> letters = new ArrayList<>();
        private final List<List<Address>> recipients = new ArrayList<>();
        private boolean gone;

        @Override
        public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
            letters.add(new String(content.bytes(0, (int) content.size()), StandardCharsets.UTF_8));
            recipients.add(to);
            return "q" + letters.size();
        }

        @Override
        public boolean recall(String queueId) {
            return !gone;
        }
    }

    private static Sheet sheet(long draft, String re, String to, String bcc, String subject) {
        return new Sheet(draft, re, re.isEmpty() ? "new" : "reply", "", to, "", bcc, subject, "Karibu chai.", "", List.of(), List.of());
    }

    private Writing.Outcome.Sent sent(Sheet sheet) throws IOException {
        return assertInstanceOf(Writing.Outcome.Sent.class, writing.send(Office.NEEMA, sheet, ZONE));
    }

    private long saved(Sheet sheet) throws IOException {
        return assertInstanceOf(Writing.Outcome.Saved.class, writing.save(Office.NEEMA, sheet, ZONE)).uid();
    }

    private static String text(Folder folder, long uid) throws IOException {
        return new String(folder.content(uid).bytes(0, 1 << 20), StandardCharsets.UTF_8);
    }

    @Test
    void saving_again_leaves_one_draft() throws IOException {
        long first = saved(sheet(0, "", "", "", "Rasimu"));
        long second = saved(sheet(first, "", "", "", "Rasimu ya pili"));
        Folder drafts = office.folder(SpecialUse.DRAFTS);
        assertEquals(List.of(second), java.util.Arrays.stream(drafts.uids()).boxed().toList());
        assertTrue(drafts.info(second).flags().has(Flags.DRAFT));
        assertTrue(text(drafts, second).contains("Rasimu ya pili"));
    }

    @Test
    void a_sent_letter_is_in_the_queue_without_and_in_sent_with_those_in_bcc() throws IOException {
        long draft = saved(sheet(0, "", "baraka@mfano.example", "juma@mbali.example", "Chai"));
        assertTrue(sent(sheet(draft, "", "baraka@mfano.example", "juma@mbali.example", "Chai")).kept());
        assertEquals(List.of(List.of(Address.of("baraka@mfano.example"), Address.of("juma@mbali.example"))), queue.recipients);
        assertFalse(queue.letters.getFirst().contains("juma@mbali.example"));
        Folder kept = office.folder(SpecialUse.SENT);
        assertTrue(text(kept, kept.uids()[0]).contains("juma@mbali.example"));
        assertEquals(0, office.folder(SpecialUse.DRAFTS).counts().messages());
    }

    @Test
    void a_letter_that_was_called_back_is_a_draft_and_its_original_is_not_answered() throws IOException {
        long uid = office.file(office.inbox(), "Swali");
        String id = sent(sheet(0, "inbox/" + uid, "juma@mbali.example", "", "Re: Swali")).id();
        assertTrue(office.inbox().info(uid).flags().has(Flags.ANSWERED));
        assertTrue(queue.letters.getFirst().contains("In-Reply-To: <Swali@mbali.example>"));
        assertEquals(Optional.empty(), writing.recall(Office.BARAKA.address(), id), "nobody else's");
        long draft = writing.recall(Office.NEEMA.address(), id).orElseThrow();
        assertTrue(office.folder(SpecialUse.DRAFTS).info(draft).flags().has(Flags.DRAFT));
        assertEquals(0, office.folder(SpecialUse.SENT).counts().messages());
        assertFalse(office.inbox().info(uid).flags().has(Flags.ANSWERED));
        assertEquals(Optional.empty(), writing.recall(Office.NEEMA.address(), id), "once");
    }

    @Test
    void what_has_left_is_not_called_back() throws IOException {
        String id = sent(sheet(0, "", "juma@mbali.example", "", "Chai")).id();
        queue.gone = true;
        assertEquals(Optional.empty(), writing.recall(Office.NEEMA.address(), id));
        assertEquals(1, office.folder(SpecialUse.SENT).counts().messages());
    }

    @Test
    void a_letter_without_its_copy_was_sent_all_the_same() throws IOException {
        Writing.Outcome.Sent sent = sent(sheet(0, "x\r\nBcc: y/1", "juma@mbali.example", "", "Chai"));
        assertFalse(sent.kept());
        assertEquals(1, queue.letters.size());
    }

    @Test
    void nothing_goes_out_to_nobody_to_what_is_no_address_or_to_people_that_are_not_there() throws IOException {
        assertEquals(new Writing.Outcome.Refused("compose.nobody", ""), writing.send(Office.NEEMA, sheet(0, "", "", "", "a"), ZONE));
        assertEquals(new Writing.Outcome.Refused("compose.notaddress", "juma"), writing.send(Office.NEEMA, sheet(0, "", "juma", "", "a"), ZONE));
        assertEquals(new Writing.Outcome.Refused("compose.unknown", "hakuna@mfano.example"), writing.send(Office.NEEMA, sheet(0, "", "hakuna@mfano.example", "", "a"), ZONE));
        Sheet lost = new Sheet(0, "", "new", "", "juma@mbali.example", "", "", "a", "", "", List.of(), List.of("haipo"));
        assertEquals(new Writing.Outcome.Refused("compose.filegone", ""), writing.send(Office.NEEMA, lost, ZONE));
        assertEquals(List.of(), queue.letters);
    }

    @Test
    void only_ones_own_address_is_written_from() throws IOException {
        Sheet other = new Sheet(0, "", "new", "baraka@mfano.example", "juma@mbali.example", "", "", "a\r\nX-Evil: 1", "x", "", List.of(), List.of());
        sent(other);
        assertTrue(queue.letters.getFirst().contains("neema@mfano.example"));
        assertFalse(queue.letters.getFirst().contains("baraka@mfano.example"));
        assertFalse(queue.letters.getFirst().contains("\r\nX-Evil"));
    }

    @Test
    void a_letter_over_the_limit_is_refused() throws IOException {
        Sheet huge = new Sheet(0, "", "new", "", "juma@mbali.example", "", "", "a", "x".repeat(200_000), "", List.of(), List.of());
        assertEquals("compose.toolarge", assertInstanceOf(Writing.Outcome.Refused.class, writing.send(Office.NEEMA, huge, ZONE)).key());
        assertEquals(List.of(), queue.letters);
    }

    @Test
    void a_discarded_draft_can_be_had_back_from_the_trash() throws IOException {
        writing.discard(Office.NEEMA.address(), sheet(saved(sheet(0, "", "", "", "a")), "", "", "", "a"));
        assertEquals(0, office.folder(SpecialUse.DRAFTS).counts().messages());
        assertEquals(1, office.folder(SpecialUse.TRASH).counts().messages());
    }
}
