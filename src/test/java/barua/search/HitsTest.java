package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.FolderName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitsTest {

    private static FolderPlaces places(long... received) {
        long[] uids = new long[received.length];
        int[] contents = new int[received.length];
        long[] sizes = new long[received.length];
        for (int i = 0; i < received.length; i++) {
            uids[i] = 10 + i;
            contents[i] = 100 + i;
            sizes[i] = 1_000 + i;
        }
        return new FolderPlaces(uids, contents, received, sizes);
    }

    @Test
    void the_newest_is_first_over_folders_and_of_one_second_what_came_last() {
        FolderName work = FolderName.of("Kazi");
        Hits.Builder hits = new Hits.Builder();
        hits.folder(FolderName.INBOX, places(5_000, 1_790_000_000_000L, 7_000, -3_000));
        hits.add(0);
        hits.add(1);
        hits.add(3);
        hits.folder(work, places(5_999, 6_000));
        hits.add(0);
        hits.add(1);
        List<Found.Hit> wanted = List.of(new Found.Hit(FolderName.INBOX, 11, Instant.ofEpochMilli(1_790_000_000_000L), 1_001, 101),
                new Found.Hit(work, 11, Instant.ofEpochMilli(6_000), 1_001, 101), new Found.Hit(work, 10, Instant.ofEpochMilli(5_999), 1_000, 100),
                new Found.Hit(FolderName.INBOX, 10, Instant.ofEpochMilli(5_000), 1_000, 100),
                new Found.Hit(FolderName.INBOX, 13, Instant.ofEpochMilli(-3_000), 1_003, 103));
        assertEquals(wanted, hits.build());
    }

    @Test
    void thousands_keep_their_order() {
        long[] received = new long[5_000];
        for (int i = 0; i < received.length; i++) {
            received[i] = 1_000L * (i * 7919 % received.length);
        }
        Hits.Builder hits = new Hits.Builder();
        hits.folder(FolderName.INBOX, places(received));
        for (int i = 0; i < received.length; i++) {
            hits.add(i);
        }
        Hits built = hits.build();
        assertEquals(5_000, built.size());
        for (int n = 0; n < built.size(); n++) {
            assertEquals(1_000L * (4_999 - n), built.get(n).received().toEpochMilli(), "place " + n);
        }
    }
}
