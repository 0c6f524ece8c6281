package barua.mta;

import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The queue's way home: letters that were held, and mailboxes that could not take theirs before. Recipients are routed anew, as an
 * account may have been renamed or an alias changed while they waited.
 */
final class HomeTransport implements Transport {

    private static final Status NOT_NOW = Status.passing(3, 0, "the mailbox cannot be written now");

    private final Parts parts;

    HomeTransport(Parts parts) {
        this.parts = parts;
    }

    @Override
    public List<Outcome> attempt(String queueId, ReversePath from, List<Address> to, Content content) {
        List<List<Destination>> ways = to.stream().map(parts.router()::route).toList();
        try (Staged staged = parts.store().stage()) {
            String messageId = HeaderTap.copy(content, staged).messageId();
            byte[] returnPath = Stamps.returnPath(from);
            staged.prepend(returnPath);
            // The same for a repeat of this attempt after a crash.
            String key = Carrier.sha256("queue " + queueId);
            Letter letter = new Letter(queueId, messageId, from, staged, returnPath.length, parts.clock().instant(), key);
            return outcomes(to, ways, carry(letter, ways));
        } catch (IOException notNow) {
            return to.stream().map(recipient -> new Outcome(recipient, NOT_NOW, "", "")).toList();
        }
    }

    /**
     * One mailbox for one recipient stays this item's affair. What lies behind an alias, or on another server, gets an item of its own
     * where it cannot be served at once: those who were served must not be tried again with the others.
     */
    private Map<Object, Status> carry(Letter letter, List<List<Destination>> ways) {
        List<Destination> single = new ArrayList<>();
        List<Destination> onward = new ArrayList<>();
        ways.forEach(way -> (way.size() == 1 && !(way.getFirst() instanceof Destination.Remote) ? single : onward).addAll(way));
        Map<Object, Status> outcome = new HashMap<>(parts.carrier().carry(letter, single, Carrier.Manner.LMTP));
        if (!onward.isEmpty()) {
            Letter other = new Letter(parts.ids().next(), letter.messageId(), letter.from(), letter.message(), letter.returnPath(), letter.received(), letter.key());
            parts.carrier().carry(other, onward, Carrier.Manner.OWN).forEach(outcome::putIfAbsent);
        }
        return outcome;
    }

    private static List<Outcome> outcomes(List<Address> to, List<List<Destination>> ways, Map<Object, Status> outcome) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            List<Status> statuses = ways.get(i).stream().map(way -> outcome.get(Router.identity(way))).toList();
            Status status = statuses.stream().filter(Status::isPassing).findFirst()
                    .orElseGet(() -> statuses.stream().filter(Status::isDone).findFirst().orElse(statuses.getFirst()));
            outcomes.add(new Outcome(to.get(i), status, "", ""));
        }
        return outcomes;
    }
}
