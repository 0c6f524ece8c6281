package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import barua.imap.SortKey.What;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortParserTest {

    private static ImapCommand parse(String line) {
        return ImapParser.parse(("a " + line).getBytes(StandardCharsets.UTF_8), true).command();
    }

    @Test
    void keys_and_what_to_return() {
        SearchRequest all = new SearchRequest(Optional.empty(), new SearchKey.All());
        assertEquals(new OnMessages.Sort(List.of(new SortKey(What.SUBJECT, false), new SortKey(What.DATE, true)), all, false),
                parse("SORT (SUBJECT REVERSE DATE) UTF-8 ALL"));
        assertEquals(new OnMessages.Sort(List.of(new SortKey(What.DISPLAYTO, true)), all, true),
                parse("uid sort (reverse displayto) \"us-ascii\" all"));
        assertEquals(new OnMessages.Sort(List.of(new SortKey(What.CC, false)),
                new SearchRequest(Optional.of(Set.of(Return.MIN, Return.SAVE)), new SearchKey.All()), true),
                parse("UID SORT RETURN (MIN SAVE) (CC) UTF-8 ALL"));
        assertEquals(new OnMessages.Thread(ThreadAlgorithm.REFERENCES, all, false), parse("THREAD REFERENCES UTF-8 ALL"));
        assertEquals(new OnMessages.Thread(ThreadAlgorithm.ORDEREDSUBJECT, all, true), parse("UID THREAD orderedsubject UTF-8 ALL"));
    }

    @Test
    void a_second_key_of_a_kind_says_nothing() {
        OnMessages.Sort sort = assertInstanceOf(OnMessages.Sort.class, parse("SORT (SIZE REVERSE SIZE DATE" + " SIZE".repeat(5_000) + ") UTF-8 ALL"));
        assertEquals(List.of(new SortKey(What.SIZE, false), new SortKey(What.DATE, false)), sort.keys());
    }

    @Test
    void texts_are_read_in_the_charset() {
        byte[] line = "a SORT (DATE) ISO-8859-1 SUBJECT {1}\r\n\u00fc".getBytes(StandardCharsets.ISO_8859_1);
        OnMessages.Sort sort = assertInstanceOf(OnMessages.Sort.class, ImapParser.parse(line, false).command());
        assertEquals(new SearchKey.Header("subject", "\u00fc"), sort.request().key());
        assertInstanceOf(ImapCommand.Impossible.class, parse("SORT (DATE) X-KLINGON ALL"));
        assertInstanceOf(ImapCommand.Impossible.class, parse("THREAD REFERENCES X-KLINGON ALL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SORT", "SORT () UTF-8 ALL", "SORT (REVERSE) UTF-8 ALL", "SORT (REVERSE REVERSE DATE) UTF-8 ALL", "SORT (DATE) UTF-8",
        "SORT DATE UTF-8 ALL",
        "SORT (BCC) UTF-8 ALL", "SORT (DATE) UTF-8 BLAH", "SORT (RELEVANCY) UTF-8 SUBJECT x", "SORT RETURN (RELEVANCY) (DATE) UTF-8 ALL",
        "SORT RETURN (UPDATE) (DATE) UTF-8 ALL", "SORT RETURN () UTF-8 ALL", "THREAD UTF-8 ALL", "THREAD REFS UTF-8 ALL", "THREAD REFERENCES UTF-8",
        "THREAD RETURN (ALL) REFERENCES UTF-8 ALL", "SORT (DATE)  UTF-8 ALL"})
    void nonsense(String line) {
        assertInstanceOf(ImapCommand.Malformed.class, parse(line));
    }
}
