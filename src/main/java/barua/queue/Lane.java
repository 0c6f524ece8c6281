package barua.queue;

import barua.queue.QueuedEnvelope.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What goes to one destination: how much at once, and how long it is left alone after it could not be reached. The agenda's lock guards it. */
final class Lane {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;    // half an hour

    final Deque<Job.Try> waiting = new ArrayDeque<>();
    private int running;
    private int failures;
    private long until;
    private Optional<Failure> why = Optional.empty();

    /** A destination that failed gets one probe at a time until it answers. */
    boolean hasRoom(int most) {
        return running < (failures > 0 ? 1 : most);
    }

    boolean isDown(long now) {
        return failures > 0 && until - now > 0;
    }

    Job.Postpone postpone(Job.Try job) {
        return new Job.Postpone(job.entry(), job.slots(), job.hop(), why.orElseThrow(), until);
    }

    void begun() {
        running++;
    }

    void ended() {
        running--;
    }

    void reached() {
        failures = 0;
    }

    void failed(Failure last, long now) {
        why = Optional.of(last);
        until = now + FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)).toNanos();
        failures++;
    }

    /** An administrator wants it tried now. */
    void probeNow(long now) {
        until = now;
    }

    boolean isForgettable(long now) {
        return running == 0 && waiting.isEmpty() && !isDown(now);
    }
}
