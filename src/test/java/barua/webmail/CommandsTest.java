package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final Address ACCOUNT = Office.NEEMA.address();
    private Commands commands;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        commands = new Commands(office.desk);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private Commands.Result run(String id, Command.Verb verb, String folder, String to, long... uids) throws IOException {
        return commands.run(ACCOUNT, new Command(id, verb, folder, uids, Optional.empty(), to, false));
    }

    @Test
    void deleting_moves_to_the_trash_and_can_be_taken_back_with_its_flags() throws IOException {
        Folder inbox = office.inbox();
        long uid = office.file(inbox, "Subject: a", Flags.of(Flags.FLAGGED, Set.of("Kazi")));
        Commands.Result deleted = run("1", Command.Verb.DELETE, "inbox", "", uid);
        assertTrue(deleted.done() && deleted.undoable());
        assertEquals(1, office.folder(SpecialUse.TRASH).counts().messages());
        assertTrue(run("2", Command.Verb.UNDO, "inbox", "1").done());
        assertEquals(1, inbox.counts().messages());
        Flags flags = inbox.infos(inbox.uids()).getFirst().flags();
        assertTrue(flags.has(Flags.FLAGGED) && flags.has("Kazi"));
        assertFalse(run("3", Command.Verb.UNDO, "inbox", "1").done(), "once");
    }

    @Test
    void deleting_in_the_trash_is_for_ever_so_it_is_asked_first() throws IOException {
        Folder trash = office.folder(SpecialUse.TRASH);
        long uid = office.file(trash, "a");
        Commands.Result asked = run("1", Command.Verb.DELETE, "trash", "", uid, 99);
        assertEquals(new Commands.Result("1", false, "sure", 1, false, List.of()), asked);
        assertEquals(1, trash.counts().messages());
        Commands.Result erased = commands.run(ACCOUNT, new Command("1", Command.Verb.DELETE, "trash", new long[] {uid}, Optional.empty(), "", true));
        assertEquals(new Commands.Result("1", true, "erased", 1, false, List.of("trash")), erased);
        assertEquals(0, trash.counts().messages());
    }

    @Test
    void the_trash_and_spam_can_be_emptied_and_nothing_else() throws IOException {
        office.file(office.folder(SpecialUse.TRASH), "a");
        office.file(office.folder(SpecialUse.TRASH), "b");
        office.file(office.inbox(), "c");
        assertEquals(2, run("1", Command.Verb.EMPTY, "trash", "").count());
        assertEquals(new Commands.Result("2", true, "erased", 2, false, List.of("trash")),
                commands.run(ACCOUNT, new Command("2", Command.Verb.EMPTY, "trash", new long[0], Optional.empty(), "", true)));
        assertFalse(commands.run(ACCOUNT, new Command("3", Command.Verb.EMPTY, "inbox", new long[0], Optional.empty(), "", true)).done());
        assertEquals(1, office.inbox().counts().messages());
        assertEquals("gone", commands.run(ACCOUNT, new Command("4", Command.Verb.EMPTY, "trash", new long[0], Optional.empty(), "", true)).word());
    }

    @Test
    void what_somebody_else_took_away_is_gone_and_there_is_nothing_to_take_back() throws IOException {
        long uid = office.file(office.inbox(), "a");
        office.inbox().expunge(new long[] {uid});
        for (Command.Verb verb : List.of(Command.Verb.ARCHIVE, Command.Verb.DELETE, Command.Verb.SPAM, Command.Verb.READ, Command.Verb.FLAG)) {
            assertEquals(new Commands.Result(verb.name(), true, "gone", 0, false, List.of("inbox")), run(verb.name(), verb, "inbox", "", uid));
        }
    }

    @Test
    void a_result_names_the_folders_that_it_touched() throws IOException {
        long uid = office.file(office.inbox(), "a");
        assertEquals(List.of("inbox"), run("1", Command.Verb.READ, "inbox", "", uid).folders());
        assertEquals(List.of("inbox", "archive"), run("2", Command.Verb.ARCHIVE, "inbox", "", uid).folders());
        assertEquals(List.of("archive", "inbox"), run("3", Command.Verb.UNDO, "inbox", "2").folders());
    }

    @Test
    void a_command_that_comes_twice_acts_once() throws IOException {
        long uid = office.file(office.inbox(), "a");
        Commands.Result first = run("1", Command.Verb.ARCHIVE, "inbox", "", uid);
        long later = office.file(office.inbox(), "b");
        assertEquals(first, run("1", Command.Verb.ARCHIVE, "inbox", "", later));
        assertEquals(1, office.inbox().counts().messages());
    }

    @Test
    void another_persons_command_of_the_same_id_is_another_command() throws IOException {
        run("1", Command.Verb.READ, "inbox", "", office.file(office.inbox(), "a"));
        assertFalse(commands.run(Office.BARAKA.address(), new Command("2", Command.Verb.UNDO, "inbox", new long[0], Optional.empty(), "1", false)).done());
        assertEquals(0, office.inbox().counts().unseen());
    }

    @Test
    void taking_back_read_leaves_alone_what_was_read_before() throws IOException {
        long seen = office.file(office.inbox(), "Subject: a", Flags.of(Flags.SEEN));
        long unseen = office.file(office.inbox(), "b");
        assertEquals(1, run("1", Command.Verb.READ, "inbox", "", seen, unseen).count());
        run("2", Command.Verb.UNDO, "inbox", "1");
        assertTrue(office.inbox().info(seen).flags().has(Flags.SEEN));
        assertFalse(office.inbox().info(unseen).flags().has(Flags.SEEN));
    }

    @Test
    void spam_and_back_tell_the_filter_by_keywords() throws IOException {
        run("1", Command.Verb.SPAM, "inbox", "", office.file(office.inbox(), "a"));
        Folder spam = office.folder(SpecialUse.JUNK);
        assertTrue(spam.info(1).flags().has("$Junk"));
        run("2", Command.Verb.NOTSPAM, "spam", "", 1);
        Flags flags = office.inbox().infos(office.inbox().uids()).getFirst().flags();
        assertTrue(flags.has("$NotJunk") && !flags.has("$Junk"));
    }

    @Test
    void the_flag_of_a_conversation_is_put_on_its_newest_letter_and_taken_from_all() throws IOException {
        long a = office.file(office.inbox(), "a");
        long b = office.file(office.inbox(), "Re: a");
        assertEquals("flagged", run("1", Command.Verb.TOGGLEFLAG, "inbox", "", a, b).word());
        assertTrue(office.inbox().info(b).flags().has(Flags.FLAGGED) && !office.inbox().info(a).flags().has(Flags.FLAGGED));
        assertEquals("unflagged", run("2", Command.Verb.TOGGLEFLAG, "inbox", "", a, b).word());
        assertFalse(office.inbox().info(b).flags().has(Flags.FLAGGED));
    }

    @Test
    void all_means_all_that_the_view_lists() throws IOException {
        office.file(office.inbox(), "Subject: a", Flags.of(Flags.SEEN));
        office.file(office.inbox(), "b");
        office.file(office.inbox(), "c");
        Command command = new Command("1", Command.Verb.ARCHIVE, "inbox", new long[0], Optional.of(Show.UNREAD), "", false);
        assertEquals(2, commands.run(ACCOUNT, command).count());
        assertEquals(1, office.inbox().counts().messages());
    }

    @Test
    void a_folder_that_is_not_there_fails_and_moves_nothing() throws IOException {
        long uid = office.file(office.inbox(), "a");
        assertFalse(run("1", Command.Verb.MOVE, "inbox", "hakuna", uid).done());
        assertFalse(run("2", Command.Verb.MOVE, "hakuna", "archive", uid).done());
        assertFalse(run("3", Command.Verb.MOVE, "inbox", "inbox", uid).done());
        assertEquals(1, office.inbox().counts().messages());
    }
}
