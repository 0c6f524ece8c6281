package barua.delivery;

import barua.directory.Directory;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.MailStore.Filed;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Bounce;
import barua.message.Content;
import barua.message.Letter;
import barua.message.Outbox;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One letter into the mailboxes of one or more accounts: {@link Planner} decides, this does it, and {@link Followers} see to what follows.
 *
 * <pre>
 * Delivery delivery = new Delivery(store, directory, trace, options, clock);
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
    private final Optional<DryRun> dryRun;
    private final Optional<Alarm> alarm;
    private final Optional<ImapEvents> events;
    private final Optional<ComingBack> comingBack;

    /** Without scripts: into INBOX, and by {@code +detail}. */
    public Delivery(MailStore store, Trace trace, WhenFull whenFull) {
        this(store, trace, whenFull, new DetailRules());
    }

    Delivery(MailStore store, Trace trace, WhenFull whenFull, Rules rules) {
        this(store, trace, whenFull, new Deciding(rules, Optional.empty(), _ -> { }, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** By the scripts of accounts and of the institution. */
    public Delivery(MailStore store, Directory directory, Trace trace, DeliveryOptions options, Clock clock) {
        this(store, trace, options.whenFull(), Deciding.byScripts(store, directory, trace, options, clock));
    }

    private Delivery(MailStore store, Trace trace, WhenFull whenFull, Deciding deciding) {
        this.store = store;
        this.trace = trace;
        this.whenFull = whenFull;
        this.planner = new Planner(deciding.rules);
        this.followers = new Followers(account -> store.open(account).memory(), deciding.alarm.<Followers.Sleepers>map(one -> one).orElse((_, _) -> { }), trace,
                deciding.redirected, deciding.comingBack.<Followers.Alone>map(one -> one::words).orElse((_, _) -> ""));
        this.comingBack = deciding.comingBack;
        this.alarm = deciding.alarm;
        this.events = deciding.events.map(begin -> begin.apply(followers));
        this.dryRun = deciding.dryRun;
    }

    /** @param redirected hears of each account that sent a letter on */
    private record Deciding(Rules rules, Optional<DryRun> dryRun, Consumer<Address> redirected, Optional<Alarm> alarm,
            Optional<Function<Followers, ImapEvents>> events, Optional<ComingBack> comingBack) {

        static Deciding byScripts(MailStore store, Directory directory, Trace trace, DeliveryOptions options, Clock clock) {
            KnownLists lists = new KnownLists(store, directory);
            RedirectRules redirects = new RedirectRules(options.redirects(), options.srs(), directory);
            ScriptSource source = new ScriptSource(store, lists);
            ScriptRules.Parts parts = new ScriptRules.Parts(store, directory, account -> store.open(account).memory(), redirects, options, clock);
            ScriptRules rules = new ScriptRules(parts, source);
            return new Deciding(rules, Optional.of(new DryRun(store, source, rules, clock)), redirects::count,
                    Optional.of(new Alarm(options.sleepers(), store, directory, trace)),
                    Optional.of(followers -> new ImapEvents(new ImapEvents.Parts(store, directory, lists, redirects, followers, trace, options, clock))),
                    Optional.of(new ComingBack(store, directory, options.srs(), trace, clock)));
        }
    }

    /** What scripts would do. @throws IllegalStateException where this delivers without scripts */
    public DryRun dryRun() {
        return dryRun.orElseThrow(() -> new IllegalStateException("delivery without scripts"));
    }

    /** Lets follow what was due when the last run ended, and from now on what is due; apart from the making, for the outbox needs this first. */
    public void start(Outbox outbox) {
        followers.start(outbox, store.due());
    }

    /** Tries again what could not follow at once: to be called at times. */
    public void settle() {
        followers.settle();
    }

    /** Runs scripts on what happens to messages that are there (RFC 6785), and lets snoozed letters follow their account to a new name. */
    public Listener events() {
        return event -> {
            if (event.kind() == Listener.Event.Kind.ACCOUNT_RENAMED) {
                alarm.ifPresent(one -> Address.parse(event.before()).ifPresent(from -> one.renamed(from, event.account())));
            }
            events.ifPresent(one -> one.changed(event));
        };
    }

    /** Wakes snoozed letters whose time has come: to be called at times. */
    public void wake(Instant now) {
        alarm.ifPresent(one -> one.ring(now));
    }

    /**
     * What became of one recipient.
     *
     * @param gone whether the mailbox, or the folder, is not there any more: where its mail goes now, the directory knows
     */
    public record Result(Status status, boolean gone) {
    }

    /** As {@link #deliver(Letter, List, boolean)} where nobody hears a refusal. */
    public List<Result> deliver(Letter letter, List<Recipient> to) {
        return deliver(letter, to, false);
    }

    /**
     * Durable when it returns; one result for each recipient, in their order. Two recipients that mean one folder get one copy.
     *
     * @param heard whether whoever hands the letter in is told of a lasting refusal and tells the sender: then rules may refuse it
     */
    public List<Result> deliver(Letter letter, List<Recipient> to, boolean heard) {
        Plan plan = planner.plan(letter, to, this::folders, heard);
        List<Filed> filed = new Filings(store, followers, trace).file(letter, plan.steps());
        return plan.shares().stream().map(share -> {
            Result result = result(letter, share, filed);
            if (!result.status.isPassing()) {
                tellRest(letter, share);
            }
            return result;
        }).toList();
    }

    private Result result(Letter letter, Plan.Share share, List<Filed> filed) {
        if (share.refusal().isPresent()) {
            return new Result(share.refusal().get(), false);
        }
        return share.parts().isEmpty() ? alone(letter, share) : filed(letter, share, filed);
    }

    private Result filed(Letter letter, Plan.Share share, List<Filed> all) {
        share.parts().forEach(part -> tell(letter, share.recipient(), all.get(part.step()), part.by()));
        List<Filed> its = share.parts().stream().map(part -> all.get(part.step())).toList();
        Filed worst = its.stream().filter(filed -> status(filed).isPassing()).findFirst()
                .orElseGet(() -> its.stream().filter(filed -> status(filed).isLasting()).findFirst().orElse(its.getFirst()));
        return new Result(status(worst), worst instanceof Filed.Refused(MailboxException why) && why.reason() == MailboxException.Reason.NONEXISTENT);
    }

    /** Nothing is filed for this one: what else it wishes happens now, or whoever handed the letter in tries again. */
    private Result alone(Letter letter, Plan.Share share) {
        Status worst = Status.DELIVERED;
        for (Effect effect : share.alone()) {
            Status status = followers.send(KeptEffect.of(letter, share.recipient().account(), effect), letter.content(), false);
            if (status.isPassing()) {
                return new Result(status, false);   // what comes after it, memory last, comes with the next try
            }
            worst = worst.isDone() && !status.isDone() ? status : worst;
        }
        return new Result(worst, false);
    }

    /**
     * For the queue: what a rule sent on without keeping a copy, and reaches nobody there, comes back into the account's inbox.
     *
     * @param token the same when this is done again after a crash
     * @return false where it is no such letter, or the account is gone: then its sender is told
     * @throws IOException where it must be tried again
     */
    public boolean takeBack(String queueId, Content letter, List<Bounce.Failure> failures, String token) throws IOException {
        return comingBack.isPresent() && comingBack.get().take(queueId, letter, failures, token);
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
            case UNAVAILABLE, EXPUNGED, UNREADABLE, CHANGED -> Status.passing(3, 0, "the mailbox cannot be written now, try again later");
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

    private void tell(Letter letter, Recipient recipient, Filed filed, String by) {
        String original = (recipient.original().folded().equals(recipient.account()) ? "" : ", for " + recipient.original())
                + (by.isEmpty() ? "" : ", by " + by);
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

    /** What is told neither with a copy nor when it follows: what was thrown away or refused, what was asked for and is not done. */
    private void tellRest(Letter letter, Plan.Share share) {
        for (Doing doing : share.doings()) {
            String what = switch (doing.what()) {
                case FILE, REDIRECT, ANSWER, NOTIFY, SNOOZE, TROUBLE -> doing.why().isEmpty() ? "" : "noted";
                case DISCARD -> "discarded";
                case REJECT -> share.refusal().isPresent() ? "rejected" : "";
                case NOT_FILED -> "not filed";
                case NOT_REDIRECTED -> "not redirected";
                case NOT_ANSWERED -> "not answered";
                case NOT_NOTIFIED -> "not notified";
                case NOT_REJECTED -> "not rejected";
                case NOT_SNOOZED -> "not snoozed";
            };
            if (!what.isEmpty()) {
                trace.record(Event.of(letter.queueId(), letter.messageId(), what, share.recipient().account().toString(), words(doing)));
            }
        }
    }

    private static String words(Doing doing) {
        List<String> words = new ArrayList<>();
        words.add(doing.to());
        doing.why().ifPresent(why -> words.add(why.words()));
        words.add(doing.more());
        doing.place().ifPresent(place -> words.add("by " + place));
        return String.join(", ", words.stream().filter(word -> !word.isEmpty()).toList());
    }
}
