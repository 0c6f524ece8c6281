package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderIndexTest {

    private FolderIndex index;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        index = new FolderIndex(office.inbox());
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private List<List<Long>> rows() throws IOException {
        return index.now().rows().stream().map(row -> Arrays.stream(row.uids()).boxed().toList()).toList();
    }

    @Test
    void conversations_are_listed_by_their_newest_letter() throws IOException {
        long first = office.file(office.inbox(), "Ratiba");
        long other = office.file(office.inbox(), "Chakula");
        long reply = office.file(office.inbox(), "Subject: Re: Ratiba\nMessage-ID: <r@x.example>\nIn-Reply-To: <Ratiba@mbali.example>", Flags.of(Flags.SEEN));
        assertEquals(List.of(List.of(reply, first), List.of(other)), rows());
        assertEquals(List.of(first, reply), index.conversation(first));
        assertEquals(1, index.now().rows().getFirst().unread());
    }

    @Test
    void an_unchanged_folder_has_an_unchanged_version() throws IOException {
        long uid = office.file(office.inbox(), "a");
        long version = index.now().version();
        assertEquals(version, index.now().version());
        office.inbox().store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
        assertNotEquals(version, index.now().version());
        assertEquals(0, index.now().rows().getFirst().unread());
    }

    @Test
    void what_is_expunged_leaves_the_list() throws IOException {
        long first = office.file(office.inbox(), "a");
        long second = office.file(office.inbox(), "b");
        index.now();
        office.inbox().expunge(new long[] {first});
        assertEquals(List.of(List.of(second)), rows());
        assertEquals(List.of(first), index.conversation(first));
    }

    @Test
    void reading_letters_makes_no_list_anew_and_only_the_rows_that_look_otherwise() throws IOException {
        long first = office.file(office.inbox(), "a");
        long second = office.file(office.inbox(), "b");
        FolderIndex.Listed before = index.now();
        office.inbox().store(new long[] {first}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
        assertEquals(List.of(second), index.conversation(second));
        FolderIndex.Listed after = index.now();
        assertEquals(before.version() + 1, after.version(), "opening a letter counted as a change of the list");
        assertSame(before.rows().getFirst(), after.rows().getFirst());
        assertEquals(0, after.rows().get(1).unread());
    }

    @Test
    void one_that_goes_while_another_comes_is_noticed() throws IOException {
        long first = office.file(office.inbox(), "a");
        index.now();
        office.inbox().expunge(new long[] {first});
        long second = office.file(office.inbox(), "b");
        assertEquals(List.of(List.of(second)), rows());
    }

    @Test
    void an_empty_folder_has_no_rows() throws IOException {
        assertEquals(List.of(), rows());
    }
}
