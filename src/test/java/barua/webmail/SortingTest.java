package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.sieve.Includes;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
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

/** Scripts applied to folders, and scripts tried: what moves, what stays, and that nothing ever leaves. */
class SortingTest {

    @TempDir
    Path data;
    private Office office;
    private final List<Runnable> waiting = new ArrayList<>();
    private Sorting sorting;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        sorting = new Sorting(Clock.systemUTC(), waiting::add);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private static Script script(String text) {
        try {
            return Script.compile("kazi", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Script.extensions(), Includes.NONE);
        } catch (SieveException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private boolean begin(String script) throws IOException {
        Desk.Opened inbox = office.desk.open(Office.NEEMA.address(), "inbox").orElseThrow();
        return sorting.begin(Office.NEEMA.address(), "Inbox", List.of(new Sorting.Batch(inbox, inbox.folder().uids())), script(script),
                List.of(Office.NEEMA.address()));
    }

    private Sorting.Progress done(String script) throws IOException {
        assertTrue(begin(script));
        waiting.removeFirst().run();
        return sorting.of(Office.NEEMA.address()).orElseThrow();
    }

    private Folder folder(String name) throws IOException {
        return office.store.open(Office.NEEMA.address()).folder(FolderName.of(name));
    }

    @Test
    void what_a_script_files_is_moved_and_the_rest_stays() throws IOException {
        office.store.open(Office.NEEMA.address()).create(FolderName.of("Students"), Optional.empty());
        office.file(office.inbox(), "Barua ya utambulisho");
        office.file(office.inbox(), "Mkutano");
        Sorting.Progress progress = done("require \"fileinto\"; if header :contains \"subject\" \"barua ya\" { fileinto \"Students\"; stop; }");
        assertEquals(Sorting.State.DONE, progress.state());
        assertEquals(List.of(2, 2, 1), List.of(progress.done(), progress.total(), progress.changed()));
        assertEquals(1, office.inbox().uids().length);
        assertEquals(1, folder("Students").uids().length);
    }

    @Test
    void what_is_thrown_away_goes_to_trash_and_nothing_is_sent() throws IOException {
        office.file(office.inbox(), "a");
        office.file(office.inbox(), "b");
        office.file(office.inbox(), "c");
        done("if header :is \"subject\" \"a\" { discard; } elsif header :is \"subject\" \"b\" { redirect \"juma@mbali.example\"; }");
        assertEquals(2, office.inbox().uids().length);
        assertEquals(1, office.folder(SpecialUse.TRASH).uids().length);
    }

    @Test
    void only_letters_that_really_change_are_counted() throws IOException {
        office.file(office.inbox(), "a");
        office.file(office.inbox(), "From: x@y.example\nSubject: b", Flags.of(Flags.SEEN));
        String read = "require \"imap4flags\"; addflag \"\\\\Seen\"; keep;";
        assertEquals(List.of(2, 1), List.of(office.inbox().uids().length, done(read).changed()));
        sorting.seen(Office.NEEMA.address());
        assertEquals(0, done(read).changed(), "all are read by now");
    }

    @Test
    void a_folder_that_is_not_there_leaves_the_letter_where_it_is() throws IOException {
        office.file(office.inbox(), "a");
        assertEquals(0, done("require \"fileinto\"; fileinto \"Hayupo\";").changed());
        assertEquals(1, office.inbox().uids().length);
    }

    @Test
    void the_folder_it_lies_in_is_no_other_folder() throws IOException {
        long uid = office.file(office.inbox(), "a");
        assertEquals(0, done("require \"fileinto\"; fileinto \"INBOX\";").changed());
        assertEquals(uid, office.inbox().uids()[0]);
    }

    @Test
    void one_work_at_a_time_that_can_be_stopped_and_begun_again() throws IOException {
        for (int i = 0; i < 250; i++) {
            office.file(office.inbox(), "s" + i);
        }
        office.store.open(Office.NEEMA.address()).create(FolderName.of("X"), Optional.empty());
        assertTrue(begin("require \"fileinto\"; fileinto \"X\";"));
        assertFalse(begin("keep;"));
        sorting.stop(Office.NEEMA.address());
        waiting.removeFirst().run();
        assertEquals(Sorting.State.STOPPED, sorting.of(Office.NEEMA.address()).orElseThrow().state());
        assertEquals(250, office.inbox().uids().length);
        assertEquals(250, done("require \"fileinto\"; fileinto \"X\";").changed());
        assertEquals(0, office.inbox().uids().length);
        sorting.seen(Office.NEEMA.address());
        assertTrue(sorting.of(Office.NEEMA.address()).isEmpty());
    }

    @Test
    void another_account_sees_nothing_of_it() throws IOException {
        office.file(office.inbox(), "a");
        begin("keep;");
        assertTrue(sorting.of(Office.BARAKA.address()).isEmpty());
        sorting.stop(Office.BARAKA.address());
        waiting.removeFirst().run();
        assertEquals(Sorting.State.DONE, sorting.of(Office.NEEMA.address()).orElseThrow().state());
    }

    @Test
    void a_trial_looks_at_the_last_letters_of_all_folders_but_what_was_sent() throws IOException {
        office.file(office.inbox(), "a");
        office.file(office.folder(SpecialUse.ARCHIVE), "b");
        office.file(office.folder(SpecialUse.SENT), "c");
        office.file(office.inbox(), "From: x@y.example\nReturn-Path: <juma@mbali.example>\nSubject: d", Flags.NONE);
        Trial trial = new Trial(office.desk);
        List<Trial.Lying> recent = trial.recent(Office.NEEMA.address());
        assertEquals(List.of("inbox", "archive", "inbox"), recent.stream().map(letter -> letter.in().path()).toList());
        Script script = script("require \"envelope\"; if envelope :is \"from\" \"juma@mbali.example\" { discard; }");
        List<Boolean> thrown = new ArrayList<>();
        for (Trial.Lying letter : recent) {
            thrown.add(Refiling.of(trial.run(script, letter, List.of()).orElseThrow()).trash());
        }
        assertEquals(List.of(true, false, false), thrown);
        assertEquals(2, office.inbox().uids().length);
    }
}
