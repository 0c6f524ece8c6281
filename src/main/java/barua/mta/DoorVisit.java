package barua.mta;

import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Envelope;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Receiver.Intake;
import barua.smtp.Receiver.LineEnds;
import barua.smtp.Receiver.Parameters;
import barua.smtp.Receiver.Visit;
import barua.smtp.Reply;
import barua.trace.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One session at one of the doors. */
final class DoorVisit implements Visit {

    private static final Reply NO_SPACE = Reply.of(452, "4.3.1 No space now, try again later");
    private static final Reply OK_SENDER = Reply.of(250, "2.1.0 Ok");
    private static final Reply OK_RECIPIENT = Reply.of(250, "2.1.5 Ok");

    private final Stations stations;
    private final Door door;
    private Peer peer;
    private Optional<Acceptance> acceptance = Optional.empty();

    DoorVisit(Stations stations, Door door, Peer peer) {
        this.stations = stations;
        this.door = door;
        this.peer = peer;
    }

    @Override
    public Reply greeting() {
        return Reply.of(220, stations.options().hostname());
    }

    @Override
    public void peer(Peer now) {
        peer = now;
    }

    @Override
    public Reply sender(ReversePath from, Parameters parameters) {
        return switch (door.sender(peer, from)) {
            case Door.Welcome.No(Reply why) -> why;
            case Door.Welcome.Yes _ when !stations.store().hasRoom() -> NO_SPACE;
            case Door.Welcome.Yes(Door.Entrance entrance) -> {
                acceptance = Optional.of(new Acceptance(from, parameters.size(), entrance));
                yield OK_SENDER;
            }
        };
    }

    @Override
    public Reply recipient(Address to, Parameters parameters) {
        Acceptance now = acceptance.orElseThrow();
        Address recipient = stations.router().home(to);
        List<Destination> destinations = stations.router().route(recipient);
        Optional<Status> refusal = door.refusal(now, recipient, destinations);
        if (refusal.isPresent()) {
            stations.trace().record(Event.of("", "", "refused", to.toString(), refusal.get() + ", from " + now.from() + " " + now.entrance().origin()));
            return reply(refusal.get());
        }
        tellDeadTargets(to, destinations);
        now.add(new Envelope.Recipient(recipient, to), destinations);
        return OK_RECIPIENT;
    }

    /** A place for a message, where there is room: the store looks again, and later than we. */
    @Override
    public Intake begin() throws IOException {
        try {
            return stations.store().hasRoom() ? new Intake.Yes(new MessageSink(stations, acceptance.orElseThrow()), lineEnds()) : new Intake.No(NO_SPACE);
        } catch (MailboxException refused) {
            if (refused.reason() == MailboxException.Reason.DISK_FULL) {
                return new Intake.No(NO_SPACE);
            }
            throw refused;
        }
    }

    private LineEnds lineEnds() {
        boolean mended = switch (stations.options().mendsBareLf()) {
            case NOBODY -> false;
            case TRUSTED -> acceptance.orElseThrow().entrance().manner() == Carrier.Manner.OWN;
            case ALL -> true;
        };
        return mended ? LineEnds.MENDED : LineEnds.STRICT;
    }

    @Override
    public void reset() {
        acceptance = Optional.empty();
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
                stations.trace().record(Event.of("", "", "refused", target.toString(), why + ", for " + alias));
            }
        }
    }
}
