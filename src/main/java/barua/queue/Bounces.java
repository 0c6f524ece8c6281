package barua.queue;

import barua.message.Address;
import barua.message.Bounce;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells senders what became of their mail, with the null sender so that nothing answers (RFC 5321 §4.5.5, RFC 3464). */
final class Bounces {

    private final QueueOptions options;
    private final Shelf shelf;
    private final Ways ways;
    private final Trace trace;
    private final Clock clock;

    Bounces(QueueOptions options, Shelf shelf, Ways ways, Trace trace, Clock clock) {
        this.options = options;
        this.shelf = shelf;
        this.ways = ways;
        this.trace = trace;
        this.clock = clock;
    }

    /** Returns when the sender's copy is kept, or when there is nobody to tell. @throws IOException when it must be tried again */
    void failed(QueueEntry entry, List<Bounce.Failure> failures) throws IOException {
        if (ways.takingBack().takesBack(entry.id, shelf.content(entry.id), failures)) {
            return;
        }
        if (entry.from instanceof ReversePath.From(Address sender)) {
            send(entry, sender, out -> bounce(entry, sender, failures).write(clock.instant(), out));
            return;
        }
        // A bounce never bounces (RFC 5321 §6.1); the trace keeps its end.
        failures.forEach(failure -> trace.record(Event.of(entry.id, "", "double bounce", failure.recipient().toString(), failure.status().toString())));
    }

    /** Tells of a delay. Nothing is lost where this fails. */
    void delayed(QueueEntry entry, List<Bounce.Failure> waiting, Duration left) throws IOException {
        if (entry.from instanceof ReversePath.From(Address sender)) {
            Instant until = clock.instant().plus(left);
            send(entry, sender, out -> bounce(entry, sender, waiting).writeDelay(clock.instant(), until, out));
        }
    }

    private Bounce bounce(QueueEntry entry, Address sender, List<Bounce.Failure> failures) {
        return new Bounce(options.hostname(), options.postmaster(), sender, entry.id, entry.arrived, failures, shelf.content(entry.id));
    }

    private interface Report {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private void send(QueueEntry entry, Address sender, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(out);
        Status status = ways.outbox().send(ReversePath.NOBODY, List.of(sender), Content.of(out.toByteArray())).getFirst();
        if (status.isPassing()) {
            throw new IOException("the bounce was not taken: " + status);
        }
        String what = status.isLasting() ? "double bounce" : "bounce sent";
        trace.record(Event.of(entry.id, "", what, sender.toString(), status.toString()));
    }
}
