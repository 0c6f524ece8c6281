package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.imap.SearchKey.When;
import barua.imap.SearchRequest.Return;
import barua.mailbox.Flags;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchParserTest {

    private static SearchRequest parse(String text) throws SyntaxException {
        return SearchParser.parse(new ImapLexer(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private static SearchKey key(String text) throws SyntaxException {
        return parse(text).key();
    }

    private static final SearchKey FLAGGED = new SearchKey.Flag(Flags.FLAGGED, true);
    private static final SearchKey UNSEEN = new SearchKey.Flag(Flags.SEEN, false);

    @Test
    void keys_side_by_side_must_all_hold() throws SyntaxException {
        assertEquals(new SearchKey.And(List.of(FLAGGED, UNSEEN)), key("FLAGGED UNSEEN"));
        assertEquals(new SearchKey.And(List.of(FLAGGED, UNSEEN)), key("(flagged unseen)"));
    }

    @Test
    void or_and_not_take_the_keys_behind_them() throws SyntaxException {
        assertEquals(new SearchKey.Or(new SearchKey.Not(FLAGGED), new SearchKey.And(List.of(UNSEEN, FLAGGED))), key("OR NOT FLAGGED (UNSEEN FLAGGED)"));
    }

    @Test
    void arguments() throws SyntaxException {
        assertEquals(new SearchKey.Header("subject", "a b"), key("SUBJECT \"a b\""));
        assertEquals(new SearchKey.Header("x-spam", ""), key("HEADER X-Spam \"\""));
        assertEquals(new SearchKey.Received(When.SINCE, LocalDate.of(2026, 2, 1)), key("SINCE 1-Feb-2026"));
        assertEquals(new SearchKey.Sent(When.BEFORE, LocalDate.of(2024, 2, 29)), key("SENTBEFORE \"29-feb-2024\""));
        assertEquals(new SearchKey.Size(1024, true), key("LARGER 1024"));
        assertEquals(new SearchKey.Keyword("$Junk", false), key("UNKEYWORD $Junk"));
        assertEquals(new SearchKey.Age(3600, true), key("YOUNGER 3600"));
        assertEquals(new SearchKey.Modseq(620162338L), key("MODSEQ \"/flags/\\\\draft\" all 620162338"));
        assertEquals(new SearchKey.In(new MessageSet.Saved(), false), key("$"));
        assertEquals(new SearchKey.In(new MessageSet.Ranges(List.of(new MessageSet.Range(1, MessageSet.LAST))), true), key("UID 1:*"));
    }

    @Test
    void NEW_is_recent_and_not_seen() throws SyntaxException {
        assertEquals(new SearchKey.And(List.of(new SearchKey.Recent(), UNSEEN)), key("NEW"));
        assertEquals(new SearchKey.Not(new SearchKey.Recent()), key("OLD"));
    }

    @Test
    void an_empty_RETURN_means_ALL() throws SyntaxException {
        assertEquals(Optional.of(Set.of(Return.ALL)), parse("RETURN () SEEN").returns());
        assertEquals(Optional.of(Set.of(Return.MIN, Return.COUNT, Return.SAVE)), parse("RETURN (MIN COUNT SAVE) SEEN").returns());
        assertEquals(Optional.empty(), parse("SEEN").returns());
    }

    @Test
    void FUZZY_goes_to_each_key_within() throws SyntaxException {
        SearchKey subject = new SearchKey.Fuzzy(new SearchKey.Header("subject", "a b"));
        assertEquals(subject, key("FUZZY SUBJECT \"a b\""));
        assertEquals(subject, key("FUZZY FUZZY (SUBJECT \"a b\")"));
        assertEquals(new SearchKey.And(List.of(subject, FLAGGED)), key("FUZZY SUBJECT \"a b\" FLAGGED"));
        assertEquals(new SearchKey.And(List.of(new SearchKey.Or(subject, new SearchKey.Fuzzy(new SearchKey.Body("c"))),
                new SearchKey.Not(new SearchKey.Fuzzy(new SearchKey.Flag(Flags.FLAGGED, true))))),
                key("FUZZY (OR SUBJECT \"a b\" BODY c NOT FLAGGED)"));
    }

    @Test
    void RELEVANCY_needs_FUZZY() throws SyntaxException {
        assertEquals(Optional.of(Set.of(Return.RELEVANCY, Return.ALL)), parse("RETURN (RELEVANCY ALL) OR SEEN NOT FUZZY TEXT Helo").returns());
        assertThrows(SyntaxException.class, () -> parse("RETURN (RELEVANCY ALL) TEXT Helo"));
    }

    @Test
    void text_is_read_in_the_charset_it_claims() throws SyntaxException {
        byte[] latin = "CHARSET ISO-8859-1 SUBJECT \"über\"".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new SearchKey.Header("subject", "über"), SearchParser.parse(new ImapLexer(latin), false).key());
        byte[] koi = "CHARSET KOI8-R BODY {6+}\r\nПривет".getBytes(Charset.forName("KOI8-R"));
        assertEquals(new SearchKey.Body("Привет"), SearchParser.parse(new ImapLexer(koi), false).key());
        assertEquals(new SearchKey.Body("Привет"), key("CHARSET utf-8 BODY {12}\r\nПривет"));
    }

    @Test
    void an_unknown_charset_is_named_as_such() {
        SyntaxException wrong = assertThrows(SyntaxException.class, () -> parse("CHARSET X-KLINGON BODY a"));
        assertTrue(wrong.asCommand() instanceof ImapCommand.Impossible(var code, _) && code.startsWith("BADCHARSET"));
    }

    @Test
    void a_charset_is_an_error_once_UTF8_is_accepted() {
        assertThrows(SyntaxException.class, () -> SearchParser.parse(new ImapLexer("CHARSET UTF-8 ALL".getBytes(StandardCharsets.US_ASCII)), true));
    }

    @Test
    void nesting_has_a_bound() throws SyntaxException {
        int most = SearchParser.DEEPEST - 1;
        assertEquals(UNSEEN, key("(".repeat(most) + "UNSEEN" + ")".repeat(most)));
        assertThrows(SyntaxException.class, () -> key("(".repeat(most + 1) + "UNSEEN" + ")".repeat(most + 1)));
        assertThrows(SyntaxException.class, () -> key("NOT ".repeat(60_000 / 4) + "UNSEEN"));
        assertThrows(SyntaxException.class, () -> key("(".repeat(60_000)));
    }
}
