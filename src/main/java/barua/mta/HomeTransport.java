package barua.mta;

import barua.directory.Entry;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue's way home: letters that were held, and mailboxes that could not take theirs before. Recipients are routed anew, as an
 * account may have been renamed or an alias changed while they waited.
 */
final class HomeTransport implements Transport {

    private static final Status NOT_NOW = Status.passing(3, 0, "the mailbox cannot be written now");
    private static final byte[] RECEIVED_ALREADY = {};

    private final Stations stations;

    HomeTransport(Stations stations) {
        this.stations = stations;
    }

    @Override
    public List<Outcome> attempt(String queueId, ReversePath from, List<Address> to, Content content) {
        List<List<Destination>> ways = to.stream().map(stations.router()::route).toList();
        try (Arriving arriving = new Arriving(stations.store().stage(), JudgedHeader::unchanged)) {
            arriving.write(content);
            Envelope envelope = new Envelope(from, to.stream().map(Envelope.Recipient::of).toList(), new Origin.Waited());
            // The token is the same for a repeat of this attempt after a crash.
            Letter letter = arriving.letter(queueId, envelope, RECEIVED_ALREADY, stations.clock().instant(), Carrier.sha256("queue " + queueId));
            return outcomes(to, ways, carry(letter, ways));
        } catch (IOException notNow) {
            return to.stream().map(recipient -> new Outcome(recipient, NOT_NOW, "", "")).toList();
        }
    }

    /**
     * One mailbox for one recipient stays this item's affair. What lies behind an alias, or on another server, gets an item of its own
     * where it cannot be served at once: those who were served must not be tried again with the others.
     */
    private Outcomes carry(Letter letter, List<List<Destination>> ways) {
        List<Destination> single = new ArrayList<>();
        List<Destination> onward = new ArrayList<>();
        ways.forEach(way -> (way.size() == 1 && staysHere(way.getFirst()) ? single : onward).addAll(way));
        Outcomes outcomes = stations.carrier().carry(letter, single, Carrier.Manner.LMTP);
        expand(onward, outcomes);
        if (!onward.isEmpty()) {
            outcomes.addMissing(stations.carrier().carry(letter, onward, Carrier.Manner.OWN));
        }
        return outcomes;
    }

    /** Members take the place of their list: here there is time. */
    private void expand(List<Destination> onward, Outcomes outcomes) {
        for (Destination destination : List.copyOf(onward)) {
            if (destination instanceof Destination.Members(Entry.Members list)) {
                List<Destination> members = stations.router().members(list);
                onward.remove(destination);
                onward.addAll(members);
                outcomes.follow(destination, members);
            }
        }
    }

    private static boolean staysHere(Destination destination) {
        return switch (destination) {
            case Destination.Local _, Destination.Refused _ -> true;
            case Destination.Remote _, Destination.Members _ -> false;
        };
    }

    private static List<Outcome> outcomes(List<Address> to, List<List<Destination>> ways, Outcomes outcomes) {
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            all.add(new Outcome(to.get(i), outcomes.unfinished(ways.get(i)), "", ""));
        }
        return all;
    }
}
