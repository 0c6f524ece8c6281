package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FolderName;
import barua.mailbox.Flags;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.search.Found;
import barua.web.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundActsTest {

    private static final Address NEEMA = Office.NEEMA.address();

    @TempDir
    Path data;
    private Office office;
    private FoundActs acts;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        acts = new FoundActs(new Commands(office.desk), waiting::add);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private FoundActs.Progress run(String id, Command.Verb verb, String to, boolean sure, String... keys) {
        return acts.run(NEEMA, new FoundAct(id, verb, to, sure), FoundPlaces.of(List.of(keys)));
    }

    private int messages(SpecialUse use) throws IOException {
        return office.folder(use).counts().messages();
    }

    @Test
    void one_act_is_done_in_all_folders_and_taken_back_in_all() throws IOException {
        long a = office.file(office.inbox(), "a");
        long b = office.file(office.folder(SpecialUse.SENT), "b");
        long c = office.file(office.folder(SpecialUse.ARCHIVE), "c");
        long d = office.file(office.folder(SpecialUse.DRAFTS), "d");
        FoundActs.Progress done = run("1", Command.Verb.ARCHIVE, "", false, "inbox/" + a, "sent/" + b, "archive/" + c, "drafts/" + d, "sent/x", "hakuna");
        assertEquals("archived 2 of 2", done.word() + " " + done.changed() + " of " + done.total());
        assertTrue(done.undoable() && !done.running());
        assertEquals(3, messages(SpecialUse.ARCHIVE), "and drafts stay where they are");
        assertEquals(2, run("1", Command.Verb.ARCHIVE, "", false, "inbox/" + a).changed(), "a second time it is told what came of the first");
        assertEquals("undone", run("2", Command.Verb.UNDO, "1", false).word());
        assertEquals("1 1 1", office.inbox().counts().messages() + " " + messages(SpecialUse.SENT) + " " + messages(SpecialUse.ARCHIVE));
        assertEquals("failed", run("3", Command.Verb.UNDO, "hakuna", false).word());
        assertEquals("failed", acts.run(Office.BARAKA.address(), new FoundAct("4", Command.Verb.UNDO, "1", false), FoundPlaces.of(List.of())).word());
    }

    @Test
    void marks_are_put_on_those_that_have_none_and_taken_from_those_alone() throws IOException {
        long a = office.file(office.inbox(), "Subject: a", Flags.of(Flags.FLAGGED));
        long b = office.file(office.folder(SpecialUse.SENT), "b");
        assertEquals(1, run("1", Command.Verb.FLAG, "", false, "inbox/" + a, "sent/" + b).changed());
        run("2", Command.Verb.UNDO, "1", false);
        assertTrue(office.inbox().info(a).flags().has(Flags.FLAGGED));
        assertFalse(office.folder(SpecialUse.SENT).info(b).flags().has(Flags.FLAGGED));
    }

    @Test
    void what_is_there_already_or_in_no_folder_of_theirs_is_said() throws IOException {
        long a = office.file(office.folder(SpecialUse.ARCHIVE), "a");
        assertEquals("already", run("1", Command.Verb.ARCHIVE, "", false, "archive/" + a).word());
        assertEquals("already", run("2", Command.Verb.MOVE, "archive", false, "archive/" + a).word());
        assertEquals("failed", run("3", Command.Verb.MOVE, "hakuna", false, "archive/" + a).word());
        assertEquals("gone", run("4", Command.Verb.READ, "", false, "archive/999").word());
        assertEquals("failed", run("5", Command.Verb.READ, "", false, "hakuna/1").word());
        assertEquals("part", run("6", Command.Verb.READ, "", false, "archive/" + a, "hakuna/1").word());
        assertEquals("failed", run("7", Command.Verb.EMPTY, "", true, "archive/" + a).word());
        assertEquals(1, messages(SpecialUse.ARCHIVE));
    }

    @Test
    void what_erases_is_asked_first_and_nothing_is_touched() throws IOException {
        long a = office.file(office.inbox(), "a");
        long b = office.file(office.folder(SpecialUse.TRASH), "b");
        FoundActs.Progress asked = run("1", Command.Verb.DELETE, "", false, "inbox/" + a, "trash/" + b);
        assertEquals("sure 1", asked.word() + " " + asked.changed());
        assertEquals("1 1", office.inbox().counts().messages() + " " + messages(SpecialUse.TRASH));
        assertEquals(2, run("2", Command.Verb.DELETE, "", true, "inbox/" + a, "trash/" + b).changed());
        assertEquals("0 1", office.inbox().counts().messages() + " " + messages(SpecialUse.TRASH), "the first lies in Trash now");
    }

    @Test
    void many_are_done_while_the_person_goes_on_one_act_at_a_time() throws IOException {
        for (int i = 0; i < 450; i++) {
            office.file(office.inbox(), "n" + i);
        }
        String[] keys = Arrays.stream(office.inbox().uids()).mapToObj(uid -> "inbox/" + uid).toArray(String[]::new);
        FoundActs.Progress begun = run("1", Command.Verb.ARCHIVE, "", false, keys);
        assertTrue(begun.running());
        assertEquals("0 of 450", begun.done() + " of " + begun.total());
        assertEquals("busy", run("2", Command.Verb.FLAG, "", false, keys).word());
        assertEquals("flagged", run("3", Command.Verb.FLAG, "", false, keys[0]).word(), "a few are no trouble");
        assertTrue(run("1", Command.Verb.ARCHIVE, "", false, keys).running());
        assertEquals("failed", run("4", Command.Verb.UNDO, "1", false).word(), "not before it is over");
        waiting.remove().run();
        FoundActs.Progress over = acts.of(NEEMA, "1").orElseThrow();
        assertEquals("archived 450 false true", over.word() + " " + over.changed() + " " + over.running() + " " + over.undoable());
        run("5", Command.Verb.UNDO, "1", false);
        waiting.remove().run();
        assertEquals(450, office.inbox().counts().messages());
        assertEquals(Optional.empty(), acts.of(Office.BARAKA.address(), "1"));
    }

    @Test
    void of_very_many_the_newest_are_taken() throws IOException {
        List<Found.Hit> hits = LongStream.rangeClosed(1, FoundPlaces.MOST + 5).mapToObj(uid -> new Found.Hit(uid % 2 == 0 ? FolderName.INBOX
                : FolderName.of("Sent"), uid, Instant.EPOCH, 1, (int) uid)).toList();
        FoundPlaces places = FoundPlaces.of(new Found(hits, List.of(), List.of(), List.of(), 0, 0, false), office.store.open(NEEMA));
        assertEquals(FoundPlaces.MOST, places.total());
        assertTrue(places.cut());
        assertEquals(2, places.uids().size());
        assertEquals(2L, places.uids().get("inbox")[0]);
        assertFalse(FoundPlaces.of(IntStream.range(1, 9).mapToObj(uid -> "inbox/" + uid).toList()).cut());
    }

    private Exchange json(String body) throws IOException {
        Exchange exchange = new Exchange("POST", "/found").signedIn(NEEMA).header("Content-Type", "application/json").body(body);
        servlet().doPost(exchange.request(), exchange.response());
        return exchange;
    }

    private FoundServlet servlet() {
        return new FoundServlet(new Webmail(office.desk, null, null, null, Office.FORWARDING, office.dryRun));
    }

    @Test
    void a_script_is_answered_with_all_that_the_page_has_to_show() throws IOException {
        long uid = office.file(office.inbox(), "a");
        office.file(office.inbox(), "b");
        assertEquals("{\"id\":\"1\",\"running\":false,\"word\":\"read\",\"count\":1,\"done\":1,\"total\":1,\"undo\":true,\"cut\":false,"
                + "\"unread\":{\"inbox\":1}}",
                json("{\"id\":\"1\",\"verb\":\"read\",\"at\":\"inbox/" + uid + "\"}").text());
        for (String broken : List.of("", "[]", "{", "{\"id\":\"1\"}", "{\"id\":\"a.b\",\"verb\":\"read\"}", "{\"id\":\"1\",\"verb\":\"x\"}",
                "[".repeat(5_000), "{\"id\":\"" + "x".repeat(65) + "\",\"verb\":\"read\"}", "{\"id\":\"2\",\"verb\":7}")) {
            assertEquals(400, json(broken).status, broken);
        }
        Exchange unknown = new Exchange("GET", "/found").signedIn(NEEMA).parameter("id", "1");
        servlet().doGet(unknown.request(), unknown.response());
        assertEquals(404, unknown.status, "of another server's life");
    }

    @Test
    void a_form_goes_back_to_the_results_and_asks_before_it_erases() throws IOException {
        long uid = office.file(office.folder(SpecialUse.TRASH), "a");
        Map<String, String> fields = Map.of("verb", "delete", "at", "trash/" + uid, "q", "in:trash a", "page", "2");
        for (boolean sure : new boolean[] {false, true}) {
            Exchange exchange = new Exchange("POST", "/found").signedIn(NEEMA).header("Content-Type", "application/x-www-form-urlencoded");
            fields.forEach(exchange::parameter);
            Exchange sent = sure ? exchange.parameter("sure", "1") : exchange;
            servlet().doPost(sent.request(), sent.response());
            assertEquals(303, sent.status);
            assertEquals("/search?q=in%3Atrash+a&page=2" + (sure ? "" : "&ask=erase"), sent.answered.get("Location"));
            assertEquals(sure ? 0 : 1, messages(SpecialUse.TRASH));
        }
    }
}
