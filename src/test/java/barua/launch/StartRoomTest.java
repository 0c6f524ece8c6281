package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRoomTest {

    private static final long MB = 1 << 20;

    @TempDir
    private Path folder;
    private DataFolder data;
    private Path reserve;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void make() throws Refusal, IOException {
        data = new DataFolder(folder.resolve("data"));
        data.make();
        reserve = data.folder("mail").resolve(".reserve");
        Files.write(reserve, new byte[1]);
    }

    private StartRoom with(long free) {
        return new StartRoom(data, where -> Files.exists(reserve) ? free : free + 16 * MB, said::add);
    }

    @Test
    void with_room_nothing_is_touched() throws Refusal, IOException {
        Files.createDirectories(data.folder("db").resolve("data"));
        with(16 * MB).require(true);
        assertTrue(Files.exists(reserve));
        assertEquals(List.of(), said);
    }

    @Test
    void on_a_full_disk_the_reserve_is_given_away_and_that_is_said() throws Refusal, IOException {
        Files.createDirectories(data.folder("db").resolve("data"));
        with(0).require(true);
        assertFalse(Files.exists(reserve));
        assertEquals(List.of("the disk of " + data.root() + " is full: its reserve of 16 MB was given away for the start; make room soon"), said);
    }

    @Test
    void where_that_is_not_enough_the_start_is_refused_with_both_numbers() throws IOException {
        Files.createDirectories(data.folder("db").resolve("data"));
        Files.delete(reserve);
        StartRoom room = new StartRoom(data, where -> 5 * MB + 7, said::add);
        assertEquals("the disk of " + data.root() + " is full: 5 MB are free, and a start needs 16 MB. Nothing is lost; make room and start again",
                assertThrows(Refusal.class, () -> room.require(true)).getMessage());
    }

    @Test
    void a_new_database_needs_more_and_one_elsewhere_nearly_nothing() throws Refusal {
        assertTrue(assertThrows(Refusal.class, () -> with(100 * MB).require(true)).getMessage().contains("a start needs 128 MB"));
        with(MB).require(false);
    }

    @Test
    void the_disk_of_the_database_counts_where_it_is_another() throws IOException {
        Files.createDirectories(data.folder("db").resolve("data"));
        StartRoom room = new StartRoom(data, where -> where.endsWith("db") ? 3 * MB : 1000 * MB, said::add);
        assertTrue(assertThrows(Refusal.class, () -> room.require(true)).getMessage().contains("3 MB are free"));
    }
}
