package barua.queue;

import barua.message.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one queue works.
 *
 * @param folder         where it keeps what waits; made where it is missing
 * @param hostname       in bounces
 * @param postmaster     whom bounces come from
 * @param schedule       how long to wait after the first, second ... failed attempt; the last one repeats
 * @param lifetime       how long a message waits before it bounces
 * @param delayNotice    how long it waits before its sender is told
 * @param parallel       attempts at once in all
 * @param perDestination attempts at once to one destination
 */
public record QueueOptions(Path folder, String hostname, Address postmaster, List<Duration> schedule, Duration lifetime, Duration delayNotice,
        int parallel, int perDestination) {

    private static final List<Duration> SCHEDULE = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30),
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));

    public QueueOptions {
        schedule = List.copyOf(schedule);
    }

    /** The usual: tried for five days (RFC 5321 §4.5.4.1), the sender told after four hours, 40 attempts at once, four to one destination. */
    public static QueueOptions of(Path folder, String hostname, Address postmaster) {
        return new QueueOptions(folder, hostname, postmaster, SCHEDULE, Duration.ofDays(5), Duration.ofHours(4), 40, 4);
    }

    /** How long to wait after so many failed attempts; at least one. */
    Duration pause(int attempts) {
        return schedule.get(Math.clamp(attempts - 1L, 0, schedule.size() - 1));
    }
}
