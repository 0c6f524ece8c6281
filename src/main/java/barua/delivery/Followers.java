package barua.delivery;

import barua.mailbox.Due;
import barua.message.Address;
import barua.message.Content;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets effects follow the deliveries that they belong to, through the outbox. A crash before the delivery's record is forced leaves neither
 * copy nor effect. After it, and before all effects are in the forced queue: the next start lets them follow, under the same ids, so that the
 * queue takes none twice. After that, and before the record's removal is forced: the same, and nothing comes of it for as long as the
 * queue remembers what it has served, an hour.
 */
final class Followers {

    private static final System.Logger LOG = System.getLogger("barua.delivery");
    private static final Status NOT_NOW = Status.passing(3, 0, "the letter cannot be sent on now, try again later");

    private final Trace trace;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<Outbox> outbox = Optional.empty();

    /** @param done how many of its effects have followed: the others may wait for longer than the queue remembers these */
    private record Waiting(Due due, int done) {
    }

    Followers(Trace trace) {
        this.trace = trace;
    }

    /** What follows from now on goes there, and so does what waited. */
    void start(Outbox by, List<Due> left) {
        outbox = Optional.of(by);
        left.forEach(due -> waiting.add(new Waiting(due, 0)));
        settle();
    }

    /** Once more what could not follow before. */
    void settle() {
        for (int all = waiting.size(); all > 0; all--) {
            Waiting next = waiting.poll();
            if (next != null) {
                follow(next);
            }
        }
    }

    /** It is durable, so it need not happen now. */
    void follow(Due due) {
        follow(new Waiting(due, 0));
    }

    private void follow(Waiting next) {
        if (outbox.isEmpty()) {
            waiting.add(next);
            return;
        }
        int done = next.done;
        try {
            for (Due.Effect effect : next.due.effects().subList(done, next.due.effects().size())) {
                Optional<KeptEffect> kept = KeptEffect.read(effect.what());
                if (kept.isEmpty()) {
                    LOG.log(Level.ERROR, "what is to follow a delivery was written by a newer version and waits for it in spool/deliveries");
                    return;
                }
                Status status = send(kept.get(), effect.message());
                if (status.isPassing()) {
                    throw new IOException(status.toString());
                }
                done++;
            }
            next.due.done();
        } catch (IOException notKept) {
            LOG.log(Level.WARNING, "what is to follow a delivery waits: " + notKept.getMessage());
            waiting.add(new Waiting(next.due, done));
        } catch (RuntimeException defect) {
            LOG.log(Level.ERROR, "what is to follow a delivery waits", defect);
            waiting.add(new Waiting(next.due, done));
        }
    }

    /** For a letter of which nothing is filed: whoever handed it in keeps it where this fails for now. */
    Status send(KeptEffect kept, Content message) {
        if (outbox.isEmpty()) {
            return NOT_NOW;
        }
        try {
            return switch (kept.effect()) {
                case Effect.Redirect(ReversePath from, Address to) -> redirect(outbox.get(), kept, from, to, message);
            };
        } catch (IOException notKept) {
            return NOT_NOW;
        }
    }

    private Status redirect(Outbox by, KeptEffect kept, ReversePath from, Address to, Content message) throws IOException {
        Status status = by.sendOnce(kept.id(), from, List.of(to), message.behind(kept.returnPath())).getFirst();
        if (!status.isPassing()) {
            String why = "as " + kept.id() + (status.isDone() ? "" : ": " + status);
            trace.record(Event.of(kept.queueId(), kept.messageId(), status.isDone() ? "redirected" : "refused", to.toString(), why));
        }
        return status;
    }
}
