package barua.queue;

import barua.message.Address;
import barua.message.Bounce;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.QueueEntry.Slot;
import barua.queue.QueuedEnvelope.Failure;
import barua.queue.Routing.Hop;
import barua.queue.Transport.Outcome;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Does one {@link Job}: makes the attempt, decides for each recipient what its outcome means, tells the sender, writes down what is
 * left. What must stay true: a recipient leaves the envelope only when it was served, or its sender told; and that is on disk
 * before the next attempt. A crash in between repeats an attempt or a bounce, it never loses one.
 */
final class Courier {

    private static final System.Logger LOG = System.getLogger("barua.queue");
    private static final int LONGEST_WORD = 500;

    private final QueueOptions options;
    private final Shelf shelf;
    private final Agenda agenda;
    private final Ways ways;
    private final Bounces bounces;
    private final Trace trace;
    private final Clock clock;
    private final LongSupplier nanos;

    Courier(QueueOptions options, Shelf shelf, Agenda agenda, Ways ways, Trace trace, Clock clock, LongSupplier nanos) {
        this.options = options;
        this.shelf = shelf;
        this.agenda = agenda;
        this.ways = ways;
        this.bounces = new Bounces(options, shelf, ways, trace, clock);
        this.trace = trace;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Never throws: a recipient that nobody gave back would wait until the next start. @return whether the message has left the queue */
    boolean run(Job job) {
        try {
            return switch (job) {
                case Job.Try attempt -> attempt(attempt);
                case Job.Postpone postponed -> postpone(postponed);
                case Job.Tidy tidy -> settle(tidy.entry(), tidy.slots(), false);
            };
        } catch (RuntimeException | Error defect) {
            LOG.log(Level.ERROR, "queue: work on " + job.entry().id + " failed and is tried again", defect);
            putOff(job);
            return false;
        }
    }

    /** A job that could not even begin: its place in the lane is free again, and it is tried later. */
    void giveUp(Job job) {
        putOff(job);
        switch (job) {
            case Job.Try attempt -> agenda.ended(attempt.hop(), Optional.empty(), false, nanos.getAsLong());
            case Job.Postpone postponed -> agenda.ended(postponed.hop(), Optional.empty(), false, nanos.getAsLong());
            case Job.Tidy _ -> { }
        }
    }

    private void putOff(Job job) {
        agenda.with(() -> {
            job.slots().forEach(slot -> slot.due = nanos.getAsLong() + options.pause(Math.max(1, slot.attempts)).toNanos());
            return null;
        });
        release(job.entry(), job.slots());
    }

    // The place in the lane is given back last: whoever waits for it at a stop waits until the outcome is on disk.
    private boolean attempt(Job.Try job) {
        Optional<Failure> unreachable = Optional.empty();
        boolean tried = false;
        try {
            List<Outcome> outcomes = outcomes(job);
            unreachable = unreachable(job.hop(), outcomes);
            tried = true;
            boolean served = false;
            for (int i = 0; i < outcomes.size(); i++) {
                served |= apply(job.entry(), job.slots().get(i), outcomes.get(i));
            }
            return settle(job.entry(), job.slots(), served);
        } finally {
            agenda.ended(job.hop(), unreachable, tried, nanos.getAsLong());
        }
    }

    private List<Outcome> outcomes(Job.Try job) {
        QueueEntry entry = job.entry();
        List<Address> to = job.slots().stream().map(slot -> slot.recipient).toList();
        try {
            List<Outcome> outcomes = ways.transports().apply(job.hop()).attempt(entry.id, entry.from, to, shelf.content(entry.id));
            if (outcomes.size() == to.size()) {
                return outcomes;
            }
            LOG.log(Level.ERROR, "queue: {0} outcomes for {1} recipients", outcomes.size(), to.size());
        } catch (RuntimeException | Error defect) {
            LOG.log(Level.ERROR, "queue: an attempt for " + entry.id + " failed", defect);
        }
        return to.stream().map(recipient -> new Outcome(recipient, Status.passing(3, 0, "trouble here"), "", "")).toList();
    }

    // The whole destination is at fault where we reached nobody, or it sent us away (421). Our own mailboxes never are.
    private static Optional<Failure> unreachable(Hop hop, List<Outcome> outcomes) {
        boolean all = !(hop instanceof Hop.Home) && outcomes.stream().allMatch(outcome -> outcome.status().isPassing()
                && (outcome.remoteReply().isEmpty() ? outcome.status().subject() == 4 : outcome.remoteReply().startsWith("421")));
        return all && !outcomes.isEmpty() ? Optional.of(failure(outcomes.getFirst())) : Optional.empty();
    }

    /** What one outcome means; returns whether the recipient was served. */
    private boolean apply(QueueEntry entry, Slot slot, Outcome outcome) {
        Status status = outcome.status();
        String what = status.isDone() ? "sent" : status.isPassing() ? "deferred" : "failed";
        trace.record(Event.of(entry.id, "", what, slot.recipient.toString(), (outcome.remoteHost() + " " + word(failure(outcome))).strip()));
        return agenda.with(() -> {
            slot.attempts++;
            Failure last = failure(outcome);
            slot.last = Optional.of(last);
            slot.lastWord = word(last);
            slot.due = nanos.getAsLong() + options.pause(slot.attempts).toNanos();
            if (status.isLasting()) {
                slot.failure = Optional.of(last);
            } else if (status.isPassing()) {
                slot.failure = expired(entry, last);
            } else {
                entry.slots.remove(slot);
            }
            return status.isDone();
        });
    }

    private Optional<Failure> expired(QueueEntry entry, Failure last) {
        boolean tooOld = entry.age(nanos.getAsLong()).compareTo(options.lifetime()) >= 0;
        // RFC 3463 §3.5: delivery time expired
        Status status = Status.lasting(4, 7, "tried for " + options.lifetime().toHours() + " hours, at last: " + word(last));
        return tooOld ? Optional.of(new Failure(status, last.remoteHost(), last.remoteReply())) : Optional.empty();
    }

    private static Failure failure(Outcome outcome) {
        return new Failure(outcome.status(), outcome.remoteHost(), outcome.remoteReply());
    }

    private static String word(Failure failure) {
        String word = failure.remoteReply().isEmpty() ? failure.status().toString() : failure.remoteReply();
        return word.substring(0, Math.min(word.length(), LONGEST_WORD));
    }

    private boolean postpone(Job.Postpone job) {
        try {
            boolean aged = agenda.with(() -> {
                for (Slot slot : job.slots()) {
                    slot.due = job.until();
                    slot.last = Optional.of(job.why());
                    slot.lastWord = word(job.why());
                    slot.failure = expired(job.entry(), job.why());
                }
                return isNoticeDue(job.entry()) || job.slots().stream().anyMatch(slot -> slot.failure.isPresent());
            });
            if (aged) {
                return settle(job.entry(), job.slots(), false);
            }
            release(job.entry(), job.slots());
            return false;
        } finally {
            agenda.ended(job.hop(), Optional.empty(), false, nanos.getAsLong());
        }
    }

    /** Tells the sender what there is to tell, writes down what is left, and gives the recipients back to the agenda. */
    private boolean settle(QueueEntry entry, List<Slot> slots, boolean served) {
        boolean told = tellFailures(entry, slots) | tellDelay(entry);
        boolean gone = write(entry, served || told);
        release(entry, slots);
        return gone;
    }

    private boolean tellFailures(QueueEntry entry, List<Slot> slots) {
        List<Slot> failed = agenda.with(() -> slots.stream().filter(slot -> slot.failure.isPresent()).toList());
        if (failed.isEmpty()) {
            return false;
        }
        try {
            bounces.failed(entry, failed.stream().map(slot -> told(slot, slot.failure.orElseThrow())).toList());
        } catch (IOException | RuntimeException | Error notNow) {
            LOG.log(Level.WARNING, "queue: the bounce of " + entry.id + " could not be sent and is tried again", notNow);
            return true;
        }
        return agenda.with(() -> entry.slots.removeAll(failed));
    }

    private static Bounce.Failure told(Slot slot, Failure failure) {
        return new Bounce.Failure(slot.recipient, failure.status(), failure.remoteHost(), failure.remoteReply());
    }

    private boolean isNoticeDue(QueueEntry entry) {
        return !entry.told && entry.from instanceof ReversePath.From && entry.age(nanos.getAsLong()).compareTo(options.delayNotice()) >= 0;
    }

    private boolean tellDelay(QueueEntry entry) {
        List<Bounce.Failure> waiting = agenda.with(() -> isNoticeDue(entry)
                ? entry.slots.stream().filter(slot -> slot.failure.isEmpty() && !slot.lastWord.isEmpty())
                        .map(slot -> told(slot, slot.last.orElse(new Failure(Status.passing(4, 7, slot.lastWord), "", "")))).toList()
                : List.<Bounce.Failure>of());
        if (waiting.isEmpty()) {
            return false;
        }
        try {
            Duration left = options.lifetime().minus(entry.age(nanos.getAsLong()));
            bounces.delayed(entry, waiting, left.isNegative() ? Duration.ZERO : left);
        } catch (IOException | RuntimeException | Error notNow) {
            LOG.log(Level.WARNING, "queue: the notice of delay for " + entry.id + " could not be sent", notNow);
            return false;
        }
        return agenda.with(() -> entry.told = true);
    }

    /** Returns whether nothing is left. Where the disk refuses, the old envelope stands: after a crash the attempt would be repeated. */
    private boolean write(QueueEntry entry, boolean forced) {
        entry.writing.lock();
        try {
            if (entry.over) {
                return false;
            }
            QueuedEnvelope now = agenda.with(() -> entry.envelope(clock.instant(), nanos.getAsLong()));
            if (!now.lines().isEmpty()) {
                shelf.update(now, forced);
                return false;
            }
            shelf.finish(entry.id);
            entry.over = true;
            return true;
        } catch (IOException | RuntimeException | Error notKept) {
            LOG.log(Level.ERROR, "queue: the envelope of " + entry.id + " cannot be written", notKept);
            return false;
        } finally {
            entry.writing.unlock();
        }
    }

    private void release(QueueEntry entry, List<Slot> slots) {
        boolean unfinished = agenda.with(() -> {
            agenda.giveBack(entry, slots);
            return entry.slots.isEmpty() && !entry.over;
        });
        if (unfinished) {
            agenda.later(entry, nanos.getAsLong());
        }
    }
}
