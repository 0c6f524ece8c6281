package barua.delivery;

import static barua.delivery.Institute.NEEMA;
import static barua.delivery.Institute.PLAIN;
import static barua.delivery.Institute.SENDER;
import static barua.delivery.Institute.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters that sleep, and are there again when their time has come. It is Monday, 2 March 2026, 09:00 UTC. */
class SnoozeTest {

    @TempDir
    Path folder;
    private Institute chuo;

    @BeforeEach
    void open() throws IOException {
        chuo = new Institute(folder);
    }

    @AfterEach
    void close() throws IOException {
        chuo.close();
    }

    private void snooze(String arguments) throws IOException {
        chuo.script(NEEMA, "require [\"snooze\", \"mailbox\", \"imap4flags\", \"special-use\", \"mailboxid\"]; snooze " + arguments + ";");
    }

    private void ring(String when) {
        chuo.now = Instant.parse(when);
        chuo.delivery.wake(chuo.now);
    }

    private static String body(String text) {
        return text.replaceFirst("(?m)^X-Snoozed-Until: .*\r\n", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"10:00\"                                              | 2026-03-02T10:00:00Z",
        "[\"08:00\", \"09:00\", \"21:30:15\"]                   | 2026-03-02T21:30:15Z",
        "\"09:00\"                                              | 2026-03-03T09:00:00Z",
        ":weekdays [\"1\"] \"09:00\"                            | 2026-03-09T09:00:00Z",
        ":weekdays [\"0\", \"6\"] \"08:00\"                     | 2026-03-07T08:00:00Z",
        ":tzid \"Africa/Nairobi\" \"08:00\"                     | 2026-03-03T05:00:00Z",
        ":tzid \"Africa/Nairobi\" \"12:30\"                     | 2026-03-02T09:30:00Z",
        ":tzid \"Europe/Berlin\" :weekdays \"0\" \"02:30\"      | 2026-03-08T01:30:00Z"})
    void the_next_of_its_times(String arguments, String until) throws IOException {
        snooze(arguments);
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.count(NEEMA, "Snoozed"));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        ring(Instant.parse(until).minusSeconds(1).toString());
        assertEquals(0, chuo.count(NEEMA, "INBOX"), "too early");
        ring(until);
        assertEquals(0, chuo.count(NEEMA, "Snoozed"));
        assertEquals(List.of(PLAIN), chuo.texts(NEEMA, "INBOX").stream().map(SnoozeTest::body).toList());
        ring(Instant.parse(until).plusSeconds(90_000).toString());
        assertEquals(1, chuo.count(NEEMA, "INBOX"), "once");
    }

    @Test
    void a_time_that_the_clock_leaps_over_comes_when_it_has_leapt() throws IOException {
        chuo.now = Instant.parse("2026-03-28T12:00:00Z");
        snooze(":tzid \"Europe/Berlin\" \"02:30\"");
        chuo.deliver(NEEMA);
        ring("2026-03-29T01:29:59Z");
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        ring("2026-03-29T01:30:00Z");
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void the_folder_has_its_use_and_the_letter_its_flags_where_it_wants_to_be() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
        snooze(":mailbox \"Kazi\" :addflags [\"\\\\Flagged\", \"Leo\"] :removeflags \"\\\\Seen\" \"10:00\"");
        chuo.deliver(NEEMA);
        Mailbox mailbox = chuo.store.open(NEEMA);
        assertTrue(mailbox.list().stream()
                .anyMatch(entry -> entry.name().equals(FolderName.of("Snoozed")) && entry.use().equals(Optional.of(SpecialUse.SNOOZED))));
        Folder bed = mailbox.folder(SpecialUse.SNOOZED);
        assertEquals(List.of("delivered neema@chuo.example: Snoozed UID 1, by work, line 1"), chuo.happened());
        assertEquals(1, bed.uids().length);
        ring("2026-03-02T10:00:10Z");
        Folder work = mailbox.folder(FolderName.of("Kazi"));
        assertEquals(Flags.of(Flags.FLAGGED, Set.of("Leo")), work.info(work.uids()[0]).flags());
        assertEquals("awakened", chuo.trace.find("<1@mbali.example>", 10).getLast().what());
    }

    @Test
    void a_folder_that_is_gone_is_the_inbox_and_one_that_may_be_made_is_made() throws IOException {
        snooze(":mailbox \"Gone\" \"10:00\"");
        chuo.deliver(NEEMA);
        snooze(":mailbox \"Fresh/Leo\" :create \"10:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        snooze(":mailbox \"Gone\" :specialuse \"\\\\Archive\" \"10:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<3@"), NEEMA);
        ring("2026-03-02T10:00:00Z");
        assertEquals(List.of(1, 1, 1), List.of(chuo.count(NEEMA, "INBOX"), chuo.count(NEEMA, "Fresh/Leo"), chuo.count(NEEMA, "Archive")));
    }

    @Test
    void a_restart_forgets_nothing_and_what_was_due_meanwhile_comes_at_once() throws IOException {
        snooze("\"10:00\"");
        chuo.deliver(NEEMA);
        snooze("\"12:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        chuo.restart();
        ring("2026-03-02T11:00:00Z");
        assertEquals(List.of(1, 1), List.of(chuo.count(NEEMA, "INBOX"), chuo.count(NEEMA, "Snoozed")));
        chuo.restart();
        ring("2026-03-02T12:00:00Z");
        assertEquals(List.of(2, 0), List.of(chuo.count(NEEMA, "INBOX"), chuo.count(NEEMA, "Snoozed")));
    }

    @Test
    void a_crash_before_the_alarm_was_set_sets_it_at_the_next_start() throws IOException {
        chuo.delivery = new Delivery(chuo.store, chuo.directory, chuo.trace, new DeliveryOptions(Delivery.WhenFull.TRY_AGAIN, "mx.chuo.example",
                ZoneOffset.UTC, chuo.policy, chuo.srs, folder.resolve("other")), chuo.clock());   // nobody starts it: what follows waits
        snooze("\"10:00\"");
        chuo.deliver(NEEMA);
        assertEquals(false, Files.exists(folder.resolve("snoozed")));
        chuo.restart();
        ring("2026-03-02T10:00:00Z");
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void what_somebody_took_out_stays_where_it_is_and_strangers_set_no_alarm() throws IOException {
        snooze("\"10:00\"");
        chuo.deliver(NEEMA);
        Mailbox mailbox = chuo.store.open(NEEMA);
        Folder bed = mailbox.folder(SpecialUse.SNOOZED);
        bed.move(bed.uids(), mailbox.folder(SpecialUse.ARCHIVE));
        chuo.script(NEEMA, "keep;");
        chuo.deliver("Received: x\r\nX-Snoozed-Until: 2026-03-02T09:30:00Z; to=Trash\r\n" + PLAIN.replace("<1@", "<2@"), SENDER, STRANGER, false, NEEMA);
        Folder inbox = mailbox.folder(FolderName.INBOX);
        inbox.move(inbox.uids(), bed);
        snooze("\"10:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<3@"), NEEMA);
        ring("2026-03-02T10:00:00Z");
        assertEquals(List.of(1, 1, 1, 0),
                List.of(chuo.count(NEEMA, "Archive"), chuo.count(NEEMA, "Snoozed"), chuo.count(NEEMA, "INBOX"), chuo.count(NEEMA, "Trash")));
    }

    @Test
    void an_account_that_was_renamed_or_removed_holds_up_nobody() throws IOException {
        snooze("\"10:00\"");
        chuo.deliver(NEEMA);
        chuo.script(Institute.JUMA, "require \"snooze\"; snooze \"10:00\";");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), Institute.JUMA);
        chuo.store.remove(Institute.JUMA);
        ring("2026-03-02T10:00:00Z");
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void what_is_on_its_way_to_a_new_name_is_woken_there_and_one_that_was_renamed_long_ago_too() throws IOException {
        Address now = Address.of("n.mushi@chuo.example");
        snooze("\"10:00\"");
        chuo.deliver(NEEMA);
        chuo.staff.renamed(NEEMA, now);
        ring("2026-03-02T10:00:00Z");   // the directory knows it, its mail has not arrived
        chuo.store.rename(NEEMA, now);
        chuo.staff.arrived(now);
        ring("2026-03-02T10:05:00Z");
        assertEquals(1, chuo.count(now, "INBOX"));
        snooze(now, "\"12:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), now);
        Address later = Address.of("neema.m@chuo.example");
        chuo.staff.rename(now, later, () -> chuo.store.rename(now, later));
        chuo.restart();
        ring("2026-03-02T12:00:00Z");
        assertEquals(2, chuo.count(later, "INBOX"));
    }

    private void snooze(Address account, String arguments) throws IOException {
        chuo.script(account, "require \"snooze\"; snooze " + arguments + ";");
    }

    @Test
    void a_name_with_a_blank_is_remembered() throws IOException {
        snooze(Institute.ODD, "\"10:00\"");
        chuo.deliver(Institute.ODD);
        chuo.restart();
        ring("2026-03-02T10:00:00Z");
        assertEquals(1, chuo.count(Institute.ODD, "INBOX"));
    }

    @Test
    void what_comes_to_sleep_while_others_are_woken_is_not_forgotten() throws IOException, InterruptedException {
        snooze("[\"10:00\", \"11:00\"]");
        chuo.deliver(NEEMA);
        AtomicBoolean once = new AtomicBoolean();
        CountDownLatch delivered = new CountDownLatch(1);
        chuo.store.listen(event -> {
            if (event.kind() == Listener.Event.Kind.COPIED && once.compareAndSet(false, true)) {   // told behind the waking of the first
                try {
                    chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                delivered.countDown();
            }
        });
        ring("2026-03-02T10:00:00Z");
        assertTrue(delivered.await(20, TimeUnit.SECONDS));
        assertEquals(1, chuo.count(NEEMA, "Snoozed"));
        chuo.restart();
        ring("2026-03-02T11:00:00Z");
        assertEquals(2, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void one_letter_that_cannot_be_moved_holds_up_no_other_and_comes_when_it_can() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
        snooze(":mailbox \"Kazi\" \"10:00\"");
        chuo.deliver(NEEMA);
        snooze("\"10:00\"");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        Path cur = folder.resolve("mail/chuo.example/neema/Maildir/.Kazi/cur");
        Path aside = Files.move(cur, folder.resolve("aside"));
        Files.createFile(cur);
        ring("2026-03-02T10:00:00Z");
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertEquals(1, chuo.count(NEEMA, "Snoozed"));
        Files.delete(cur);
        Files.move(aside, cur);
        ring("2026-03-02T10:04:59Z");
        assertEquals(1, chuo.count(NEEMA, "Snoozed"), "not at every turn");
        ring("2026-03-02T10:05:00Z");
        assertEquals(1, chuo.count(NEEMA, "Kazi"));
    }

    @Test
    void while_the_list_of_sleepers_cannot_be_written_what_is_to_be_noted_waits_and_mail_goes_on() throws IOException {
        Files.createDirectory(folder.resolve("snoozed"));
        chuo.restart();
        snooze("\"10:00\"");
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver(NEEMA));
        ring("2026-03-02T09:30:00Z");
        Files.delete(folder.resolve("snoozed"));
        chuo.delivery.settle();
        chuo.restart();
        ring("2026-03-02T10:00:00Z");
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void a_dry_run_says_until_when() throws IOException {
        snooze("\"10:00\"");
        DryRun.Result result = chuo.delivery.dryRun().active(NEEMA).on(Content.of(PLAIN.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("SNOOZE INBOX until 2026-03-02T10:00:00Z"), result.doings().stream().map(one -> one.what() + " " + one.to() + " " + one.more())
                .toList());
    }
}
