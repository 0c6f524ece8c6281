package barua.delivery;

import static barua.delivery.Institute.NEEMA;
import static barua.delivery.Institute.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Annotations;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.Mailbox;
import barua.mailbox.ScriptName;
import barua.mailbox.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts on what happens to messages that are there (RFC 6785). */
class ImapEventsTest {

    @TempDir
    Path folder;
    private Institute chuo;
    private Mailbox mailbox;
    private Folder inbox;
    private Folder work;

    @BeforeEach
    void open() throws IOException {
        chuo = new Institute(folder);
        mailbox = chuo.store.open(NEEMA);
        inbox = mailbox.folder(FolderName.INBOX);
        work = mailbox.create(FolderName.of("Kazi"), Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        chuo.close();
    }

    private void script(String of, String text) throws IOException {
        mailbox.scripts().put(ScriptName.of("tukio"), text.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
        mailbox.annotations().set(of, Map.of(ImapEvents.ENTRY, Optional.of("tukio".getBytes(StandardCharsets.UTF_8))));
    }

    private long append(Folder into, String text, Flags flags) throws IOException {
        try (Staged staged = chuo.store.stage()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            return into.append(staged, flags, chuo.now);
        }
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        for (int i = 0; i < 500 && !what.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertTrue(what.getAsBoolean());
    }

    private static Flags flags(Folder in, long uid) {
        try {
            return in.info(uid).flags();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void what_is_appended_is_flagged_by_the_folders_script_and_other_folders_are_left_alone() throws Exception {
        script(work.mailboxId(), "require [\"imapsieve\", \"imap4flags\", \"environment\"]; if environment :is \"imap.cause\" \"APPEND\" {"
                + " if environment :is \"imap.mailbox\" \"Kazi\" { addflag \"Imeonwa\"; } }");
        long there = append(work, PLAIN, Flags.of(Flags.SEEN));
        long other = append(inbox, PLAIN, Flags.NONE);
        await(() -> flags(work, there).equals(Flags.of(Flags.SEEN, Set.of("Imeonwa"))));
        assertEquals(Flags.NONE, flags(inbox, other));
    }

    @Test
    void what_is_moved_goes_on_and_its_own_act_starts_no_other() throws Exception {
        script(Annotations.ACCOUNT, "require [\"fileinto\", \"imap4flags\", \"environment\"]; if environment :is \"imap.cause\" \"COPY\" {"
                + " fileinto :flags \"\\\\Flagged\" \"Archive\"; }");
        long uid = append(inbox, PLAIN, Flags.NONE);
        long moved = inbox.move(new long[] {uid}, work).to()[0];
        Folder archive = mailbox.folder(FolderName.of("Archive"));
        await(() -> flags(work, moved).has(Flags.DELETED));
        Thread.sleep(200);
        assertEquals(1, archive.uids().length, "once");
        assertEquals(Flags.of(Flags.FLAGGED), flags(archive, archive.uids()[0]));
        assertTrue(chuo.trace.find("<1@mbali.example>", 10).stream()
                .anyMatch(event -> event.what().equals("filed") && event.why().contains("by tukio, line 1")));
    }

    @Test
    void a_letter_goes_out_by_the_policy_and_is_marked_as_done() throws Exception {
        script(work.mailboxId(), "redirect \"far@other.example\";");
        long uid = append(work, PLAIN, Flags.NONE);
        await(() -> flags(work, uid).has(Flags.DELETED));
        assertEquals(1, chuo.letters.size());
        assertTrue(chuo.letters.getFirst().endsWith(PLAIN), chuo.letters.getFirst());
        chuo.policy = new RedirectPolicy(RedirectPolicy.Where.NONE, Set.of(), Set.of(), 1);
        chuo.restart();
        mailbox = chuo.store.open(NEEMA);
        work = mailbox.folder(FolderName.of("Kazi"));
        long kept = append(work, PLAIN.replace("<1@", "<2@"), Flags.NONE);
        Thread.sleep(500);
        assertEquals(Flags.NONE, flags(work, kept), "what may not go out stays as it is");
    }

    @Test
    void flags_that_change_start_it_too() throws Exception {
        long uid = append(work, PLAIN, Flags.NONE);
        script(work.mailboxId(),
                "require [\"imap4flags\", \"environment\", \"fileinto\", \"copy\"]; if allof (environment \"imap.cause\" \"FLAG\", hasflag \"$Junk\") {"
                + " fileinto :copy \"Junk\"; }");
        work.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(0, Set.of("$Junk"))), OptionalLong.empty());
        Folder junk = mailbox.folder(FolderName.of("Junk"));
        await(() -> {
            try {
                return junk.uids().length == 1;
            } catch (IOException gone) {
                throw new AssertionError(gone);
            }
        });
        assertEquals(Flags.of(0, Set.of("$Junk")), flags(work, uid));
    }

    @Test
    void a_script_hears_which_flags_changed() throws Exception {
        script(work.mailboxId(), "require [\"imapsieve\", \"environment\", \"imap4flags\", \"variables\"];"
                + " if environment :matches \"imap.changedflags\" \"*\" { set \"what\" \"${1}\"; } if string :is \"${what}\" [\"\\\\Seen \\\\Flagged Kazi\"] {"
                + " addflag \"ok\"; } elsif string \"${what}\" \"\\\\Seen\" { addflag \"cleared\"; }");
        long uid = append(work, PLAIN, Flags.of(Flags.ANSWERED));
        work.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN | Flags.FLAGGED | Flags.ANSWERED, Set.of("Kazi"))),
                OptionalLong.empty());
        await(() -> flags(work, uid).has("ok"));
        work.store(new long[] {uid}, new FlagChange(FlagChange.How.REMOVE, Flags.of(Flags.SEEN | Flags.DRAFT)), OptionalLong.empty());
        await(() -> flags(work, uid).has("cleared"));
    }

    @Test
    void flags_that_somebody_else_changed_meanwhile_stay() throws Exception {
        script(work.mailboxId(), "require [\"imap4flags\", \"fileinto\", \"copy\", \"environment\"];"
                + " if environment \"imap.cause\" \"FLAG\" { stop; } addflag \"Imeonwa\"; removeflag \"\\\\Seen\"; fileinto :copy \"Archive\"; keep;");
        Folder archive = mailbox.folder(FolderName.of("Archive"));
        AtomicLong there = new AtomicLong();
        chuo.store.listen(event -> {   // told before the script goes on to the flags
            if (event.kind() == Listener.Event.Kind.COPIED && event.folder().equals(FolderName.of("Archive"))) {
                try {
                    work.store(new long[] {there.get()}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.FLAGGED, Set.of("Mwingine"))), OptionalLong.empty());
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        });
        there.set(work.counts().uidNext());
        append(work, PLAIN, Flags.of(Flags.SEEN));
        await(() -> flags(work, there.get()).has("Imeonwa") && !flags(work, there.get()).has(Flags.SEEN));
        assertEquals(Flags.of(Flags.FLAGGED, Set.of("Imeonwa", "Mwingine")), flags(work, there.get()));
        assertEquals(1, archive.uids().length);
    }

    @Test
    void a_script_that_cannot_be_run_there_and_one_that_is_gone_change_nothing() throws Exception {
        List<String> texts = List.of("nonsense;", "require \"vacation\"; vacation \"x\";", "require \"reject\"; reject \"x\";",
                "require \"editheader\"; addheader \"X-A\" \"b\";", "require [\"mime\", \"foreverypart\", \"replace\"]; foreverypart { replace \"x\"; }",
                "require \"variables\"; set \"a\" \"${b\";\nrequire \"enclose\"; enclose \"x\";");
        for (String text : texts) {
            script(work.mailboxId(), text);
            long uid = append(work, PLAIN, Flags.of(Flags.SEEN));
            Thread.sleep(200);
            assertEquals(Flags.of(Flags.SEEN), flags(work, uid), text);
        }
        assertEquals(texts.size(), inbox.uids().length, "the owner is told of each, and of what he was told starts nothing");
        append(work, PLAIN, Flags.NONE);
        Thread.sleep(200);
        assertEquals(texts.size(), inbox.uids().length, "once");
        String told = new String(inbox.content(inbox.uids()[0]).bytes(0, 10_000), StandardCharsets.UTF_8);
        assertTrue(told.contains("\r\nThe script \"tukio\" cannot be run on what happens in a folder:\r\n") && told.contains("it stays where it is"), told);
        assertTrue(chuo.trace.find(NEEMA.toString(), 20).stream().anyMatch(event -> event.why().contains("cannot be run on events")));
        mailbox.scripts().delete(ScriptName.of("tukio"));
        long uid = append(work, PLAIN, Flags.NONE);
        Thread.sleep(200);
        assertEquals(Flags.NONE, flags(work, uid));
        assertEquals(List.of(), chuo.letters);
    }
}
