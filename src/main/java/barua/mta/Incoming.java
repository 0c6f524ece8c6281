package barua.mta;

import barua.message.Address;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import java.util.List;
import java.util.Optional;

/**
 * Mail from other servers: over SMTP on port 25, over LMTP on the loopback. It is for us alone, unless the peer is in one of our own
 * networks; a recipient that does not exist is refused at RCPT.
 */
final class Incoming implements Door {

    private static final Status NO_RELAY = Status.lasting(7, 1, "this server takes mail for its own domains only");

    private final Stations stations;
    private final boolean lmtp;

    Incoming(Stations stations, boolean lmtp) {
        this.stations = stations;
        this.lmtp = lmtp;
    }

    @Override
    public Welcome sender(Peer peer, ReversePath from) {
        boolean trusted = !lmtp && stations.options().mynetworks().stream().anyMatch(network -> network.contains(peer.address()));
        String protocol = lmtp ? peer.protocol().replace("ESMTP", "LMTP") : peer.protocol();
        Origin.Session origin = new Origin.Session(peer.address(), peer.helo(), protocol, peer.cipher(), Optional.empty(), trusted);
        Carrier.Manner manner = lmtp ? Carrier.Manner.LMTP : trusted ? Carrier.Manner.OWN : Carrier.Manner.PEER;
        String who = from.address().map(Address::toString).orElse("");
        return new Welcome.Yes(new Entrance(origin, manner, who, (original, queueId) -> trusted
                ? IncomingHeader.ofOwnNetwork(original, from.address(), queueId, stations) : IncomingHeader.of(original, stations.router())));
    }

    @Override
    public Optional<Status> refusal(Acceptance now, Address recipient, List<Destination> destinations) {
        if (!stations.directory().isOurs(recipient.domain())) {
            return now.entrance().manner() == Carrier.Manner.OWN ? Optional.empty() : Optional.of(NO_RELAY);   // never an open relay
        }
        Optional<Status> first = Optional.empty();
        for (Destination destination : destinations) {
            Optional<Status> why = switch (destination) {
                case Destination.Local local -> stations.delivery().refusal(local.account().address(), now.size());
                case Destination.Remote _, Destination.Members _ -> Optional.empty();
                case Destination.Refused(_, Status status) -> Optional.of(status);
            };
            if (why.isEmpty()) {
                return Optional.empty();   // somebody can take it: the others are dealt with when it is here
            }
            first = first.or(() -> why);
        }
        return first;
    }
}
