package barua.mta;

import barua.message.Address;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One mail transaction of a session: the sender and the recipients that were accepted, each with its destinations. */
final class Transaction {

    /** The peer sends everybody's copy again; those who have it do not get it twice. */
    private static final Status NOT_ALL = Status.passing(2, 0, "not all recipients could be served, try again later");

    private record Accepted(Address recipient, List<Destination> destinations) {
    }

    private final ReversePath from;
    private final long size;
    private final List<Accepted> accepted = new ArrayList<>();

    /** @param size as the peer announced it; 0 where it did not */
    Transaction(ReversePath from, long size) {
        this.from = from;
        this.size = size;
    }

    ReversePath from() {
        return from;
    }

    long size() {
        return size;
    }

    void add(Address recipient, List<Destination> destinations) {
        accepted.add(new Accepted(recipient, destinations));
    }

    List<Address> recipients() {
        return accepted.stream().map(Accepted::recipient).toList();
    }

    List<Destination> destinations() {
        return accepted.stream().flatMap(one -> one.destinations().stream()).toList();
    }

    /** One reply for all: positive only when everything is somewhere durable. */
    Reply reply(Map<Object, Status> outcome, String queueId) {
        return reply(open(destinations(), outcome), queueId);
    }

    /** One reply for each recipient (RFC 2033 §4.2). */
    List<Reply> replies(Map<Object, Status> outcome, String queueId) {
        return accepted.stream().map(one -> reply(open(one.destinations(), outcome), queueId)).toList();
    }

    /** An alias's dead targets were known when it was accepted for the living; they are no reason to send again. */
    private static List<Status> open(List<Destination> destinations, Map<Object, Status> outcome) {
        return destinations.stream().filter(destination -> !(destination instanceof Destination.Refused(_, Status why) && why.isLasting()))
                .map(destination -> outcome.get(Router.identity(destination))).toList();
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
