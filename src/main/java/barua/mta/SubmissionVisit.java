package barua.mta;

import barua.directory.Account;
import barua.message.Address;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Receiver.Intake;
import barua.smtp.Receiver.Parameters;
import barua.smtp.Receiver.Visit;
import barua.smtp.Reply;
import barua.trace.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One session of somebody of ours. */
final class SubmissionVisit implements Visit {

    private static final Reply LOGIN_FIRST = Reply.of(530, "5.7.0 Authentication required");
    private static final Reply OK_SENDER = Reply.of(250, "2.1.0 Ok");
    private static final Reply OK_RECIPIENT = Reply.of(250, "2.1.5 Ok");

    private final Parts parts;
    private Peer peer;
    private Optional<Transaction> transaction = Optional.empty();
    private Optional<Account> author = Optional.empty();

    SubmissionVisit(Parts parts, Peer peer) {
        this.parts = parts;
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
        // Asked anew for each message: an account may be disabled while its session lasts.
        author = peer.login().flatMap(parts.directory()::byLogin).filter(Account::enabled);
        if (author.isEmpty()) {
            return LOGIN_FIRST;
        }
        // The null sender is right for receipts, which clients send (RFC 8098 §3).
        if (from.address().filter(address -> !owns(author.get(), address)).isPresent()) {
            Status why = Status.lasting(7, 1, "you may send from your own addresses only");
            parts.trace().record(Event.of("", "", "refused", author.get().address().toString(), why + ", as " + from));
            return Reply.of(553, why);
        }
        if (!parts.store().hasRoom()) {
            return IncomingVisit.NO_SPACE;
        }
        transaction = Optional.of(new Transaction(from, parameters.size()));
        return OK_SENDER;
    }

    @Override
    public Reply recipient(Address to, Parameters parameters) {
        List<Destination> destinations = parts.router().route(to);
        Optional<Status> nobody = destinations.stream().allMatch(Destination.Refused.class::isInstance)
                ? Optional.of(((Destination.Refused) destinations.getFirst()).why()) : Optional.empty();
        if (nobody.isPresent()) {
            parts.trace().record(Event.of("", "", "refused", to.toString(), nobody.get() + ", from " + author.orElseThrow().address()));
            return nobody.get().isLasting() ? Reply.of(550, nobody.get()) : Reply.of(nobody.get());
        }
        transaction.orElseThrow().add(to, destinations);
        return OK_RECIPIENT;
    }

    @Override
    public Intake begin() throws IOException {
        return IncomingVisit.intake(parts, () -> new SubmissionSink(parts, peer, author.orElseThrow(), transaction.orElseThrow()));
    }

    @Override
    public void reset() {
        transaction = Optional.empty();
    }

    private boolean owns(Account account, Address address) {
        return owns(parts, account, address);
    }

    static boolean owns(Parts parts, Account account, Address address) {
        List<Address> own = parts.directory().sendersOf(account);
        return own.contains(address.folded()) || own.contains(Router.base(address).folded());
    }
}
