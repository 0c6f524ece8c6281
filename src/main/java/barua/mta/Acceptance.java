package barua.mta;

import barua.message.Envelope;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a session was promised for the message that comes next: its sender, and the recipients that were accepted, each with its destinations. */
final class Acceptance {

    /** The peer sends everybody's copy again; those who have it do not get it twice. */
    private static final Status NOT_ALL = Status.passing(2, 0, "not all recipients could be served, try again later");

    private record Accepted(Envelope.Recipient recipient, List<Destination> destinations) {
    }

    private final ReversePath from;
    private final long size;
    private final Door.Entrance entrance;
    private final List<Accepted> accepted = new ArrayList<>();

    /** @param size as the peer announced it; 0 where it did not */
    Acceptance(ReversePath from, long size, Door.Entrance entrance) {
        this.from = from;
        this.size = size;
        this.entrance = entrance;
    }

    ReversePath from() {
        return from;
    }

    long size() {
        return size;
    }

    Door.Entrance entrance() {
        return entrance;
    }

    void add(Envelope.Recipient recipient, List<Destination> destinations) {
        accepted.add(new Accepted(recipient, destinations));
    }

    List<Envelope.Recipient> recipients() {
        return accepted.stream().map(Accepted::recipient).toList();
    }

    List<Destination> destinations() {
        return accepted.stream().flatMap(one -> one.destinations().stream()).toList();
    }

    /** One reply for all: positive only when everything is somewhere durable. */
    Reply reply(Outcomes outcomes, String queueId) {
        return reply(outcomes.open(destinations()), queueId);
    }

    /** One reply for each recipient (RFC 2033 §4.2). */
    List<Reply> replies(Outcomes outcomes, String queueId) {
        return accepted.stream().map(one -> reply(outcomes.open(one.destinations()), queueId)).toList();
    }

    private static Reply reply(Collection<Status> statuses, String queueId) {
        List<Status> failed = statuses.stream().filter(status -> !status.isDone()).toList();
        if (failed.isEmpty()) {
            return Reply.of(250, "2.0.0 Ok: taken over as " + queueId);
        }
        boolean mixed = failed.size() < statuses.size();
        return Reply.of(failed.stream().filter(Status::isPassing).findFirst().orElse(mixed ? NOT_ALL : failed.getFirst()));
    }
}
