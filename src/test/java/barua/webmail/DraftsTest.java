package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One letter in two windows, each with its own text and the version that text was made of. */
class DraftsTest {

    private static final ZoneId ZONE = ZoneOffset.ofHours(3);
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String KEY = Drafts.newKey();

    private Drafts drafts;
    private Sending sending;
    private int sent;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        start();
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    /** With nothing in memory, as after a restart. */
    private void start() {
        Site site = Office.site(100_000);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Attachments attachments = new Attachments(office.desk, new Uploads(office.store, 1_000_000));
        LetterWriter writer = new LetterWriter(office.desk, attachments, site.hostname(), clock);
        drafts = new Drafts(office.desk, attachments, writer, site, clock);
        sending = new Sending(new Sending.Tools(office.desk, drafts, attachments, writer, new Sending.Way() {
            @Override
            public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) {
                return "q" + ++sent;
            }

            @Override
            public boolean recall(String queueId) {
                return true;
            }
        }), site, clock);
    }

    private static Sheet sheet(long draft, String text) {
        return new Sheet(draft, KEY, "", "new", "", "baraka@mfano.example", "", "", "Chai", text, "", List.of(), List.of());
    }

    private Outcome save(long draft, String text, Drafts.Choice choice) throws IOException {
        return drafts.save(Office.NEEMA, sheet(draft, text), choice, ZONE);
    }

    private long saved(long draft, String text) throws IOException {
        return assertInstanceOf(Outcome.Saved.class, save(draft, text, Drafts.Choice.ASK)).uid();
    }

    private Folder folder() throws IOException {
        return office.folder(SpecialUse.DRAFTS);
    }

    private String text(long uid) throws IOException {
        String whole = new String(folder().content(uid).bytes(0, 100_000), StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf("\r\n\r\n") + 4).strip();
    }

    @Test
    void the_other_window_is_told_and_nothing_is_saved_over_what_it_has_not_seen() throws IOException {
        long first = saved(0, "one");
        long second = saved(first, "two");
        assertEquals(new Outcome.Conflict("compose.saved.elsewhere", second, NOW), save(first, "mine", Drafts.Choice.ASK));
        assertArrayEquals(new long[] {second}, folder().uids());
        assertEquals("two", text(second));
    }

    @Test
    void the_person_may_save_over_it_or_keep_both() throws IOException {
        long first = saved(0, "one");
        long second = saved(first, "two");
        Outcome.Saved both = assertInstanceOf(Outcome.Saved.class, save(first, "mine", Drafts.Choice.BESIDE));
        assertNotEquals(KEY, both.key());
        assertArrayEquals(new long[] {second, both.uid()}, folder().uids());
        Outcome.Saved over = assertInstanceOf(Outcome.Saved.class, save(first, "mine", Drafts.Choice.OVER));
        assertEquals(KEY, over.key());
        assertArrayEquals(new long[] {both.uid(), over.uid()}, folder().uids());
        assertEquals("mine", text(over.uid()));
    }

    @Test
    void keeping_both_is_no_matter_where_nobody_else_had_it() throws IOException {
        long first = saved(0, "one");
        Outcome.Saved second = assertInstanceOf(Outcome.Saved.class, save(first, "two", Drafts.Choice.BESIDE));
        assertEquals(KEY, second.key());
        assertArrayEquals(new long[] {second.uid()}, folder().uids());
    }

    @Test
    void the_same_text_once_more_costs_nothing_also_where_the_answer_was_lost() throws IOException {
        long first = saved(0, "one");
        assertEquals(first, saved(first, "one"));
        assertEquals(first, saved(0, "one"));
        long modseq = folder().counts().highestModseq();
        assertEquals(first, saved(first, "one"));
        assertEquals(modseq, folder().counts().highestModseq());
    }

    @Test
    void after_a_restart_the_letter_is_still_one() throws IOException {
        long first = saved(0, "one");
        long second = saved(first, "two");
        start();
        assertEquals(new Outcome.Conflict("compose.saved.elsewhere", second, NOW), save(first, "mine", Drafts.Choice.ASK));
        long third = saved(second, "three");
        assertArrayEquals(new long[] {third}, folder().uids());
    }

    @Test
    void what_one_window_sent_the_other_neither_saves_nor_sends_again() throws IOException {
        long first = saved(0, "one");
        assertInstanceOf(Outcome.Sent.class, sending.send(Office.NEEMA, sheet(first, "one"), false, ZONE));
        Outcome.Conflict told = new Outcome.Conflict("compose.sent.elsewhere", 0, Instant.EPOCH);
        assertEquals(told, save(first, "more", Drafts.Choice.ASK));
        assertEquals(told, sending.send(Office.NEEMA, sheet(first, "one"), false, ZONE));
        assertEquals(1, sent);
        assertInstanceOf(Outcome.Sent.class, sending.send(Office.NEEMA, sheet(first, "one"), true, ZONE));
        assertEquals(2, sent);
        assertEquals(0, folder().counts().messages());
    }

    @Test
    void what_was_discarded_or_taken_away_by_another_program_is_not_made_again_unasked() throws IOException {
        long first = saved(0, "one");
        drafts.discard(Office.NEEMA.address(), sheet(first, "one"));
        Outcome.Conflict told = new Outcome.Conflict("compose.gone.elsewhere", 0, Instant.EPOCH);
        assertEquals(told, save(first, "mine", Drafts.Choice.ASK));
        long again = assertInstanceOf(Outcome.Saved.class, save(first, "mine", Drafts.Choice.OVER)).uid();
        folder().expunge(new long[] {again});
        assertEquals(told, save(again, "mine too", Drafts.Choice.ASK));
    }

    @Test
    void an_older_text_is_not_sent_unasked_and_sending_takes_the_newest_draft_away() throws IOException {
        long first = saved(0, "one");
        long second = saved(first, "two");
        assertEquals(new Outcome.Conflict("compose.saved.elsewhere", second, NOW), sending.send(Office.NEEMA, sheet(first, "one"), false, ZONE));
        assertInstanceOf(Outcome.Sent.class, sending.send(Office.NEEMA, sheet(first, "one"), true, ZONE));
        assertEquals(0, folder().counts().messages());
    }

    @Test
    void two_that_save_in_the_same_moment_leave_one_draft_and_one_question() throws Exception {
        long first = saved(0, "one");
        CountDownLatch start = new CountDownLatch(1);
        try (var windows = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> both = List.of("left", "right").stream().map(text -> windows.submit(() -> {
                start.await();
                return save(first, text, Drafts.Choice.ASK);
            })).toList();
            start.countDown();
            List<Outcome> outcomes = List.of(both.get(0).get(), both.get(1).get());
            assertEquals(1, outcomes.stream().filter(Outcome.Saved.class::isInstance).count(), outcomes.toString());
            assertEquals(1, outcomes.stream().filter(Outcome.Conflict.class::isInstance).count(), outcomes.toString());
        }
        assertEquals(1, folder().counts().messages());
    }

    @Test
    void a_draft_of_another_program_gets_a_key_when_it_is_saved_here() throws IOException {
        long theirs = office.file(folder(), "Rasimu");
        long ours = saved(theirs, "mine");
        assertArrayEquals(new long[] {ours}, folder().uids());
        assertTrue(Drafts.key(folder().outline(ours).headers()).filter(KEY::equals).isPresent());
    }

    @Test
    void a_page_that_knows_no_keys_goes_by_its_version() throws IOException {
        long first = saved(0, "one");
        Outcome.Saved next = assertInstanceOf(Outcome.Saved.class, drafts.save(Office.NEEMA, sheet(first, "two").as(""), Drafts.Choice.ASK, ZONE));
        assertEquals(KEY, next.key());
        assertArrayEquals(new long[] {next.uid()}, folder().uids());
    }

    private Optional<Sheet> opened(long uid) throws IOException {
        Words words = Words.of("en");
        return new Opening(office.desk, Office.NEEMA, words, new When(words, ZONE, NOW), (in, number, part) -> "").draft(uid);
    }

    @Test
    void an_older_address_leads_to_what_the_draft_is_now_also_after_a_restart() throws IOException {
        long first = saved(0, "one");
        office.file(folder(), "Rasimu");
        long second = saved(first, "two");
        long third = saved(second, "three");
        start();
        for (long uid : new long[] {first, second, third}) {
            Sheet sheet = opened(uid).orElseThrow();
            assertEquals("three", sheet.text());
            assertEquals(third, sheet.draft());
        }
        assertTrue(opened(third + 1).isEmpty(), "not yet");
    }

    @Test
    void what_was_sent_does_not_say_how_often_it_was_saved() throws IOException {
        long draft = saved(saved(0, "one"), "two");
        sending.send(Office.NEEMA, sheet(draft, "two"), false, ZONE);
        Folder sentMail = office.folder(SpecialUse.SENT);
        String copy = new String(sentMail.content(sentMail.uids()[0]).open(0).readAllBytes(), StandardCharsets.UTF_8);
        assertFalse(copy.contains(FormerDrafts.FIELD), copy);
    }

    @Test
    void a_former_number_of_a_draft_that_was_sent_leads_nowhere() throws IOException {
        long first = saved(0, "one");
        long second = saved(first, "two");
        sending.send(Office.NEEMA, sheet(second, "two"), false, ZONE);
        assertTrue(opened(first).isEmpty());
    }
}
