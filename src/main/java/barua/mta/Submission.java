package barua.mta;

import barua.directory.Account;
import barua.message.Address;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Reply;
import barua.trace.Event;
import java.util.List;
import java.util.Optional;

/**
 * Mail from our own people on ports 587 and 465 (RFC 6409): they have logged in, write from their own addresses only, and may write
 * to anybody. What a message lacks is added, and blind copies stay blind.
 */
final class Submission implements Door {

    private static final Reply LOGIN_FIRST = Reply.of(530, "5.7.0 Authentication required");

    private final Stations stations;

    Submission(Stations stations) {
        this.stations = stations;
    }

    @Override
    public Welcome sender(Peer peer, ReversePath from) {
        // Asked anew for each message: an account may be disabled while its session lasts.
        Optional<Account> author = peer.login().flatMap(stations.directory()::byLogin).filter(Account::enabled);
        return author.isEmpty() ? new Welcome.No(LOGIN_FIRST) : sender(peer, from, author.get());
    }

    private Welcome sender(Peer peer, ReversePath from, Account author) {
        // The null sender is right for receipts, which clients send (RFC 8098 §3).
        if (from.address().filter(address -> !owns(author, address)).isPresent()) {
            Status why = Status.lasting(7, 1, "you may send from your own addresses only");
            stations.trace().record(Event.of("", "", "refused", author.address().toString(), why + ", as " + from));
            return new Welcome.No(Reply.of(553, why));
        }
        Origin.Session origin = new Origin.Session(peer.address(), peer.helo(), peer.protocol(), peer.cipher(), Optional.of(author.address()), false);
        Authorship authorship = new Authorship(address -> owns(author, address), stations.directory()::isOurs);
        return new Welcome.Yes(new Entrance(origin, Carrier.Manner.OWN, author.address().toString(),
                (original, queueId) -> SubmittedHeader.of(original, new SubmittedHeader.Author(author.address(), authorship), queueId, stations)));
    }

    private boolean owns(Account account, Address address) {
        List<Address> own = stations.directory().sendersOf(account);
        return own.contains(address.folded()) || own.contains(Router.base(address).folded());
    }

    @Override
    public Optional<Status> refusal(Acceptance now, Address recipient, List<Destination> destinations) {
        Optional<Status> first = Optional.empty();
        for (Destination destination : destinations) {
            switch (destination) {
                case Destination.Refused(_, Status why) -> first = first.or(() -> Optional.of(why));
                case Destination.Local _, Destination.Remote _, Destination.Members _ -> {
                    return Optional.empty();
                }
            }
        }
        return first;
    }
}
