package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.imap.MessageSet.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which UIDs are told as gone where the folder has forgotten (RFC 7162 §3.2.5.1). */
class VanishedTest {

    private static String gaps(List<Range> known, long next, long... taken) {
        return NumberSet.text(Vanished.gaps(Vanished.merged(known), taken, next));
    }

    @Test
    void gaps_are_told_as_ranges_however_wide_they_are() {
        assertEquals("1:4,6,9:4000000000", gaps(List.of(new Range(1, MessageSet.LAST)), 4_000_000_001L, 5, 7, 8));
    }

    @Test
    void nothing_is_told_of_what_was_never_given_or_not_asked_for() {
        assertEquals("", gaps(List.of(new Range(5, MessageSet.LAST)), 5));
        assertEquals("", gaps(List.of(new Range(MessageSet.LAST, MessageSet.LAST)), 5));
        assertEquals("", gaps(List.of(), 5));
        assertEquals("2:3", gaps(List.of(new Range(2, 3)), 5, 4));
        assertEquals("", gaps(List.of(new Range(2, 3)), 5, 2, 2, 3, 3));
    }

    @Test
    void ranges_that_touch_or_overlap_are_told_once() {
        assertEquals("1:2,4:9", gaps(List.of(new Range(4, 9), new Range(1, 4), new Range(2, 3), new Range(5, 6)), 100, 3));
        assertEquals(List.of(new Range(1, MessageSet.LAST)), Vanished.merged(List.of(new Range(7, MessageSet.LAST), new Range(1, 6), new Range(9, 9))));
    }
}
