package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchSourceTest {

    private static final List<Entry> ENTRIES = List.of(entry("INBOX", true, true), entry("Kazi", false, true), entry("Kazi/A", true, false),
            entry("Kazi/A/1", true, true), entry("Kazini", true, false), entry("Zamani", false, true));

    private static Entry entry(String name, boolean exists, boolean subscribed) {
        return new Entry(FolderName.of(name), exists, subscribed, false, Optional.empty());
    }

    private static List<SearchSource> parse(String text) throws SyntaxException {
        return SourceParser.parse(new ImapLexer(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private static List<String> folders(String sources) throws SyntaxException {
        return SearchSource.folders(ENTRIES, parse(sources)).stream().map(FolderName::toString).toList();
    }

    @Test
    void each_source_means_folders_that_exist() throws SyntaxException {
        assertEquals(List.of("INBOX", "Kazi/A", "Kazi/A/1", "Kazini"), folders("(personal)"));
        assertEquals(List.of("INBOX", "Kazi/A", "Kazi/A/1", "Kazini"), folders("(INBOXES)"));
        assertEquals(List.of("INBOX", "Kazi/A/1"), folders("(subscribed)"));
        assertEquals(List.of("Kazi/A", "Kazi/A/1"), folders("(subtree Kazi)"));
        assertEquals(List.of("Kazi/A"), folders("(subtree-one Kazi)"));
        assertEquals(List.of("Kazi/A", "Kazi/A/1"), folders("(subtree-one \"Kazi/A\")"));
        assertEquals(List.of("Kazini"), folders("(mailboxes (Kazini Kazi Nowhere))"));
        assertEquals(List.of("INBOX"), folders("(mailboxes inbox)"));
        assertEquals(List.of(), folders("(selected)"));
    }

    @Test
    void a_folder_that_several_sources_name_comes_once() throws SyntaxException {
        assertEquals(List.of("Kazini", "INBOX", "Kazi/A/1"), folders("(mailboxes Kazini subscribed subtree Kazi/A/1 mailboxes (Kazini))"));
    }

    @Test
    void names_and_sources_have_a_bound() throws SyntaxException {
        assertTrue(limited("(mailboxes (" + IntStream.range(0, 1_001).mapToObj(i -> "f" + i).collect(Collectors.joining(" ")) + "))"));
        assertTrue(limited("(" + "personal ".repeat(101).strip() + ")"));
        assertEquals(100, parse("(" + "personal ".repeat(100).strip() + ")").size());
    }

    private static boolean limited(String text) {
        SyntaxException wrong = assertThrows(SyntaxException.class, () -> parse(text));
        return wrong.asCommand() instanceof ImapCommand.Impossible(var code, _) && code.equals("LIMIT");
    }
}
