package barua.mta;

import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
        try (Staged staged = parts.store().stage()) {
            HeaderTap tap = copy(content, staged);
            byte[] returnPath = Stamps.returnPath(from);
            staged.prepend(returnPath);
            return carry(queueId, tap.block().messageId(), from, to, staged, returnPath.length);
        } catch (IOException notNow) {
            return to.stream().map(recipient -> new Outcome(recipient, NOT_NOW, "", "")).toList();
        }
    }

    private List<Outcome> carry(String queueId, String messageId, ReversePath from, List<Address> to, Staged staged, int returnPath) {
        List<Outcome> outcomes = new ArrayList<>();
        // Equal for a repeat of this attempt after a crash; what must go on to other servers gets an id of its own, as this one is taken.
        Letter letter = new Letter(parts.ids().next(), messageId, from, staged, returnPath, Carrier.sha256("queue " + queueId));
        Map<Object, Status> outcome = parts.carrier().carry(letter, to.stream().flatMap(recipient -> parts.router().route(recipient).stream()).toList(), Carrier.Manner.LMTP);
        for (Address recipient : to) {
            List<Status> statuses = parts.router().route(recipient).stream().map(way -> outcome.getOrDefault(Router.identity(way), NOT_NOW)).toList();
            Status status = statuses.stream().filter(Status::isPassing).findFirst()
                    .orElseGet(() -> statuses.stream().filter(Status::isDone).findFirst().orElse(statuses.getFirst()));
            outcomes.add(new Outcome(recipient, status, "", ""));
        }
        return outcomes;
    }

    private static HeaderTap copy(Content content, Staged staged) throws IOException {
        HeaderTap tap = new HeaderTap();
        byte[] buffer = new byte[16_384];
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!tap.isComplete()) {
                    tap.take(buffer, 0, read);
                }
                staged.write(buffer, 0, read);
            }
        }
        return tap;
    }
}
