package barua.mta;

import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Receiver.Intake;
import barua.smtp.Receiver.Parameters;
import barua.smtp.Receiver.Sink;
import barua.smtp.Receiver.Visit;
import barua.smtp.Reply;
import barua.trace.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One session of another server. */
final class IncomingVisit implements Visit {

    static final Reply NO_SPACE = Reply.of(452, "4.3.1 No space now, try again later");
    private static final Reply OK_SENDER = Reply.of(250, "2.1.0 Ok");
    private static final Reply OK_RECIPIENT = Reply.of(250, "2.1.5 Ok");
    private static final Status NO_RELAY = Status.lasting(7, 1, "this server takes mail for its own domains only");

    private final Parts parts;
    private final boolean lmtp;
    private Peer peer;
    private Optional<Transaction> transaction = Optional.empty();

    IncomingVisit(Parts parts, boolean lmtp, Peer peer) {
        this.parts = parts;
        this.lmtp = lmtp;
        this.peer = peer;
    }

    @Override
    public Reply greeting() {
        return Reply.of(220, parts.options().hostname());
    }

    @Override
    public void peer(Peer now) {
        peer = now;
    }

    @Override
    public Reply sender(ReversePath from, Parameters parameters) {
        if (!parts.store().hasRoom()) {
            return NO_SPACE;
        }
        transaction = Optional.of(new Transaction(from, parameters.size()));
        return OK_SENDER;
    }

    @Override
    public Reply recipient(Address to, Parameters parameters) {
        Transaction now = transaction.orElseThrow();
        Address recipient = home(to);
        List<Destination> destinations = parts.router().route(recipient);
        Optional<Status> refusal = refusal(recipient, destinations, now.size());
        if (refusal.isPresent()) {
            parts.trace().record(Event.of("", "", "refused", to.toString(), refusal.get() + ", from " + now.from() + " " + where()));
            return reply(refusal.get());
        }
        tellDeadTargets(to, destinations);
        now.add(recipient, destinations);
        return OK_RECIPIENT;
    }

    @Override
    public Intake begin() throws IOException {
        return intake(parts, () -> new IncomingSink(parts, lmtp, peer, transaction.orElseThrow(), isTrusted()));
    }

    interface Opening {
        Sink open() throws IOException;
    }

    /** A place for a message, where there is room: the store looks again, and later than we. */
    static Intake intake(Parts parts, Opening opening) throws IOException {
        try {
            return parts.store().hasRoom() ? new Intake.Yes(opening.open()) : new Intake.No(NO_SPACE);
        } catch (MailboxException refused) {
            if (refused.reason() == MailboxException.Reason.DISK_FULL) {
                return new Intake.No(NO_SPACE);
            }
            throw refused;
        }
    }

    @Override
    public void reset() {
        transaction = Optional.empty();
    }

    /** {@code <postmaster>} arrives as postmaster at our host name, which need not be a mail domain (RFC 5321 §4.5.1). */
    private Address home(Address to) {
        boolean atHost = to.domain().ascii().equalsIgnoreCase(parts.options().hostname()) && !parts.directory().isOurs(to.domain());
        boolean postmaster = atHost && to.local().equalsIgnoreCase("postmaster") && !parts.directory().domains().isEmpty();
        Domain main = postmaster ? parts.directory().domains().getFirst() : to.domain();
        return new Address(to.local(), main);
    }

    private Optional<Status> refusal(Address recipient, List<Destination> destinations, long size) {
        if (!parts.directory().isOurs(recipient.domain())) {
            return isTrusted() ? Optional.empty() : Optional.of(NO_RELAY);   // never an open relay
        }
        Optional<Status> first = Optional.empty();
        for (Destination destination : destinations) {
            Optional<Status> why = switch (destination) {
                case Destination.Local local -> parts.delivery().refusal(local.account().address(), size);
                case Destination.Remote _ -> Optional.empty();
                case Destination.Refused(_, Status status) -> Optional.of(status);
            };
            if (why.isEmpty()) {
                return Optional.empty();   // somebody can take it: the others are dealt with when it is here
            }
            first = first.or(() -> why);
        }
        return first;
    }

    /** A full mailbox has a code of its own, 552; whatever else is for good is 550. */
    private static Reply reply(Status why) {
        boolean full = why.subject() == 2 && why.detail() == 2;
        return why.isLasting() && !full ? Reply.of(550, why) : Reply.of(why);
    }

    /** What an alias names in vain; the others are served. */
    private void tellDeadTargets(Address alias, List<Destination> destinations) {
        for (Destination destination : destinations) {
            if (destination instanceof Destination.Refused(Address target, Status why) && why.isLasting()) {
                parts.trace().record(Event.of("", "", "refused", target.toString(), why + ", for " + alias));
            }
        }
    }

    private boolean isTrusted() {
        return !lmtp && parts.options().mynetworks().stream().anyMatch(network -> network.contains(peer.address()));
    }

    private String where() {
        return peer.helo() + " [" + peer.address().getHostAddress() + "]";
    }
}
