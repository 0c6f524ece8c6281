package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import barua.message.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingTest {

    private static final ZoneId ZONE = ZoneOffset.ofHours(3);
    private final Queue queue = new Queue();
    private Drafts drafts;
    private Sending sending;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        Site site = Office.site(100_000);
        Attachments attachments = new Attachments(office.desk, new Uploads(office.store, 1_000_000));
        LetterWriter writer = new LetterWriter(office.desk, attachments, site.hostname(), Clock.systemUTC());
        drafts = new Drafts(office.desk, attachments, writer, site, Clock.systemUTC());
        sending = new Sending(new Sending.Tools(office.desk, drafts, attachments, writer, queue), site, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    /** A queue that keeps what it is given. */
    private static final class Queue implements Sending.Way {

        private final List<String> letters = new ArrayList<>();
        private final List<List<Address>> recipients = new ArrayList<>();
        private boolean gone;
        private int recalled;

        @Override
        public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
            letters.add(new String(content.bytes(0, (int) content.size()), StandardCharsets.UTF_8));
            recipients.add(to);
            return "q" + letters.size();
        }

        @Override
        public boolean recall(String queueId) {
            recalled++;
            return !gone;
        }
    }

    private static Sheet sheet(long draft, String re, String to, String bcc, String subject) {
        return new Sheet(draft, "", re, re.isEmpty() ? "new" : "reply", "", to, "", bcc, subject, "Karibu chai.", "", List.of(), List.of());
    }

    private Outcome.Sent sent(Sheet sheet) throws IOException {
        return assertInstanceOf(Outcome.Sent.class, sending.send(Office.NEEMA, sheet, false, ZONE));
    }

    private long saved(Sheet sheet) throws IOException {
        return assertInstanceOf(Outcome.Saved.class, drafts.save(Office.NEEMA, sheet, Drafts.Choice.ASK, ZONE)).uid();
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
        assertEquals(Optional.empty(), sending.recall(Office.BARAKA.address(), id), "nobody else's");
        long draft = sending.recall(Office.NEEMA.address(), id).orElseThrow();
        assertTrue(office.folder(SpecialUse.DRAFTS).info(draft).flags().has(Flags.DRAFT));
        assertEquals(0, office.folder(SpecialUse.SENT).counts().messages());
        assertFalse(office.inbox().info(uid).flags().has(Flags.ANSWERED));
        assertEquals(Optional.empty(), sending.recall(Office.NEEMA.address(), id), "once");
    }

    @Test
    void what_has_left_is_not_called_back() throws IOException {
        String id = sent(sheet(0, "", "juma@mbali.example", "", "Chai")).id();
        queue.gone = true;
        assertEquals(Optional.empty(), sending.recall(Office.NEEMA.address(), id));
        assertEquals(1, office.folder(SpecialUse.SENT).counts().messages());
    }

    @Test
    void a_letter_whose_copy_was_deleted_meanwhile_goes_rather_than_being_lost() throws IOException {
        String id = sent(sheet(0, "", "juma@mbali.example", "", "Chai")).id();
        Folder kept = office.folder(SpecialUse.SENT);
        kept.expunge(kept.uids());
        assertEquals(Optional.empty(), sending.recall(Office.NEEMA.address(), id));
        assertEquals(0, queue.recalled, "it is still on its way");
    }

    @Test
    void a_letter_without_its_copy_was_sent_all_the_same() throws IOException {
        Outcome.Sent sent = sent(sheet(0, "x\r\nBcc: y/1", "juma@mbali.example", "", "Chai"));
        assertFalse(sent.kept());
        assertEquals(1, queue.letters.size());
    }

    @Test
    void nothing_goes_out_to_nobody_to_what_is_no_address_or_to_people_that_are_not_there() throws IOException {
        assertEquals(new Outcome.Refused("compose.nobody", ""), sending.send(Office.NEEMA, sheet(0, "", "", "", "a"), false, ZONE));
        assertEquals(new Outcome.Refused("compose.notaddress", "juma"), sending.send(Office.NEEMA, sheet(0, "", "juma", "", "a"), false, ZONE));
        assertEquals(new Outcome.Refused("compose.unknown", "hakuna@mfano.example"),
                sending.send(Office.NEEMA, sheet(0, "", "hakuna@mfano.example", "", "a"), false, ZONE));
        Sheet lost = new Sheet(0, "", "", "new", "", "juma@mbali.example", "", "", "a", "", "", List.of(), List.of("haipo"));
        assertEquals(new Outcome.Refused("compose.filegone", ""), sending.send(Office.NEEMA, lost, false, ZONE));
        assertEquals(List.of(), queue.letters);
    }

    @Test
    void only_ones_own_address_is_written_from() throws IOException {
        Sheet other = new Sheet(0, "", "", "new", "baraka@mfano.example", "juma@mbali.example", "", "", "a\r\nX-Evil: 1", "x", "", List.of(), List.of());
        sent(other);
        assertTrue(queue.letters.getFirst().contains("neema@mfano.example"));
        assertFalse(queue.letters.getFirst().contains("baraka@mfano.example"));
        assertFalse(queue.letters.getFirst().contains("\r\nX-Evil"));
    }

    @Test
    void a_letter_over_the_limit_is_refused() throws IOException {
        Sheet huge = new Sheet(0, "", "", "new", "", "juma@mbali.example", "", "", "a", "x".repeat(200_000), "", List.of(), List.of());
        assertEquals("compose.toolarge", assertInstanceOf(Outcome.Refused.class, sending.send(Office.NEEMA, huge, false, ZONE)).key());
        assertEquals(List.of(), queue.letters);
    }

    @Test
    void a_discarded_draft_can_be_had_back_from_the_trash() throws IOException {
        drafts.discard(Office.NEEMA.address(), sheet(saved(sheet(0, "", "", "", "a")), "", "", "", "a"));
        assertEquals(0, office.folder(SpecialUse.DRAFTS).counts().messages());
        assertEquals(1, office.folder(SpecialUse.TRASH).counts().messages());
    }

    @Test
    void an_uploaded_file_is_the_same_in_the_draft_and_in_what_is_sent_wherever_it_was_cut() throws IOException {
        byte[] bytes = new byte[512 + 81 * 4];
        byte[] signs = {'\r', '\n', 'x'};
        for (int i = 0; i < 512; i++) {
            bytes[i] = (byte) i;
        }
        for (int i = 512; i < bytes.length; i++) {
            bytes[i] = signs[(i - 512) / 4 / List.of(1, 3, 9, 27).get(i % 4) % 3];
        }
        List<Integer> parts = List.of(1, 2, 3, 5, 7, 64, bytes.length);
        List<String> ids = new ArrayList<>();
        Uploads uploads = new Uploads(office.store, 1_000_000);
        for (int part : parts) {
            String id = "upload-" + part;
            Uploads.Upload upload = uploads.begin(Office.NEEMA.address(), id, "picha.png", "image/png", bytes.length).orElseThrow();
            for (int at = 0; at < bytes.length; at += part) {
                upload.take(at, new ByteArrayInputStream(bytes, at, part));
            }
            ids.add(id);
        }
        Sheet plain = sheet(0, "", "baraka@mfano.example", "", "Picha");
        Sheet sheet = new Sheet(0, "", "", "new", "", plain.to(), "", "", plain.subject(), plain.text(), "", List.of(), ids);
        long draft = saved(sheet);
        assertFilesAre(bytes, parts.size(), office.folder(SpecialUse.DRAFTS).content(draft));
        sent(sheet);
        assertFilesAre(bytes, parts.size(), Content.of(queue.letters.getLast().getBytes(StandardCharsets.UTF_8)));
        assertFilesAre(bytes, parts.size(), office.folder(SpecialUse.SENT).content(1));
    }

    private static void assertFilesAre(byte[] bytes, int number, Content letter) throws IOException {
        List<MimePart> files = MimeParser.parse(letter).root().children().stream().skip(1).toList();
        assertEquals(number, files.size());
        for (MimePart file : files) {
            assertArrayEquals(bytes, PartReader.bytes(letter, file).readAllBytes());
        }
    }

    @Test
    void a_file_half_sent_goes_on_from_where_it_was_and_none_is_taken_twice() throws IOException {
        Uploads uploads = new Uploads(office.store, 100);
        Uploads.Upload upload = uploads.begin(Office.NEEMA.address(), "half-sent", "a/b\\c.bin", "no type", 10).orElseThrow();
        assertEquals(4, upload.take(0, new ByteArrayInputStream(new byte[] {0, 1, 2, 3})));
        assertEquals(4, upload.take(7, new ByteArrayInputStream(new byte[] {7, 8, 9})));
        Uploads.Upload again = new Uploads(office.store, 100).begin(Office.NEEMA.address(), "half-sent", "other", "text/plain", 99).orElseThrow();
        assertEquals(10, again.take(2, new ByteArrayInputStream(new byte[] {2, 3, 4, 5, 6, 7, 8, 9, 10, 11})));
        assertEquals(List.of("c.bin", "application/octet-stream", 10L), List.of(again.name(), again.type(), again.size()));
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, uploads.find(Office.NEEMA.address(), "half-sent").orElseThrow().content().bytes(0, 100));
        assertTrue(uploads.begin(Office.NEEMA.address(), "too-much", "x", "", 91).isEmpty());
        assertTrue(uploads.begin(Office.BARAKA.address(), "not-hers", "x", "", 91).isPresent());
        uploads.remove(Office.NEEMA.address(), "half-sent");
        assertTrue(uploads.find(Office.NEEMA.address(), "half-sent").isEmpty());
    }
}
