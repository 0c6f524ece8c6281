package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.imap.ImapCommand.OnFolders;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox.Entry;
import barua.mailbox.SpecialUse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderListerTest {

    private static final List<Entry> FOLDERS = List.of(
            entry("INBOX", true, true, false), entry("Projects", false, false, true), entry("Projects/Well", true, true, true),
            entry("Projects/Well/Plans", true, false, false), new Entry(FolderName.of("Sent"), true, false, false, Optional.of(SpecialUse.SENT)),
            entry("Old/Gone", false, true, false));

    private static Entry entry(String name, boolean exists, boolean subscribed, boolean children) {
        return new Entry(FolderName.of(name), exists, subscribed, children, Optional.empty());
    }

    private static List<String> list(String command) {
        ListRequest request = ((OnFolders.Lister) ImapParser.parse(("a " + command).getBytes(StandardCharsets.US_ASCII), false).command()).request();
        return FolderLister.list(FOLDERS, request).stream()
                .map(line -> line.name() + " " + String.join(" ", line.attributes()) + (line.childInfo().isEmpty() ? "" : " +" + line.childInfo())).toList();
    }

    @Test
    void list_shows_all_that_exist_and_the_levels_above_them() {
        assertEquals(List.of("INBOX \\HasNoChildren", "Projects \\NonExistent \\Noselect \\HasChildren", "Projects/Well \\HasChildren",
                "Projects/Well/Plans \\HasNoChildren", "Sent \\HasNoChildren \\Sent"), list("LIST \"\" *"));
        assertEquals(List.of("Projects/Well \\HasChildren"), list("LIST \"Projects/\" %"));
    }

    @Test
    void subscribed_shows_subscriptions_to_what_is_gone_too() {
        assertEquals(List.of("INBOX \\HasNoChildren \\Subscribed", "Old/Gone \\NonExistent \\Noselect \\HasNoChildren \\Subscribed",
                "Projects/Well \\HasChildren \\Subscribed"), list("LIST (SUBSCRIBED) \"\" *"));
    }

    @Test
    void recursivematch_shows_what_lies_above() {
        assertEquals(List.of("INBOX \\HasNoChildren \\Subscribed", "Old \\NonExistent \\Noselect \\HasNoChildren +[SUBSCRIBED]",
                "Projects \\NonExistent \\Noselect \\HasChildren +[SUBSCRIBED]"), list("LIST (SUBSCRIBED RECURSIVEMATCH) \"\" %"));
    }

    /** RFC 5258 §5, example 9. */
    @Test
    void recursivematch_says_nothing_above_what_is_told_itself() {
        List<Entry> folders = List.of(entry("foo2", true, false, true), entry("foo2/bar1", true, true, false), entry("foo2/bar2", true, true, false),
                entry("baz2", true, false, true), entry("baz2/bar2", true, true, false), entry("baz2/bar22", true, true, false),
                entry("eps2", true, true, true), entry("eps2/mamba", true, true, false), entry("qux2/bar2", true, true, false));
        assertEquals(List.of("baz2/bar2", "baz2/bar22", "eps2 +[SUBSCRIBED]", "foo2 +[SUBSCRIBED]", "foo2/bar2", "qux2/bar2"), names(folders, "*2"));
        assertEquals(List.of("baz2 +[SUBSCRIBED]", "eps2 +[SUBSCRIBED]", "foo2 +[SUBSCRIBED]", "qux2 +[SUBSCRIBED]"), names(folders, "%2"));
    }

    private static List<String> names(List<Entry> folders, String pattern) {
        ListRequest request = ((OnFolders.Lister) ImapParser.parse(("a LIST (RECURSIVEMATCH SUBSCRIBED) \"\" " + pattern).getBytes(StandardCharsets.US_ASCII),
                false)
                .command()).request();
        return FolderLister.list(folders, request).stream().map(line -> line.name() + (line.childInfo().isEmpty() ? "" : " +" + line.childInfo())).toList();
    }

    @Test
    void special_use_selects_folders_with_a_use() {
        assertEquals(List.of("Sent \\HasNoChildren \\Sent"), list("LIST (SPECIAL-USE) \"\" *"));
    }

    @Test
    void several_patterns_name_each_folder_once() {
        assertEquals(List.of("INBOX \\HasNoChildren", "Sent \\HasNoChildren \\Sent"), list("LIST \"\" (INBOX S* Sent)"));
    }

    @Test
    void lsub_with_percent_shows_the_level_above_a_subscription() {
        assertEquals(List.of("INBOX []", "Old [\\Noselect]", "Projects [\\Noselect]"),
                FolderLister.lsub(FOLDERS, ListPattern.of("", "%")).stream().map(line -> line.name() + " " + line.attributes()).toList());
        assertEquals(List.of("INBOX []", "Old/Gone [\\Noselect]", "Projects/Well []"),
                FolderLister.lsub(FOLDERS, ListPattern.of("", "*")).stream().map(line -> line.name() + " " + line.attributes()).toList());
    }
}
