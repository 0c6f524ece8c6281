package barua.queue;

import barua.queue.QueueEntry.Slot;
import barua.queue.QueuedEnvelope.Failure;
import barua.queue.Routing.Hop;
import java.util.List;

/** One piece of work on one message. */
sealed interface Job {

    QueueEntry entry();

    List<Slot> slots();

    /** Take it to these recipients. */
    record Try(QueueEntry entry, List<Slot> slots, Hop hop) implements Job {

        /** Whether it is tried even where the destination is left alone. Under the agenda's lock. */
        boolean isUrgent() {
            return slots.stream().anyMatch(slot -> slot.urgent);
        }
    }

    /** Its destination is known to be down: do not try, but see whether it has waited too long. */
    record Postpone(QueueEntry entry, List<Slot> slots, Hop hop, Failure why, long until) implements Job {
    }

    /** Nothing is to be tried: a bounce that could not be sent, or an envelope that could not be written. */
    record Tidy(QueueEntry entry, List<Slot> slots) implements Job {
    }
}
