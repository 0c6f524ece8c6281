package barua.mta;

import barua.message.Address;
import barua.message.Letter;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The end of every journey: one message to all its destinations. Ours are filed at once and durably by {@link HomeMail};
 * remote ones, and ours that fail for a passing reason or came too late, are in the forced queue when it returns.
 *
 * <p>A crash in the middle leaves some mailboxes with the message and nobody told so: the peer sends again, and the store's token keeps
 * those from getting it twice. The queue is written last and once, so it never holds what was not about to be acknowledged.
 */
final class Carrier {

    static final Status QUEUED = new Status(2, 0, 0, "queued");

    private static final Status NOT_KEPT = Status.passing(3, 0, "could not be kept, try again later");

    /** Who handed the message in decides what happens to what cannot be filed. */
    enum Manner {
        /** Another server: it keeps what nobody could take. */ PEER,
        /** A server that hears about each recipient alone, so nothing of ours is queued (RFC 2033 §4.2). */ LMTP,
        /** Somebody of ours: a failure that concerns some of the recipients comes back as a message. */ OWN
    }

    private final HomeMail home;
    private final Exit exit;
    private final Trace trace;
    private final Repeats repeats;

    Carrier(HomeMail home, Exit exit, Trace trace, LongSupplier nanoTime) {
        this.home = home;
        this.exit = exit;
        this.trace = trace;
        this.repeats = new Repeats(nanoTime::getAsLong);
    }

    /** What became of each destination. Refused ones keep their reason. */
    Outcomes carry(Letter letter, List<Destination> destinations, Manner manner) {
        Outcomes outcomes = new Outcomes();
        List<Destination.Local> locals = new ArrayList<>();
        List<Destination.Refused> refused = new ArrayList<>();
        List<Destination> onward = new ArrayList<>();
        List<Destination> all = Router.distinct(destinations);
        for (Destination destination : all) {
            if (repeats.has(letter.token(), destination)) {
                trace.record(Event.of(letter.queueId(), letter.messageId(), "duplicate", address(destination).toString(), "the same message came before"));
                outcomes.put(destination, Status.DELIVERED);
                continue;
            }
            switch (destination) {
                case Destination.Local local -> locals.add(local);
                case Destination.Remote _, Destination.Members _ -> onward.add(destination);
                case Destination.Refused no -> refused.add(no);
            }
        }
        List<Destination.Refused> since = new ArrayList<>();
        HomeMail.Ways ways = home.file(letter, locals, manner == Manner.LMTP || all.size() == 1, outcomes);
        for (Destination destination : ways.elsewhere()) {
            switch (destination) {
                case Destination.Local local -> throw new IllegalStateException("left undone: " + local);
                case Destination.Remote _, Destination.Members _ -> onward.add(destination);
                case Destination.Refused no -> since.add(no);
            }
        }
        boolean served = !onward.isEmpty() || outcomes.anyDone();
        ways.here().stream().filter(local -> belongsInQueue(outcomes.of(local), served, manner)).forEach(onward::add);
        for (Destination.Refused no : refused) {
            outcomes.put(no, no.why());
            if (no.why().isPassing() && belongsInQueue(no.why(), served, manner)) {
                onward.add(no);
            }
        }
        // Nobody was told of these when the recipient was named.
        since.forEach(no -> outcomes.put(no, no.why()));
        since.stream().filter(no -> belongsInQueue(no.why(), served, manner)).forEach(onward::add);
        enqueue(letter, onward, outcomes);
        if (all.stream().allMatch(destination -> outcomes.of(destination).isDone())) {
            repeats.forget(letter.token());   // a repeat is one more letter now, but where a copy of this one lies
        } else {
            ways.here().stream().filter(local -> outcomes.of(local).isDone()).forEach(local -> repeats.add(letter.token(), local));
        }
        return outcomes;
    }

    private static boolean belongsInQueue(Status status, boolean served, Manner manner) {
        return switch (manner) {
            case LMTP -> false;
            // When nobody has it yet, the peer may as well keep it; our own trouble is not its business.
            case PEER -> status.isPassing() && (served || status.subject() == 3 && status.detail() != 1);
            case OWN -> status.isPassing() || status.isLasting() && served;
        };
    }

    private void enqueue(Letter letter, List<Destination> onward, Outcomes outcomes) {
        if (onward.isEmpty()) {
            return;
        }
        Status result = QUEUED;
        try {
            exit.leave(letter, onward.stream().map(Carrier::address).distinct().toList(), Duration.ZERO);
        } catch (IOException notKept) {
            System.getLogger("barua.mta").log(System.Logger.Level.ERROR, letter.queueId() + " could not be queued", notKept);
            result = NOT_KEPT;
        }
        for (Destination destination : onward) {
            outcomes.put(destination, result);
            if (result.isDone()) {
                repeats.add(letter.token(), destination);
            }
        }
    }

    /** Under which address a destination waits in the queue. */
    static Address address(Destination destination) {
        return switch (destination) {
            case Destination.Local(var account, String detail, _) -> detail.isEmpty() ? account.address()
                    : new Address(account.address().local() + "+" + detail, account.address().domain());
            case Destination.Remote(Address recipient) -> recipient;
            case Destination.Members(var list) -> list.address();
            case Destination.Refused(Address recipient, _) -> recipient;
        };
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
