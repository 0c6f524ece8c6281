package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.delivery.Doing;
import barua.directory.Account;
import barua.directory.Entry;
import barua.mailbox.GlobalScripts;
import barua.mailbox.Mailbox;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.message.Domain;
import barua.search.IndexState;
import barua.search.Room;
import barua.search.SearchState;
import barua.sieve.Complaint;
import barua.sieve.Place;
import barua.trace.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One result, two renderings. */
class ResultTest {

    private static final Address NEEMA = Address.of("neema@chuo.example");
    private static final ScriptName WORK = ScriptName.of("work");
    private static final Account ACCOUNT = new Account(7, NEEMA, "Neema Mushi", true, true, 5L << 30, "sw");

    static Stream<Arguments> results() {
        return Stream.of(
            Arguments.of(new Result.Domains(List.of(Domain.of("chuo.example"))), List.of("chuo.example"), "[\"chuo.example\"]"),
            Arguments.of(new Result.Accounts(List.of(ACCOUNT)), List.of("neema@chuo.example                       Neema Mushi (administrator)"),
                "[{\"address\":\"neema@chuo.example\",\"name\":\"Neema Mushi\",\"language\":\"sw\",\"enabled\":true,\"administrator\":true,"
                + "\"quota\":5368709120}]"),
            Arguments.of(new Result.Shown(ACCOUNT, Optional.of(new Mailbox.Usage(2048, 3, 10)), List.of(NEEMA)),
                List.of("address:        neema@chuo.example", "name:           Neema Mushi", "language:       sw", "enabled:        yes", "administrator:  yes",
                    "quota:          5.0 GB", "mail:           3 messages, 2.0 KB", "may write as:   neema@chuo.example"),
                "{\"address\":\"neema@chuo.example\",\"name\":\"Neema Mushi\",\"language\":\"sw\",\"enabled\":true,\"administrator\":true,\"quota\":5368709120,"
                    + "\"messages\":3,\"bytes\":2048,\"senders\":[\"neema@chuo.example\"]}"),
            Arguments.of(new Result.Added(NEEMA, Optional.of("siri")), List.of("added neema@chuo.example with password siri"),
            "{\"address\":\"neema@chuo.example\",\"password\":\"siri\"}"),
            Arguments.of(new Result.AddedAll(List.of(new Result.Line.Made(NEEMA, "siri"), new Result.Line.NotMade("x,y", "not an address"))),
                List.of("neema@chuo.example,siri", "# not added: x,y: not an address"),
                "[{\"address\":\"neema@chuo.example\",\"password\":\"siri\"},{\"line\":\"x,y\",\"why\":\"not an address\"}]"),
            Arguments.of(new Result.Aliases(List.of(new Entry.Alias(Address.of("info@chuo.example"), List.of(NEEMA, Address.of("a@b.example"))))),
                List.of("info@chuo.example -> neema@chuo.example, a@b.example"), "{\"info@chuo.example\":[\"neema@chuo.example\",\"a@b.example\"]}"),
            Arguments.of(new Result.Events("x", List.of()), List.of("no trace of x"), "[]"),
            Arguments.of(new Result.Events("x", List.of(new Event(Instant.EPOCH, "Q1", "<m@x>", "queued", "a@b.example", "later"))),
                List.of("1970-01-01T00:00:00Z  Q1  queued  a@b.example  later"),
                "[{\"when\":\"1970-01-01T00:00:00Z\",\"queueId\":\"Q1\",\"messageId\":\"<m@x>\",\"what\":\"queued\",\"who\":\"a@b.example\","
                + "\"why\":\"later\"}]"),
            Arguments.of(new Result.Running(new Vitals(Duration.ofMinutes(61), true, Map.of("imap", 8143), Map.of("imap", 2),
                    Optional.of(new Vitals.Disk(1L << 30, 8L << 30, 400L << 20))), 42, 1, 5, 0,
                    new SearchState(2, Duration.ofSeconds(7), 1, 22_000_000, SearchState.Limits.NONE)),
                List.of("Barua has been running for 1 h 1 min as process 42", "database: answers", "directory: 1 domains, 5 accounts", "queue: 0 messages wait",
                    "disk: 87% full, 1.0 GB of 8.0 GB free",
                    "search: 2 accounts are behind, for 7 s at most, files of 1 accounts are yet to be read; 21.0 MB",
                    "imap         port  8143, 2 connections"),
                "{\"pid\":42,\"seconds\":3660,\"database\":true,\"domains\":1,\"accounts\":5,\"queued\":0,"
                + "\"disk\":{\"free\":1073741824,\"total\":8589934592,\"least\":419430400},"
                + "\"search\":{\"behind\":2,\"lagSeconds\":7,\"filesBehind\":1,\"bytes\":22000000,\"room\":\"all\",\"waitForRoom\":0},"
                + "\"services\":{\"imap\":{\"port\":8143,\"connections\":2}}}"),
            Arguments.of(new Result.DomainShown(Domain.of("chuo.example"), 5, false), List.of("domain:    chuo.example", "accounts:  5", "search:    off"),
                "{\"domain\":\"chuo.example\",\"accounts\":5,\"search\":false}"),
            Arguments.of(new Result.Changed(new Operation.SearchDomain(Domain.of("chuo.example"), false)),
                List.of("search of chuo.example is off: its indexes are deleted, searches look through the mail itself"), "{}"),
            Arguments.of(new Result.Indexed(NEEMA, new IndexState(3, 4, 1, 2048, Optional.of(Room.LETTERS))),
                List.of("neema@chuo.example: 75% (3 of 4 messages), files of 1 are yet to be read; 2.0 KB; there is room for letters, not for files"),
                "{\"account\":\"neema@chuo.example\",\"known\":3,\"messages\":4,\"percent\":75,\"filesToRead\":1,\"bytes\":2048,\"room\":\"letters\"}"),
            Arguments.of(new Result.Indexed(NEEMA, new IndexState(0, 4, 0, 0, Optional.empty())),
                List.of("neema@chuo.example: no index, the search of chuo.example is switched off"),
                "{\"account\":\"neema@chuo.example\",\"known\":0,\"messages\":4,\"percent\":0,\"filesToRead\":0,\"bytes\":0,\"room\":\"off\"}"),
            Arguments.of(new Result.HandedIn(new Report(67, List.of("said"), List.of("nobody"))), List.of("said"), "{\"exit\":67,\"troubles\":[\"nobody\"]}"),
            Arguments.of(new Result.Scripts(List.of(new Scripts.Entry(WORK, true, 120, Instant.EPOCH, 7),
            new Scripts.Entry(ScriptName.of("home"), false, 5, Instant.EPOCH, 8))),
                List.of("work  1970-01-01T00:00:00Z  120 bytes  (active)", "home  1970-01-01T00:00:00Z  5 bytes"),
                "[{\"name\":\"work\",\"active\":true,\"bytes\":120,\"changed\":\"1970-01-01T00:00:00Z\",\"version\":7},"
                    + "{\"name\":\"home\",\"active\":false,\"bytes\":5,\"changed\":\"1970-01-01T00:00:00Z\",\"version\":8}]"),
            Arguments.of(new Result.Scripts(List.of()), List.of("no scripts"), "[]"),
            Arguments.of(new Result.GlobalScripts(List.of(new GlobalScripts.Entry(WORK, GlobalScripts.When.BEFORE,
                new GlobalScripts.Reach.OfDomain(Domain.of("chuo.example")), 5,
            Instant.EPOCH, 7),
                new GlobalScripts.Entry(WORK, GlobalScripts.When.INCLUDED, GlobalScripts.Reach.ALL, 5, Instant.EPOCH, 8))),
                List.of("work  before those of chuo.example  1970-01-01T00:00:00Z  5 bytes",
                "work  to be included by everybody  1970-01-01T00:00:00Z  5 bytes"),
                "[{\"name\":\"work\",\"when\":\"before\",\"domain\":\"chuo.example\",\"address\":null,"
                    + "\"bytes\":5,\"changed\":\"1970-01-01T00:00:00Z\",\"version\":7},"
                    + "{\"name\":\"work\",\"when\":\"included\",\"domain\":null,\"address\":null,"
                    + "\"bytes\":5,\"changed\":\"1970-01-01T00:00:00Z\",\"version\":8}]"),
            Arguments.of(new Result.ScriptVersions(List.of(new Scripts.Earlier(9, Instant.EPOCH, 12))), List.of("9  1970-01-01T00:00:00Z  12 bytes"),
                "[{\"version\":9,\"changed\":\"1970-01-01T00:00:00Z\",\"bytes\":12}]"),
            Arguments.of(new Result.ScriptText(WORK, "keep;\r\nstop;".getBytes()), List.of("keep;", "stop;"),
            "{\"name\":\"work\",\"text\":\"keep;\\r\\nstop;\"}"),
            Arguments.of(new Result.Complaints("work", "x.sieve", List.of()), List.of("x.sieve: nothing is wrong with it"), "{\"complaints\":[]}"),
            Arguments.of(new Result.Complaints("work", "x.sieve",
            List.of(new Complaint(new Place("work", "", 3, 7), "no"), new Complaint(new Place("other", "", 1, 2), "nor that"))),
                List.of("x.sieve:3:7: no", "other:1:2: nor that"),
                "{\"complaints\":[{\"script\":\"work\",\"rule\":\"\",\"line\":3,\"column\":7,\"text\":\"no\"},{\"script\":\"other\",\"rule\":\"\","
                + "\"line\":1,\"column\":2,\"text\":\"nor that\"}]}"),
            Arguments.of(new Result.Tried(List.of(
                    new Doing(Doing.What.FILE, "Students", Optional.empty(), "\\Seen", Optional.of(new Place("work", "Students", 12, 1))),
                    new Doing(Doing.What.REJECT, "", Optional.empty(), "No advertising", Optional.of(new Place("work", "", 13, 1))),
                    new Doing(Doing.What.NOT_REDIRECTED, "a@b.example", Optional.of(Doing.Reason.POLICY), "", Optional.empty())),
                    List.of(new Complaint(new Place("last", "", 1, 2), "no"))),
                List.of("file into Students, \\Seen (work, rule \"Students\", line 12)", "refuse, No advertising (work, line 13)",
                    "not send on to a@b.example: it is not allowed to send mail on to there", "last:1:2: no"),
                "{\"actions\":[{\"script\":\"work\",\"rule\":\"Students\",\"line\":12,\"column\":1,\"what\":\"file\",\"to\":\"Students\","
                + "\"more\":\"\\\\Seen\"},"
                    + "{\"script\":\"work\",\"rule\":\"\",\"line\":13,\"column\":1,\"what\":\"reject\",\"to\":\"\",\"more\":\"No advertising\"},"
                    + "{\"what\":\"not-redirected\",\"to\":\"a@b.example\",\"more\":\"\",\"why\":\"policy\"}],"
                    + "\"complaints\":[{\"script\":\"last\",\"rule\":\"\",\"line\":1,\"column\":2,\"text\":\"no\"}]}"),
            Arguments.of(new Result.Changed(new Operation.RenameAccount(NEEMA, Address.of("mushi@chuo.example"))),
                List.of("neema@chuo.example is now mushi@chuo.example; mail for the old address still arrives"), "{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NONE | true | 3 | search: the disk is nearly full: what comes is not taken in, searches look through it; 3 accounts wait for room",
        "NONE | false | 2 | search: the indexes take what barua.search.disk-total allows: what comes is not taken in, searches look through it; "
        + "2 accounts wait for room",
        "LETTERS | false | 0 | search: the indexes take most of what barua.search.disk-total allows: files are not read",
        "ALL | false | 1 | search: 1 accounts have reached barua.search.disk-per-account"})
    void the_status_says_what_stops_the_search(Room room, boolean disk, int parked, String line) {
        SearchState search = new SearchState(0, Duration.ZERO, 0, 2048, new SearchState.Limits(room, disk, parked));
        Vitals vitals = new Vitals(Duration.ofMinutes(1), true, Map.of("https", 8443), Map.of(), Optional.of(new Vitals.Disk(1L << 20, 8L << 30, 400L << 20)));
        Result result = new Result.Running(vitals, 42, 1, 5, 0, search);
        assertEquals(List.of("search: all mail is known" + (parked == 0 ? "" : " for which there is room") + "; 2.0 KB", line),
                ResultText.lines(result).subList(5, 7));
        assertEquals("disk: 99% full, 1.0 MB of 8.0 GB free: no mail is taken in below 400.0 MB", ResultText.lines(result).get(4));
        assertEquals("https        port  8443", ResultText.lines(result).getLast());
    }

    @ParameterizedTest
    @MethodSource("results")
    void a_result_has_words_for_people_and_data_for_programs(Result result, List<String> words, String data) {
        assertEquals(words, ResultText.lines(result));
        assertEquals(data, ResultJson.value(result).toString());
    }

    @Test
    void a_refusal_travels_as_a_sentence() {
        assertEquals("{\"ok\":false,\"why\":\"no\"}", ShellAnswer.of(new Result.Refused("no")).toString());
    }

    @Test
    void a_change_says_whom_it_concerns_and_never_a_password() {
        Operation.Change password = new Operation.Password(NEEMA, Optional.of("siri yangu".getBytes()));
        assertEquals("neema@chuo.example", password.concerns());
        assertEquals("changed the password of neema@chuo.example", ResultText.words(password));
        assertEquals("Q7", new Operation.RemoveQueued("Q7").queueIdOr(""));
        assertEquals("chuo.example", new Operation.AddDomain(Domain.of("chuo.example")).concerns());
        Operation.Change script = new Operation.PutScript(NEEMA, WORK, "# siri yangu".getBytes(), "x.sieve");
        assertEquals("neema@chuo.example", script.concerns());
        assertEquals("put the script work of neema@chuo.example", ResultText.words(script));
        Operation.Change global = new Operation.PutGlobalScript(WORK, new byte[0], GlobalScripts.When.AFTER, GlobalScripts.Reach.ALL, "x.sieve");
        assertEquals("sieve", global.concerns());
        assertEquals("put the global script work, after those of everybody", ResultText.words(global));
    }
}
