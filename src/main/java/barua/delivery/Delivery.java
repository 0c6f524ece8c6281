package barua.delivery;

import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.MailStore.Filed;
import barua.mailbox.MailboxException;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.message.Letter;
import barua.message.Outbox;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One letter into the mailboxes of one or more accounts: {@link Planner} decides, this does it, and {@link Followers} see to what follows.
 *
 * <pre>
 * Delivery delivery = new Delivery(store, trace, whenFull);
 * Mta mta = new Mta(..., delivery, ...);
 * delivery.start(mta.outgoing());
 * </pre>
 */
public final class Delivery {

    /** What is said when a mailbox is full. */
    public enum WhenFull {
        /** 4.2.2: the sender's server tries again, for there may be room tomorrow. */ TRY_AGAIN,
        /** 5.2.2: the sender hears of it at once. */ REFUSE
    }

    private final MailStore store;
    private final Trace trace;
    private final WhenFull whenFull;
    private final Planner planner;
    private final Followers followers;

    public Delivery(MailStore store, Trace trace, WhenFull whenFull) {
        this(store, trace, whenFull, new DetailRules());
    }

    Delivery(MailStore store, Trace trace, WhenFull whenFull, Rules rules) {
        this.store = store;
        this.trace = trace;
        this.whenFull = whenFull;
        this.planner = new Planner(rules);
        this.followers = new Followers(trace);
    }

    /** Lets follow what was due when the last run ended, and from now on what is due; apart from the making, for the outbox needs this first. */
    public void start(Outbox outbox) {
        followers.start(outbox, store.due());
    }

    /** Tries again what could not follow at once: to be called at times. */
    public void settle() {
        followers.settle();
    }

    /**
     * What became of one recipient.
     *
     * @param gone whether the mailbox, or the folder, is not there any more: where its mail goes now, the directory knows
     */
    public record Result(Status status, boolean gone) {
    }

    /** Durable when it returns; one result for each recipient, in their order. Two recipients that mean one folder get one copy. */
    public List<Result> deliver(Letter letter, List<Recipient> to) {
        Plan plan = planner.plan(letter, to, this::folders);
        MailStore.Delivered delivered = file(letter, plan.steps());
        delivered.due().ifPresent(followers::follow);
        return plan.shares().stream().map(share -> share.steps().isEmpty() ? alone(letter, share)
                : filed(letter, share.recipient(), share.steps().stream().map(delivered.filed()::get).toList())).toList();
    }

    private Result filed(Letter letter, Recipient recipient, List<Filed> all) {
        all.forEach(filed -> tell(letter, recipient, filed));
        Filed worst = all.stream().filter(filed -> status(filed).isPassing()).findFirst()
                .orElseGet(() -> all.stream().filter(filed -> status(filed).isLasting()).findFirst().orElse(all.getFirst()));
        return new Result(status(worst), worst instanceof Filed.Refused(MailboxException why) && why.reason() == MailboxException.Reason.NONEXISTENT);
    }

    /** Nothing is filed for this one: what else it wishes happens now, or whoever handed the letter in tries again. */
    private Result alone(Letter letter, Plan.Share share) {
        Status worst = Status.DELIVERED;
        for (Effect effect : share.alone()) {
            Status status = followers.send(KeptEffect.of(letter, share.recipient().account(), effect), letter.content());
            worst = worst.isDone() || status.isPassing() ? status.isDone() ? worst : status : worst;
        }
        return new Result(worst, false);
    }

    /** Makes the mailbox of an account that has none yet; false where that cannot be done now. */
    public boolean make(Address account) {
        try {
            store.create(account);
            return true;
        } catch (IOException notNow) {
            System.getLogger("barua.delivery").log(System.Logger.Level.WARNING, "the mailbox of " + account + " cannot be made now: " + notNow.getMessage());
            return false;
        }
    }

    /** What stands against taking so many bytes for that account now; empty where there is room, and where the mailbox is yet to be made. */
    public Optional<Status> refusal(Address account, long size) {
        try {
            return store.open(account).hasRoomFor(Math.max(size, 1)) ? Optional.empty() : Optional.of(full());
        } catch (MailboxException refused) {
            return refused.reason() == MailboxException.Reason.NONEXISTENT ? Optional.empty() : Optional.of(status(refused));
        } catch (IOException trouble) {
            return Optional.of(Status.passing(3, 0, "the mailbox cannot be opened now"));
        }
    }

    private MailStore.Delivered file(Letter letter, List<Plan.Step> steps) {
        try {
            List<List<MailStore.Following>> effects = steps.stream().map(step -> kept(letter, step)).toList();
            return store.deliver(letter.content(), steps.stream().map(Plan.Step::filing).toList(), effects, letter.token());
        } catch (MailboxException refused) {
            return refused(steps.size(), refused);
        } catch (IOException trouble) {
            System.getLogger("barua.delivery").log(System.Logger.Level.ERROR, letter.queueId() + " could not be filed", trouble);
            return refused(steps.size(), new MailboxException(MailboxException.Reason.UNAVAILABLE, "the disk failed", trouble));
        }
    }

    private static MailStore.Delivered refused(int steps, MailboxException why) {
        return new MailStore.Delivered(Collections.nCopies(steps, new Filed.Refused(why)), Optional.empty());
    }

    private static List<MailStore.Following> kept(Letter letter, Plan.Step step) {
        return step.effects().stream().map(effect -> new MailStore.Following(KeptEffect.of(letter, step.filing().account(), effect).bytes())).toList();
    }

    private List<Mailbox.Entry> folders(Recipient recipient) {
        try {
            return store.open(recipient.account()).list();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private Status status(Filed filed) {
        return switch (filed) {
            case Filed.Done _ -> Status.DELIVERED;
            case Filed.Refused(MailboxException why) -> status(why);
        };
    }

    private Status status(MailboxException why) {
        return switch (why.reason()) {
            case OVER_QUOTA -> full();
            case DISK_FULL -> Status.passing(3, 1, "no space now, try again later");
            case UNAVAILABLE, EXPUNGED, UNREADABLE -> Status.passing(3, 0, "the mailbox cannot be written now, try again later");
            case LIMIT, ALREADY_EXISTS -> Status.passing(2, 0, "the mailbox cannot take it now");
            // It may be on its way to a new name or not be made yet; of one that was removed its next recipient command tells.
            case NONEXISTENT -> Status.passing(2, 1, "the mailbox is not there now, try again later");
            case CANNOT -> Status.lasting(2, 0, "the mailbox cannot take this message");
        };
    }

    private Status full() {
        return switch (whenFull) {
            case TRY_AGAIN -> Status.passing(2, 2, "the mailbox is full");
            case REFUSE -> Status.lasting(2, 2, "the mailbox is full");
        };
    }

    private void tell(Letter letter, Recipient recipient, Filed filed) {
        String original = recipient.original().folded().equals(recipient.account()) ? "" : ", for " + recipient.original();
        Status status = status(filed);
        String where = switch (filed) {
            case Filed.Done(_, long uid, FolderName folder, _) -> folder + " UID " + uid + original;
            case Filed.Refused _ -> status + original;
        };
        String what = switch (filed) {
            case Filed.Done done -> done.again() ? "duplicate" : "delivered";
            case Filed.Refused _ -> status.isPassing() ? "deferred" : "refused";
        };
        trace.record(Event.of(letter.queueId(), letter.messageId(), what, recipient.account().toString(), where));
    }
}
