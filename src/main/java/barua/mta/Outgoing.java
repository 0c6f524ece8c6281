package barua.mta;

import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import barua.message.HeaderBlock;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Queue;
import barua.trace.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Outbox: mail of our own (webmail, bounces, replies) takes the same way through the Router as any other. */
public final class Outgoing implements Outbox {

    private final Parts parts;
    private final Queue queue;

    Outgoing(Parts parts, Queue queue) {
        this.parts = parts;
        this.queue = queue;
    }

    @Override
    public List<Status> send(ReversePath from, List<Address> to, Content content) throws IOException {
        String queueId = parts.ids().next();
        try (Staged staged = parts.store().stage()) {
            HeaderBlock header = HeaderTap.copy(content, staged);
            byte[] returnPath = Stamps.returnPath(from);
            ByteArrayOutputStream front = new ByteArrayOutputStream();
            front.write(returnPath);
            front.write(parts.stamps().begun(queueId));
            staged.prepend(front.toByteArray());
            Letter letter = new Letter(queueId, header.messageId(), from, staged, returnPath.length, parts.clock().instant(), "");
            parts.trace().record(Event.of(queueId, letter.messageId(), "accepted", name(from), "from here, " + to.size() + " recipients, " + staged.size() + " bytes"));
            return carry(letter, to);
        }
    }

    /**
     * Takes a letter over at once, forced, and sends it after {@code hold}, even if nobody is connected any more.
     *
     * @return the queue id, for {@link #recall}
     * @throws IOException when it could not be kept: nothing was
     */
    public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
        String queueId = parts.ids().next();
        String messageId = HeaderTap.header(content).messageId();
        queue.add(from, to, begun(queueId, content), queueId, hold);
        parts.trace().record(Event.of(queueId, messageId, "held", name(from), "for " + hold.toSeconds() + " seconds, " + to.size() + " recipients"));
        return queueId;
    }

    /** Stops a held letter; false where it is too late. */
    public boolean recall(String queueId) throws IOException {
        Instant now = parts.clock().instant();
        // Once it was tried somebody may have it.
        boolean untouched = queue.item(queueId).filter(item -> item.waiting().stream().allMatch(one -> one.attempts() == 0 && one.next().isAfter(now))).isPresent();
        boolean recalled = untouched && queue.remove(queueId);
        if (recalled) {
            parts.trace().record(Event.of(queueId, "", "recalled", "", ""));
        }
        return recalled;
    }

    private List<Status> carry(Letter letter, List<Address> to) {
        List<List<Destination>> ways = to.stream().map(parts.router()::route).toList();
        Map<Object, Status> outcome = parts.carrier().carry(letter, ways.stream().flatMap(List::stream).toList(), Carrier.Manner.OWN);
        List<Status> statuses = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Status status = worst(ways.get(i), outcome);
            if (!status.isDone()) {
                parts.trace().record(Event.of(letter.queueId(), letter.messageId(), "refused", to.get(i).toString(), status.toString()));
            }
            statuses.add(status);
        }
        return statuses;
    }

    /** What the sender must know of one recipient: where somebody behind it is served, that counts. */
    private static Status worst(List<Destination> ways, Map<Object, Status> outcome) {
        List<Status> statuses = ways.stream().map(way -> outcome.get(Router.identity(way))).toList();
        return statuses.stream().filter(Status::isDone).findFirst().orElse(statuses.getFirst());
    }

    /** With its Received field in front, without copying what may be large. */
    private Content begun(String queueId, Content content) {
        byte[] front = parts.stamps().begun(queueId);
        return new Content() {
            @Override
            public long size() throws IOException {
                return front.length + content.size();
            }

            @Override
            public InputStream open(long from) throws IOException {
                return from >= front.length ? content.open(from - front.length)
                        : new SequenceInputStream(new ByteArrayInputStream(front, (int) from, front.length - (int) from), content.open());
            }
        };
    }

    private static String name(ReversePath from) {
        return from.address().map(Address::toString).orElse("");
    }
}
