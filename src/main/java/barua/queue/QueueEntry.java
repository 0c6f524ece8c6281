package barua.queue;

import barua.message.Address;
import barua.message.ReversePath;
import barua.queue.QueuedEnvelope.Failure;
import barua.queue.QueuedEnvelope.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** One message that waits, in memory. The {@link Agenda}'s lock guards all that changes here; {@link #writing} orders what is written of it. */
final class QueueEntry {

    private static final long LONGEST_DOWN = Duration.ofDays(1).toNanos();

    /** One recipient. {@code due} is on the monotonic clock. */
    static final class Slot {
        final Address recipient;
        int attempts;
        long due;
        String lastWord = "";
        Optional<Failure> last = Optional.empty();      // what the last attempt ended with, where that is known
        Optional<Failure> failure = Optional.empty();
        boolean busy;       // taken from the agenda
        boolean running;    // and an attempt is being made
        boolean urgent;     // an administrator wants it tried, whatever happened to its destination before

        Slot(Address recipient, long due) {
            this.recipient = recipient;
            this.due = due;
        }
    }

    final String id;
    final ReversePath from;
    final Instant arrived;
    final Duration hold;
    final long size;
    final List<Slot> slots = new ArrayList<>();
    final ReentrantLock writing = new ReentrantLock();
    boolean held;
    boolean told;
    boolean over;                                       // served or removed; guarded by writing
    OptionalLong agendaAt = OptionalLong.empty();       // where the agenda has it
    private final long born;                            // when it came, on the monotonic clock, before this start if need be

    private QueueEntry(QueuedEnvelope envelope, long size, long born) {
        this.id = envelope.id();
        this.from = envelope.from();
        this.arrived = envelope.arrived();
        this.hold = envelope.hold();
        this.held = envelope.held();
        this.told = envelope.told();
        this.size = size;
        this.born = born;
    }

    /** A new one. */
    static QueueEntry fresh(QueuedEnvelope envelope, long size, long now) {
        QueueEntry entry = new QueueEntry(envelope, size, now);
        envelope.lines().forEach(line -> entry.slots.add(new Slot(line.recipient(), now + envelope.hold().toNanos())));
        return entry;
    }

    /**
     * One from before a restart. The wall clock alone knows how long we were down, and it may have jumped: it can put an attempt off
     * by no more than the schedule would, and can age a message by no more than a day.
     */
    static QueueEntry revived(QueuedEnvelope envelope, long size, Instant wall, long now, QueueOptions options) {
        long down = Math.clamp(Duration.between(envelope.saved(), wall).toNanos(), 0, LONGEST_DOWN);
        QueueEntry entry = new QueueEntry(envelope, size, now - envelope.waited().toNanos() - down);
        for (Line line : envelope.lines()) {
            Duration longest = line.attempts() == 0 ? envelope.hold() : options.pause(line.attempts());
            Duration left = Duration.between(wall, line.next());
            Duration pause = left.isNegative() ? Duration.ZERO : left.compareTo(longest) > 0 ? longest : left;
            Slot slot = new Slot(line.recipient(), now + pause.toNanos());
            slot.attempts = line.attempts();
            slot.lastWord = line.lastWord();
            slot.last = line.last();
            slot.failure = line.failure();
            entry.slots.add(slot);
        }
        return entry;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - born);
    }

    boolean isRunning() {
        return slots.stream().anyMatch(slot -> slot.running);
    }

    /** When something is to be done, empty where everything is under way or held. */
    OptionalLong nextDue() {
        return held ? OptionalLong.empty() : slots.stream().filter(slot -> !slot.busy).mapToLong(slot -> slot.due).reduce((a, b) -> b - a < 0 ? b : a);
    }

    QueuedEnvelope envelope(Instant wall, long now) {
        List<Line> lines = slots.stream()
                .map(slot -> new Line(slot.recipient, slot.attempts, wall.plusNanos(slot.due - now), slot.lastWord, slot.last, slot.failure)).toList();
        return new QueuedEnvelope(id, from, arrived, wall, age(now), hold, held, told, lines);
    }
}
