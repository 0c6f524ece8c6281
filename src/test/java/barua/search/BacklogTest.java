package barua.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A folder is taken in slice by slice; what is left is known meanwhile. */
class BacklogTest extends SearchHouse {

    private static BooleanSupplier times(int most) {
        int[] asked = {0};
        return () -> asked[0]++ < most;
    }

    @Test
    void slices_take_the_newest_first_and_what_comes_and_goes_meanwhile_is_seen() throws Exception {
        for (int i = 0; i < 6; i++) {
            file(inbox, "a@mbali.example", "letter " + i, text("moja"));
        }
        try (AccountIndex index = AccountIndex.passing(SearchOptions.usual())) {
            String id = inbox.mailboxId();
            assertFalse(new CatchingUp(index, inbox).run(times(2)));
            assertArrayEquals(new long[] {5, 6}, index.uids(id));
            assertArrayEquals(new long[] {1, 2, 3, 4}, index.backlog(id).orElseThrow().uids());
            inbox.expunge(new long[] {2, 6});
            long seven = file(inbox, "a@mbali.example", "letter 7", text("saba"));
            assertFalse(new CatchingUp(index, inbox).run(times(2)));
            assertArrayEquals(new long[] {4, 5, seven}, index.uids(id));
            assertTrue(new CatchingUp(index, inbox).run(times(9)));
            assertArrayEquals(new long[] {1, 3, 4, 5, seven}, index.uids(id));
            assertEquals(inbox.position(), index.position(id).orElseThrow());
            assertTrue(index.backlog(id).isEmpty());
            long eight = file(inbox, "a@mbali.example", "letter 8", text("nane"));
            assertTrue(new CatchingUp(index, inbox).run(times(1)));
            assertArrayEquals(new long[] {1, 3, 4, 5, seven, eight}, index.uids(id));
        }
    }
}
