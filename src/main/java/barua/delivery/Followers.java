package barua.delivery;

import barua.mailbox.Due;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Content;
import barua.message.Outbox;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Lets effects follow the deliveries that they belong to, through the outbox. A crash before the delivery's record is forced leaves neither
 * copy nor effect. After it, and before all effects are in the forced queue: the next start lets them follow, under the same ids, so that the
 * queue takes none twice. After that, and before the record's removal is forced: the same, and nothing comes of it for as long as the
 * queue remembers what it has served, an hour.
 */
final class Followers {

    private static final System.Logger LOG = System.getLogger("barua.delivery");
    private static final Status NOT_NOW = Status.passing(3, 0, "the letter cannot be sent on now, try again later");

    private final Memories memories;
    private final Sleepers sleepers;
    private final Trace trace;
    private final Consumer<Address> redirected;
    private final Alone alone;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<Outbox> outbox = Optional.empty();

    /** @param done how many of its effects have followed: the others may wait for longer than the queue remembers these */
    private record Waiting(Due due, int done) {
    }

    /** Where it is noted durably that an account has a letter that is to be woken. */
    @FunctionalInterface
    interface Sleepers {
        void note(Address account, Instant when) throws IOException;
    }

    /** What the mark of a letter says that goes to that address and is kept nowhere. */
    @FunctionalInterface
    interface Alone {
        String words(Address account, Address to);
    }

    /** @param redirected hears of each account that sent a letter on */
    Followers(Memories memories, Sleepers sleepers, Trace trace, Consumer<Address> redirected, Alone alone) {
        this.alone = alone;
        this.memories = memories;
        this.sleepers = sleepers;
        this.trace = trace;
        this.redirected = redirected;
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
                Optional<KeptEffect> kept = KeptEffect.read(effect.what(), effect.message());
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

    /** For a letter of which a copy is filed. @param letter as it is filed */
    Status send(KeptEffect kept, Content letter) {
        return send(kept, letter, true);
    }

    /** @param copied whether a copy is filed; else whoever handed the letter in keeps it where this fails for now */
    Status send(KeptEffect kept, Content letter, boolean copied) {
        if (outbox.isEmpty()) {
            return NOT_NOW;
        }
        try {
            return switch (kept.effect()) {
                case Effect.Redirect redirect -> redirect(outbox.get(), kept, redirect, redirect.edited().orElse(letter), copied);
                case Effect.Send send -> send(outbox.get(), kept, send);
                case Effect.Remember(Claim claim) -> remember(kept, claim);
                case Effect.Wake(Instant when) -> wake(kept, when);
            };
        } catch (IOException notKept) {
            LOG.log(Level.WARNING, "what is to follow " + kept.queueId() + " cannot follow now: " + notKept.getMessage());
            return NOT_NOW;
        }
    }

    private Status redirect(Outbox by, KeptEffect kept, Effect.Redirect redirect, Content message, boolean copied) throws IOException {
        Content onward = message.behind(kept.returnPath());
        Content marked = kept.account()
                .map(account -> onward.after(RedirectRules.mark(account, copied ? "" : alone.words(account, redirect.to())))).orElse(onward);
        Status status = by.sendOnce(kept.id(), redirect.from(), List.of(redirect.to()), marked).getFirst();
        if (status.isDone() && redirect.claim().isPresent()) {
            remember(kept, redirect.claim().get());
        }
        if (!status.isPassing()) {
            kept.account().ifPresent(redirected);
            tell(kept, "redirected", status, redirect.to(), redirect.by());
        }
        return status;
    }

    private Status send(Outbox by, KeptEffect kept, Effect.Send send) throws IOException {
        if (send.claim().isPresent() && !claim(kept, send.claim().get())) {
            tell(kept, "not answered", send.to(), Doing.Reason.TOLD_BEFORE.words(), send.by());
            return Status.DELIVERED;
        }
        Status status = by.sendOnce(kept.id(), send.from(), List.of(send.to()), send.letter()).getFirst();
        if (!status.isPassing()) {
            if (send.kind() == Effect.Kind.NOTIFICATION) {
                kept.account().ifPresent(redirected);   // mail for others on a rule's word, too
            }
            tell(kept, send.kind().done(), status, send.to(), send.by());
        }
        return status;
    }

    /** Before it is sent: after a crash in between the same letter still has the claim, and its answer the same id. */
    private boolean claim(KeptEffect kept, Claim claim) throws IOException {
        if (kept.account().isEmpty()) {
            return true;
        }
        try {
            return memories.of(kept.account().get()).claim(claim.key(), kept.letter(), claim.until());
        } catch (MailboxException refused) {
            return isGone(refused);
        }
    }

    private Status wake(KeptEffect kept, Instant when) throws IOException {
        if (kept.account().isPresent()) {
            sleepers.note(kept.account().get(), when);
        }
        return Status.DELIVERED;
    }

    private Status remember(KeptEffect kept, Claim claim) throws IOException {
        try {
            if (kept.account().isPresent()) {
                memories.of(kept.account().get()).keep(claim.key(), kept.letter(), claim.until());
            }
        } catch (MailboxException refused) {
            isGone(refused);
        }
        return Status.DELIVERED;
    }

    /** Nobody is left who would remember. */
    private static boolean isGone(MailboxException refused) throws MailboxException {
        if (refused.reason() != MailboxException.Reason.NONEXISTENT) {
            throw refused;
        }
        return true;
    }

    private void tell(KeptEffect kept, String what, Status status, Address to, String by) {
        tell(kept, status.isDone() ? what : "not " + what, to, "as " + kept.id() + (status.isDone() ? "" : ", " + status), by);
    }

    /** Under the account's name: who asks what became of its mail finds what went elsewhere, too. */
    private void tell(KeptEffect kept, String what, Address to, String why, String by) {
        String whose = kept.account().orElse(to).toString();
        trace.record(Event.of(kept.queueId(), kept.messageId(), what, whose, to + ", " + why + (by.isEmpty() ? "" : ", by " + by)));
    }
}
