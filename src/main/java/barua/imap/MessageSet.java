package barua.imap;

import java.util.List;

/** Messages by number, by UID, or those that the last SEARCH saved (RFC 9051 §4.1.1, §9 sequence-set). */
sealed interface MessageSet {

    /** {@code *}: the greatest number in use. */
    long LAST = Long.MAX_VALUE;

    /** Both ends belong to it; {@code from} is not above {@code to}, but for {@link #LAST} standing on either side: it is written last. */
    record Range(long from, long to) {
    }

    record Ranges(List<Range> ranges) implements MessageSet {
    }

    /** {@code $} (RFC 5182). */
    record Saved() implements MessageSet {
    }
}
