package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An index follows its mailbox: lost, closed, put back, it knows again what lies there. */
class FollowingTest extends SearchHouse {

    @Test
    void without_its_index_mail_is_found_all_the_same_and_the_index_comes_back() throws Exception {
        long one = file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        assertEquals(List.of(one), uids("zumaridi"));
        search.close();
        Path index = data.resolve("search/mfano.example/neema");
        delete(index);
        Files.writeString(index, "no folder");
        search = Search.open(data.resolve("search"), store, Optional.empty());
        Found found = search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
        assertEquals(List.of(one), found.hits().stream().map(Found.Hit::uid).toList());
        assertEquals(List.of(1L, 1L), List.of(found.known(), found.all()));
        assertEquals(List.of(), search.files(NEEMA, found.hits().getFirst()));
        Files.delete(index);
        search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);   // who asks has it made sooner
        assertEquals(List.of(one), uids("zumaridi"));
        delete(index);   // while it is open
        long two = file(inbox, "a@mbali.example", "Zumaridi mbili", text("mbili"));
        found = search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
        assertEquals(List.of(two, one), found.hits().stream().map(Found.Hit::uid).toList());
        long until = System.nanoTime() + 20_000_000_000L;
        while (!Files.isDirectory(index) && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertEquals(List.of(two, one), uids("zumaridi"));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void an_index_is_made_anew_and_says_how_far_it_is() throws Exception {
        assertEquals(new IndexState(0, 0, 0, 0, Optional.of(Room.ALL)), search.state(JUMA));
        file(inbox, "a@mbali.example", "moja", text("x"));
        file(inbox, "a@mbali.example", "mbili", "Content-Type: application/pdf; name=a.pdf\r\n\r\nx");
        settle(NEEMA);
        IndexState before = search.state(NEEMA);
        assertEquals(List.of(2L, 2L, 1L, 100L), List.of(before.known(), before.all(), (long) before.filesToRead(), (long) before.percent()));
        assertTrue(before.bytes() > 0 && !before.isWhole());
        search.reindex(NEEMA);
        assertEquals(1, uids("mbili").size());
        settle(NEEMA);
        assertEquals(2, search.state(NEEMA).known());
    }

    @Test
    void many_that_come_at_once_into_a_folder_that_is_followed_are_all_taken_in() throws Exception {
        Folder archive = store.open(NEEMA).folder(SpecialUse.ARCHIVE);
        file(archive, "a@mbali.example", "kwanza", text("x"));
        settle(NEEMA);
        for (int i = 0; i < 600; i++) {
            file(inbox, "a@mbali.example", "wingi " + i, text(("neno" + i + " ").repeat(4_000)));
        }
        settle(NEEMA);
        inbox.move(inbox.uids(), archive);
        settle(NEEMA);
        assertEquals(600, uids("wingi in:archive").size());
    }

    @Test
    void an_index_is_never_open_twice_and_never_lost_while_it_is_closed_and_asked() throws Exception {
        file(inbox, "a@mbali.example", "almasi", text("x"));
        settle(NEEMA);
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"), SearchOptions.usual(), new FolderDisk(data, 0, () -> true));
        java.util.concurrent.atomic.AtomicBoolean over = new java.util.concurrent.atomic.AtomicBoolean();
        Thread closer = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                indexes.closeIdle(true);
            }
        });
        for (int i = 0; i < 400; i++) {
            int before = i;
            int known = indexes.with(NEEMA, index -> {
                index.position("x" + before, new Folder.Position(1, 1, before));
                return index.uids(inbox.mailboxId()).length;
            });
            assertEquals(1, known, "after " + i);
        }
        over.set(true);
        closer.join();
        indexes.close();
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(1, uids("almasi").size());
    }

    @Test
    void a_folder_that_was_put_back_from_a_backup_is_read_anew() throws Exception {
        file(inbox, "a@mbali.example", "almasi", text("x"));
        settle(NEEMA);
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"), SearchOptions.usual(), new FolderDisk(data, 0, () -> true));
        Folder.Position stands = inbox.position();
        indexes.with(NEEMA, index -> {
            index.position(inbox.mailboxId(), new Folder.Position(stands.uidValidity(), stands.uidNext() + 100, stands.modseq() + 100));
            return null;
        });
        indexes.close();
        file(inbox, "a@mbali.example", "yakuti", text("x"));
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(1, uids("yakuti").size());
    }
}
