package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that is full, with and without saying so before: indexing stops, searches go on, and it goes on by itself when there is room. */
class FullDiskTest extends SearchHouse {

    /** Faulty at will. */
    private static final class FaultyDisk implements IndexDisk {

        volatile boolean room = true;
        volatile boolean writes = true;

        @Override
        public boolean hasRoom() {
            return room;
        }

        private void write() throws IOException {
            if (!writes) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public Directory open(Path folder) throws IOException {
            return new FilterDirectory(FSDirectory.open(folder)) {
                @Override
                public IndexOutput createOutput(String name, IOContext context) throws IOException {
                    write();
                    return new FilterIndexOutput("faulty", name, in.createOutput(name, context)) {
                        @Override
                        public void writeByte(byte b) throws IOException {
                            write();
                            super.writeByte(b);
                        }

                        @Override
                        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                            write();
                            super.writeBytes(bytes, offset, length);
                        }
                    };
                }
            };
        }
    }

    private final FaultyDisk disk = new FaultyDisk();

    @BeforeEach
    void openFaulty() throws IOException {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.empty(), SearchOptions.usual(), disk);
    }

    private List<Long> found(String typed) throws IOException {
        return search.find(NEEMA, QueryReader.read(typed, LocalDate.of(2026, 3, 2)), ZoneOffset.UTC).hits().stream().map(Found.Hit::uid).toList();
    }

    private void awaitKnown(long messages) throws Exception {
        long until = System.nanoTime() + 60_000_000_000L;
        while (search.state(NEEMA).known() < messages && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertEquals(messages, search.state(NEEMA).known());
    }

    @Test
    void what_comes_while_the_disk_is_full_is_looked_through_and_taken_in_later() throws Exception {
        long one = file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        assertEquals(List.of(one), uids("zumaridi"));
        disk.room = false;
        long two = file(inbox, "a@mbali.example", "Zumaridi mbili", text("mbili"));
        long until = System.nanoTime() + 20_000_000_000L;
        while (search.state().limits().parked() < 1 && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertEquals(new SearchState.Limits(Room.NONE, true, 1), search.state().limits());
        assertTrue(search.awaitCurrent(5_000), "nothing else waits");
        assertEquals(1, search.state(NEEMA).known());
        assertEquals(List.of(two, one), found("zumaridi"));
        assertEquals(List.of(false, true), candidates(one, two));
        disk.room = true;
        awaitKnown(2);
        assertEquals(List.of(two, one), found("zumaridi"));
        assertEquals(SearchState.Limits.NONE, search.state().limits());
    }

    /** Whether each need not be ruled in: a word that stands in neither is certainly not in what the index knows. */
    private List<Boolean> candidates(long... uids) {
        Candidates known = search.candidates(inbox, SearchScope.TEXT, "yakuti").orElseThrow();
        return java.util.Arrays.stream(uids).mapToObj(uid -> known.of(uid) == Candidates.Answer.MAYBE).toList();
    }

    @Test
    void where_writing_fails_what_was_written_is_searched_and_the_rest_is_made_anew() throws Exception {
        long one = file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        assertEquals(List.of(one), uids("zumaridi"));
        search.close();   // that is written
        search = Search.open(data.resolve("search"), store, Optional.empty(), SearchOptions.usual(), disk);
        settle(NEEMA);
        Path index = data.resolve("search/mfano.example/neema");
        disk.writes = false;
        long two = file(inbox, "a@mbali.example", "Zumaridi mbili", text("mbili"));
        assertEquals(List.of(two, one), found("zumaridi"));
        assertTrue(search.candidates(inbox, SearchScope.TEXT, "zumaridi").isPresent(), "the index answers, as far as it goes");
        assertTrue(Files.isDirectory(index), "it is not thrown away");
        disk.writes = true;
        awaitKnown(2);
        assertEquals(List.of(two, one), found("zumaridi"));
        Folder.Position stands = inbox.position();
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"), SearchOptions.usual(), disk);
        assertEquals(Optional.of(stands), indexes.with(NEEMA, opened -> opened.position(inbox.mailboxId())), "and is written");
        indexes.close();
    }

    @Test
    void a_damaged_index_is_made_anew_but_not_one_that_there_is_no_room_for() throws Exception {
        file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        settle(NEEMA);
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"), SearchOptions.usual(), new IndexDisk() {
            @Override
            public Directory open(Path folder) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public boolean hasRoom() {
                return true;
            }
        });
        org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> indexes.with(NEEMA, AccountIndex::size));
        assertTrue(Files.exists(data.resolve("search/mfano.example/neema/segments_1")) || segments() > 0);
        assertEquals(false, Files.exists(data.resolve("search/mfano.example/.neema.damaged")));
    }

    private long segments() throws IOException {
        try (var all = Files.list(data.resolve("search/mfano.example/neema"))) {
            return all.filter(file -> file.getFileName().toString().startsWith("segments")).count();
        }
    }
}
