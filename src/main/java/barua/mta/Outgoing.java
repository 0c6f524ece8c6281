package barua.mta;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Queue;
import barua.trace.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The Outbox: mail of our own (webmail, bounces, replies) takes the same way through the Router as any other. */
public final class Outgoing implements Outbox {

    private final Stations stations;
    private final Exit exit;
    private final Queue queue;

    Outgoing(Stations stations, Exit exit, Queue queue) {
        this.stations = stations;
        this.exit = exit;
        this.queue = queue;
    }

    @Override
    public List<Status> send(ReversePath from, List<Address> to, Content content) throws IOException {
        try (Arriving arriving = arriving()) {
            Letter letter = begun(arriving, stations.ids().next(), from, to, content);
            tell(letter, "accepted", "from here, " + to.size() + " recipients, " + letter.content().size() + " bytes");
            return carry(letter, to);
        }
    }

    /** By the queue, also to mailboxes of ours: it knows its ids, and a letter that follows another never waits in the call that delivered that. */
    @Override
    public List<Status> sendOnce(String id, ReversePath from, List<Address> to, Content content) throws IOException {
        try (Arriving arriving = arriving()) {
            exit.leave(begun(arriving, id, from, to, content), to, Duration.ZERO);
            return Collections.nCopies(to.size(), Carrier.QUEUED);
        }
    }

    /**
     * Takes a letter over at once, forced, and sends it after {@code hold}, even if nobody is connected any more.
     *
     * @return the queue id, for {@link #recall}
     * @throws IOException when it could not be kept: nothing was
     */
    public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
        try (Arriving arriving = arriving()) {
            Letter letter = begun(arriving, stations.ids().next(), from, to, content);
            exit.leave(letter, to, hold);
            tell(letter, "held", "for " + hold.toSeconds() + " seconds, " + to.size() + " recipients");
            return letter.queueId();
        }
    }

    /** Stops a held letter; false where it is too late. */
    public boolean recall(String queueId) throws IOException {
        Instant now = stations.clock().instant();
        // Once it was tried somebody may have it.
        boolean untouched = queue.item(queueId).stream().flatMap(item -> item.waiting().stream())
                .allMatch(one -> one.attempts() == 0 && one.next().isAfter(now));
        boolean recalled = untouched && queue.remove(queueId);
        if (recalled) {
            stations.trace().record(Event.of(queueId, "", "recalled", "", ""));
        }
        return recalled;
    }

    private Arriving arriving() throws IOException {
        return new Arriving(stations.store().stage(), original -> OwnHeader.of(original, stations.router()));
    }

    private Letter begun(Arriving arriving, String queueId, ReversePath from, List<Address> to, Content content) throws IOException {
        arriving.write(content);
        Envelope envelope = new Envelope(from, to.stream().map(Envelope.Recipient::of).toList(), new Origin.Here());
        return arriving.letter(queueId, envelope, stations.stamps().begun(queueId), stations.clock().instant(), "");
    }

    private List<Status> carry(Letter letter, List<Address> to) {
        List<List<Destination>> ways = to.stream().map(stations.router()::route).toList();
        Outcomes outcomes = stations.carrier().carry(letter, ways.stream().flatMap(List::stream).toList(), Carrier.Manner.OWN);
        List<Status> statuses = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Status status = outcomes.best(ways.get(i));
            if (!status.isDone()) {
                stations.trace().record(Event.of(letter.queueId(), letter.messageId(), "refused", to.get(i).toString(), status.toString()));
            }
            statuses.add(status);
        }
        return statuses;
    }

    private void tell(Letter letter, String what, String more) {
        String from = letter.envelope().from().address().map(Address::toString).orElse("");
        stations.trace().record(Event.of(letter.queueId(), letter.messageId(), what, from, more));
    }
}
