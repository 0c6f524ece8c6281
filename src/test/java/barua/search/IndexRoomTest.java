package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IndexRoomTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address JUMA = Address.of("juma@mfano.example");

    private final AtomicBoolean disk = new AtomicBoolean(true);
    private final AtomicLong now = new AtomicLong();

    private IndexRoom room(long mostOfOne, long mostOfAll) {
        return new IndexRoom(new SearchOptions(Set.of(), 1, 1, mostOfOne, mostOfAll, 0, Set::of), disk::get, now::get);
    }

    private static List<Room> as(IndexRoom room, long... sizes) {
        return java.util.Arrays.stream(sizes).mapToObj(size -> {
            room.takes(NEEMA, size);
            return room.of(NEEMA);
        }).toList();
    }

    @Test
    void files_stop_first_then_letters_and_they_go_on_when_there_is_clearly_more_room() {
        IndexRoom room = room(1_000, Long.MAX_VALUE);
        assertEquals(List.of(Room.ALL, Room.LETTERS, Room.LETTERS, Room.NONE, Room.NONE, Room.LETTERS, Room.LETTERS, Room.ALL),
                as(room, 799, 800, 999, 1_000, 950, 949, 750, 749));
        assertEquals(Room.ALL, room.of(JUMA));
    }

    @Test
    void what_all_take_is_what_each_takes_now() {
        IndexRoom room = room(Long.MAX_VALUE, 1_000);
        room.takes(JUMA, 600);
        assertEquals(List.of(Room.ALL, Room.LETTERS, Room.NONE), as(room, 100, 250, 400));
        assertEquals(List.of(Room.NONE, Room.NONE), List.of(room.of(JUMA), room.all()));
        assertFalse(room.takeImproved());
        room.takes(JUMA, 0);
        assertEquals(List.of(Room.ALL, Room.ALL), List.of(room.of(NEEMA), room.all()));
        assertTrue(room.takeImproved());
        assertFalse(room.takeImproved(), "asked once");
    }

    @Test
    void a_full_disk_stops_everybody_until_it_has_room() {
        IndexRoom room = room(Long.MAX_VALUE, Long.MAX_VALUE);
        assertFalse(room.isDiskFull());
        disk.set(false);
        assertEquals(List.of(Room.NONE, true), List.of(room.of(NEEMA), room.isDiskFull()));
        disk.set(true);
        assertEquals(List.of(Room.ALL, false, true), List.of(room.of(NEEMA), room.isDiskFull(), room.takeImproved()));
    }

    @Test
    void a_disk_that_failed_counts_as_full_for_a_while() {
        IndexRoom room = room(Long.MAX_VALUE, Long.MAX_VALUE);
        room.full();
        assertTrue(room.isDiskFull());
        now.addAndGet(TimeUnit.SECONDS.toNanos(29));
        assertTrue(room.isDiskFull());
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertFalse(room.isDiskFull());
        assertTrue(room.takeImproved());
    }
}
