package barua.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlacesReadingTest {

    @Test
    void the_rows_of_a_folder_come_in_the_order_of_uids_each_with_its_own_numbers() {
        PlacesReading reading = new PlacesReading();
        long[] uids = {4_294_967_295L, 7, 1, 4_294_967_294L, 1_000};   // as segments and slices give them; the highest that there are
        for (long uid : uids) {
            reading.add(uid, (int) (uid % 1_000), 5_000 - uid, 2 * uid);
        }
        FolderPlaces places = reading.places();
        assertArrayEquals(new long[] {1, 7, 1_000, 4_294_967_294L, 4_294_967_295L}, places.uids());
        assertArrayEquals(new int[] {1, 7, 0, 294, 295}, places.contents());
        assertArrayEquals(LongStream.of(places.uids()).map(uid -> 5_000 - uid).toArray(), places.received());
        assertArrayEquals(LongStream.of(places.uids()).map(uid -> 2 * uid).toArray(), places.sizes());
    }

    @Test
    void thousands_in_either_direction_are_the_same() {
        PlacesReading up = new PlacesReading();
        PlacesReading down = new PlacesReading();
        for (int uid = 1; uid <= 3_000; uid++) {
            up.add(uid, uid, uid, uid);
            down.add(3_001 - uid, 3_001 - uid, 3_001 - uid, 3_001 - uid);
        }
        assertArrayEquals(up.places().uids(), down.places().uids());
        assertArrayEquals(up.places().contents(), down.places().contents());
        assertEquals(3_000, down.places().sizes().length);
        assertEquals(0, new PlacesReading().places().uids().length);
    }

    @Test
    void what_is_missing_is_found_by_walking_through_both() {
        assertArrayEquals(new long[] {1, 5, 9}, CatchingUp.without(new long[] {1, 3, 5, 7, 9}, new long[] {2, 3, 7, 8}));
        assertArrayEquals(new long[0], CatchingUp.without(new long[] {3}, new long[] {3}));
        assertArrayEquals(new long[] {3, 4}, CatchingUp.without(new long[] {3, 4}, new long[0]));
        assertArrayEquals(new long[0], CatchingUp.without(new long[0], new long[] {1}));
    }
}
