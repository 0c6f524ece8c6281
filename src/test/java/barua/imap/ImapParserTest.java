package barua.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.imap.ImapCommand.Any;
import barua.imap.ImapCommand.BeforeLogin;
import barua.imap.ImapCommand.Impossible;
import barua.imap.ImapCommand.Malformed;
import barua.imap.ImapCommand.OnFolders;
import barua.imap.ImapCommand.OnMessages;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImapParserTest {

    private static ImapCommand parse(String command) {
        return ImapParser.parse(("a1 " + command).getBytes(StandardCharsets.UTF_8), false).command();
    }

    @Test
    void commands_without_arguments() {
        assertEquals(new Any.Capability(), parse("CAPABILITY"));
        assertEquals(new Any.Noop(), parse("noop"));
        assertEquals(new Any.Logout(), parse("Logout "));
        assertEquals(new BeforeLogin.StartTls(), parse("STARTTLS"));
        assertEquals(new OnFolders.Namespace(), parse("NAMESPACE"));
        assertEquals(new OnFolders.Idle(), parse("IDLE"));
        assertEquals(new OnMessages.Check(), parse("CHECK"));
        assertEquals(new OnMessages.Close(), parse("CLOSE"));
        assertEquals(new OnMessages.Unselect(), parse("UNSELECT"));
        assertEquals(new OnMessages.Expunge(Optional.empty()), parse("EXPUNGE"));
    }

    @Test
    void the_tag_comes_back() {
        assertEquals("A.142", ImapParser.parse("A.142 NOOP".getBytes(StandardCharsets.US_ASCII), false).tag());
        assertEquals("x", ImapParser.parse("x NOSUCHTHING".getBytes(StandardCharsets.US_ASCII), false).tag());
        assertEquals("*", ImapParser.parse("+x NOOP".getBytes(StandardCharsets.US_ASCII), false).tag());
        assertEquals("*", ImapParser.parse(new byte[0], false).tag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOOP 1", "LOGIN joe", "LOGIN joe \"open", "SELECT", "SELECT \"a\\", "FETCH 1", "FETCH 1 ()", "FETCH 0 FLAGS",
        "FETCH 1,,2 FLAGS", "FETCH 1: FLAGS", "FETCH 4294967296 FLAGS", "FETCH 1 BODY[MIME]", "FETCH 1 BODY[0]", "FETCH 1 BODY[]<5>", "FETCH 1 BODY[]<5.0>",
        "FETCH 1 BODY[HEADER.FIELDS ()]", "FETCH 1 (FLAGS", "FETCH 1 NOSUCH", "STORE 1 FLAGS", "STORE 1 FLAGS (\\Nonsense)", "STORE 1 +FLAGZ (a)",
        "SEARCH", "SEARCH ()", "SEARCH NOSUCH", "SEARCH OR SEEN", "SEARCH BEFORE 32-Jan-2026", "SEARCH BEFORE 1-Foo-2026", "SEARCH NOT",
        "SEARCH RETURN (NOSUCH) ALL", "SEARCH LARGER x", "STATUS INBOX ()", "STATUS INBOX (NOSUCH)", "LIST", "LIST \"\"", "LIST (NOSUCH) \"\" *",
        "LIST (RECURSIVEMATCH) \"\" *", "LIST \"\" * RETURN (NOSUCH)", "ENABLE", "UID", "UID NOOP", "AUTHENTICATE PLAIN @@@@", "APPEND INBOX",
        "UID FETCH 1 (FLAGS) (VANISHED)", "FETCH 1 (FLAGS) (CHANGEDSINCE 1 VANISHED)", "SELECT INBOX (NOSUCH)", "ID (\"a\""})
    void broken_commands_are_malformed(String command) {
        assertInstanceOf(Malformed.class, parse(command), command);
    }

    @Test
    void login_takes_atoms_quotes_and_literals() {
        BeforeLogin.Login login = assertInstanceOf(BeforeLogin.Login.class, parse("LOGIN \"ne\\\"ema\" {5}\r\np ss\""));
        assertEquals("ne\"ema", login.user());
        assertArrayEquals("p ss\"".getBytes(StandardCharsets.US_ASCII), login.password());
        assertFalse(login.toString().contains("ema"), "a login must not be readable in a log");
    }

    @Test
    void an_initial_response_may_be_empty_or_missing() {
        assertTrue(assertInstanceOf(BeforeLogin.Authenticate.class, parse("AUTHENTICATE PLAIN")).initial().isEmpty());
        assertArrayEquals(new byte[0], assertInstanceOf(BeforeLogin.Authenticate.class, parse("AUTHENTICATE EXTERNAL =")).initial().orElseThrow());
        assertArrayEquals("hi".getBytes(StandardCharsets.US_ASCII), assertInstanceOf(BeforeLogin.Authenticate.class, parse("AUTHENTICATE PLAIN aGk=")).initial()
                .orElseThrow());
    }

    @Test
    void names_of_folders() {
        assertEquals(new OnFolders.Select(FolderName.INBOX, false, false, Optional.empty()), parse("SELECT inbox"));
        assertEquals(new OnFolders.Select(FolderName.of("a b"), true, true, Optional.empty()), parse("EXAMINE \"a b\" (CONDSTORE)"));
        assertEquals(new OnFolders.Rename(FolderName.of("x]y"), FolderName.of("Barua/2026")), parse("RENAME x]y Barua/2026"));
        assertEquals(new OnFolders.Create(FolderName.of("foo"), Optional.empty()), parse("CREATE foo/"));
        assertEquals(new OnFolders.Create(FolderName.of("foo"), Optional.of(SpecialUse.SENT)), parse("CREATE foo (USE (\\sent))"));
        assertEquals(new OnFolders.Delete(FolderName.of("Entwürfe")), parse("DELETE Entw&APw-rfe"));
    }

    @Test
    void names_are_UTF8_once_that_is_enabled() {
        byte[] wire = "a1 DELETE \"Entwürfe & Co\"".getBytes(StandardCharsets.UTF_8);
        assertEquals(new OnFolders.Delete(FolderName.of("Entwürfe & Co")), ImapParser.parse(wire, true).command());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE \"a//b\"", "SELECT \"\"", "DELETE \"a//b\"", "COPY 1 \"b/\"", "RENAME a \"/b\""})
    void names_that_no_folder_can_have_cannot_be_used(String command) {
        assertEquals("CANNOT", assertInstanceOf(Impossible.class, parse(command)).code());
    }

    @Test
    void other_uses_of_folders_are_refused_with_USEATTR() {
        assertEquals("USEATTR", assertInstanceOf(Impossible.class, parse("CREATE foo (USE (\\All))")).code());
        assertEquals("USEATTR", assertInstanceOf(Impossible.class, parse("CREATE foo (USE (\\Sent \\Trash))")).code());
    }

    @Test
    void sets_of_messages() {
        assertEquals(ranges(1, 1), copied("1"));
        assertEquals(ranges(2, 4, 7, 7), copied("4:2,7"));
        assertEquals(ranges(3, MessageSet.LAST), copied("*:3"));
        assertEquals(ranges(MessageSet.LAST, MessageSet.LAST), copied("*"));
        assertEquals(new MessageSet.Saved(), copied("$"));
    }

    private static MessageSet copied(String set) {
        return assertInstanceOf(OnMessages.Copy.class, parse("COPY " + set + " INBOX")).messages();
    }

    private static MessageSet ranges(long... ends) {
        List<MessageSet.Range> ranges = new java.util.ArrayList<>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new MessageSet.Range(ends[i], ends[i + 1]));
        }
        return new MessageSet.Ranges(ranges);
    }

    @Test
    void store_in_all_its_forms() {
        MessageSet one = ranges(1, 1);
        assertEquals(new OnMessages.Store(one, false, new FlagChange(FlagChange.How.SET, Flags.of(Flags.SEEN | Flags.DRAFT)), false, OptionalLong.empty()),
                parse("STORE 1 FLAGS (\\Seen \\draft)"));
        assertEquals(new OnMessages.Store(one, true, new FlagChange(FlagChange.How.ADD, Flags.of(0, Set.of("$Junk"))), true, OptionalLong.empty()),
                parse("UID STORE 1 +flags.silent $Junk"));
        assertEquals(new OnMessages.Store(one, false, new FlagChange(FlagChange.How.REMOVE, Flags.of(Flags.DELETED, Set.of("x"))), false, OptionalLong.of(12)),
                parse("STORE 1 (UNCHANGEDSINCE 12) -FLAGS \\Deleted x"));
        assertEquals(new OnMessages.Store(one, false, new FlagChange(FlagChange.How.SET, Flags.NONE), false, OptionalLong.empty()), parse("STORE 1 FLAGS ()"));
    }

    @Test
    void a_recent_flag_from_a_client_has_no_effect() {
        assertEquals(new OnMessages.Store(ranges(1, 1), false, new FlagChange(FlagChange.How.ADD, Flags.NONE), false, OptionalLong.empty()),
                parse("STORE 1 +FLAGS (\\Recent)"));
    }

    @Test
    void list_in_its_old_and_its_extended_form() {
        ListRequest plain = assertInstanceOf(OnFolders.Lister.class, parse("LIST \"\" %")).request();
        assertFalse(plain.extended());
        assertEquals(List.of(new ListPattern("%")), plain.patterns());
        ListRequest full = assertInstanceOf(OnFolders.Lister.class,
                parse("LIST (SUBSCRIBED RECURSIVEMATCH) \"foo/\" (% \"b*\") RETURN (CHILDREN STATUS (MESSAGES SIZE))")).request();
        assertTrue(full.extended());
        assertEquals(Set.of(ListRequest.Choose.SUBSCRIBED, ListRequest.Choose.RECURSIVEMATCH), full.choose());
        assertEquals(List.of(new ListPattern("foo/%"), new ListPattern("foo/b*")), full.patterns());
        assertEquals(Set.of(ListRequest.Return.CHILDREN), full.returns());
        assertEquals(List.of(StatusItem.MESSAGES, StatusItem.SIZE), full.status());
    }

    @Test
    void resync_of_a_client_with_a_cache() {
        OnFolders.Select select = assertInstanceOf(OnFolders.Select.class,
                parse("SELECT INBOX (QRESYNC (67890007 20050715194045000 41,43:211 (1:3 41,43:44)))"));
        assertEquals(Optional.of(new ImapCommand.Resync(67890007L, 20050715194045000L, Optional.of(ranges(41, 41, 43, 211)))), select.resync());
    }

    // --- the literal of APPEND

    private static Optional<Request> append(String upToLiteral) {
        byte[] wire = ("a1 " + upToLiteral).getBytes(StandardCharsets.UTF_8);
        return ImapParser.appendBefore(wire, Literal.atEnd(wire, wire.length).orElseThrow(), false);
    }

    @Test
    void an_append_stops_before_its_message() {
        OnFolders.Append append = assertInstanceOf(OnFolders.Append.class,
                append("APPEND \"Sent\" (\\Seen) \" 1-Feb-2026 10:42:00 +0300\" {310+}").orElseThrow().command());
        assertEquals(FolderName.of("Sent"), append.folder());
        assertEquals(Flags.of(Flags.SEEN), append.flags());
        assertEquals(Optional.of(Instant.parse("2026-02-01T07:42:00Z")), append.received());
        assertEquals(310, append.message().size());
        assertFalse(append.message().waits());
        assertFalse(append.message().binary());
    }

    @Test
    void an_append_may_be_binary_or_UTF8() {
        assertTrue(assertInstanceOf(OnFolders.Append.class, append("APPEND INBOX ~{3}").orElseThrow().command()).message().binary());
        assertTrue(assertInstanceOf(OnFolders.Append.class, append("APPEND INBOX UTF8 (~{3}").orElseThrow().command()).utf8());
    }

    @Test
    void the_name_of_a_folder_may_be_a_literal_and_is_not_the_message() {
        assertTrue(append("APPEND {5}").isEmpty());
        assertTrue(append("APPEND {5}\r\nINBOX {7}").isPresent());
    }

    @Test
    void an_append_that_makes_no_sense_is_known_as_that_before_its_message() {
        assertEquals("unknown flag \"\\Nonsense\"", assertInstanceOf(Malformed.class, append("APPEND INBOX (\\Nonsense) {7}").orElseThrow().command()).why());
        assertTrue(append("LOGIN {7}").isEmpty());
        assertEquals("CANNOT", assertInstanceOf(Impossible.class, append("APPEND \"a//b\" {7}").orElseThrow().command()).code());
    }

    @Test
    void literals_are_seen_at_the_end_of_a_line_only() {
        assertEquals(new Literal(12, true, false, 2), literal("a {12}"));
        assertEquals(new Literal(12, false, true, 2), literal("a ~{12+}"));
        assertEquals(Long.MAX_VALUE, literal("{99999999999999999999}").size());
        for (String none : List.of("a {12} ", "a 12}", "a {}", "a {+}", "a {1-}", "}", "")) {
            byte[] line = none.getBytes(StandardCharsets.US_ASCII);
            assertTrue(Literal.atEnd(line, line.length).isEmpty(), none);
        }
    }

    private static Literal literal(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        return Literal.atEnd(bytes, bytes.length).orElseThrow();
    }
}
