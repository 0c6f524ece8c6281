package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.imap.FetchItem.Body;
import barua.imap.FetchItem.Known;
import barua.imap.FetchItem.Partial;
import barua.imap.FetchItem.Section;
import barua.imap.FetchItem.What;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FetchParserTest {

    private static List<FetchItem> items(String text) throws SyntaxException {
        return request(text).items();
    }

    private static FetchRequest request(String text) throws SyntaxException {
        return FetchParser.parse(new ImapLexer(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static FetchItem body(String label, List<Integer> part, What what, boolean peek) {
        return new Body(label, new Section(part, what), peek, Optional.empty());
    }

    @Test
    void macros() throws SyntaxException {
        assertEquals(List.of(Known.FLAGS, Known.INTERNALDATE, Known.SIZE), items("FAST"));
        assertEquals(List.of(Known.FLAGS, Known.INTERNALDATE, Known.SIZE, new FetchItem.Envelope()), items("all"));
        assertEquals(5, items("FULL").size());
    }

    @Test
    void an_item_that_is_asked_for_twice_is_answered_once() throws SyntaxException {
        assertEquals(List.of(Known.UID, Known.FLAGS), items("(UID FLAGS uid)"));
    }

    @Test
    void sections_keep_the_label_by_which_they_were_asked() throws SyntaxException {
        assertEquals(List.of(body("BODY[]", List.of(), new What.Everything(), false)), items("BODY[]"));
        assertEquals(List.of(body("BODY[HEADER]", List.of(), new What.Header(), true)), items("BODY.PEEK[header]"));
        assertEquals(List.of(body("BODY[1.2]", List.of(1, 2), new What.Everything(), false)), items("BODY[1.2]"));
        assertEquals(List.of(body("BODY[2.MIME]", List.of(2), new What.Mime(), true)), items("BODY.PEEK[2.MIME]"));
        assertEquals(List.of(body("BODY[4.2.HEADER.FIELDS.NOT (TO CC)]", List.of(4, 2), new What.Fields(List.of("TO", "CC"), true), false)),
                items("BODY[4.2.HEADER.FIELDS.NOT (To \"Cc\")]"));
        assertEquals(List.of(body("RFC822.HEADER", List.of(), new What.Header(), true)), items("RFC822.HEADER"));
    }

    @Test
    void partials() throws SyntaxException {
        assertEquals(List.of(new Body("BODY[1]", new Section(List.of(1), new What.Everything()), true, Optional.of(new Partial(0, 2048)))),
                items("BODY.PEEK[1]<0.2048>"));
        assertEquals(List.of(new FetchItem.Binary("BINARY[3]", List.of(3), true, Optional.of(new Partial(10, 5)))), items("BINARY.PEEK[3]<10.5>"));
        assertEquals(List.of(new FetchItem.BinarySize("BINARY.SIZE[]", List.of())), items("BINARY.SIZE[]"));
    }

    @Test
    void only_what_is_not_peeked_at_is_seen() throws SyntaxException {
        assertEquals(true, request("BODY[TEXT]").sees());
        assertEquals(true, request("RFC822.TEXT").sees());
        assertEquals(true, request("(FLAGS BINARY[1])").sees());
        assertEquals(false, request("(BODY BODYSTRUCTURE BODY.PEEK[] RFC822.HEADER BINARY.SIZE[1] ENVELOPE)").sees());
    }

    @Test
    void modifiers() throws SyntaxException {
        assertEquals(OptionalLong.of(717), request("(FLAGS) (CHANGEDSINCE 717 VANISHED)").changedSince());
        assertEquals(true, request("FLAGS (VANISHED CHANGEDSINCE 717)").vanished());
    }
}
