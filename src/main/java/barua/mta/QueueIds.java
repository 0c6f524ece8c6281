package barua.mta;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queue ids: 12 characters of lower-case base 32 without letters that look alike, made of milliseconds and a counter. They sort by time,
 * and never repeat in one process, even when the clock steps back; over a restart, as long as the clock does not.
 */
final class QueueIds {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 12;
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    QueueIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis() << COUNTER_BITS;
        long value = last.updateAndGet(before -> Math.max(before + 1, now));
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (value & 31));
            value >>>= 5;
        }
        return new String(text);
    }
}
