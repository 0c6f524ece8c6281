package barua.queue;

import barua.message.Address;
import barua.message.ReversePath;
import barua.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written down about one waiting message.
 *
 * @param arrived by the wall clock, for people
 * @param saved   when this was written, by the wall clock
 * @param waited  how long it had waited by then, by the monotonic clock
 * @param hold    how long its first attempt was put off
 * @param held    an administrator holds it
 * @param told    its sender knows of the delay
 */
record QueuedEnvelope(String id, ReversePath from, Instant arrived, Instant saved, Duration waited, Duration hold, boolean held, boolean told,
        List<Line> lines) {

    QueuedEnvelope {
        lines = List.copyOf(lines);
    }

    /**
     * One recipient that has not been served.
     *
     * @param next     when it is tried next, by the wall clock; clamped when read, in case that clock has jumped
     * @param lastWord why the last attempt failed; empty before the first
     * @param last     the same with who said it; empty before the first attempt, and in what was written before this was kept
     * @param failure  it failed for good and its bounce could not be sent so far
     */
    record Line(Address recipient, int attempts, Instant next, String lastWord, Optional<Failure> last, Optional<Failure> failure) {
    }

    record Failure(Status status, String remoteHost, String remoteReply) {
    }
}
