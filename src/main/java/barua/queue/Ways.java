package barua.queue;

import barua.message.Outbox;
import barua.queue.Routing.Hop;
import java.util.function.Function;

/**
 * How mail leaves the queue: which way a recipient goes, what carries it there, and where bounces are sent. A routing answers
 * from memory: the queue asks it for every recipient of every attempt.
 */
public record Ways(Function<Hop, Transport> transports, Routing routing, Outbox outbox, TakingBack takingBack) {

    public Ways(Function<Hop, Transport> transports, Routing routing, Outbox outbox) {
        this(transports, routing, outbox, TakingBack.NEVER);
    }

    /** By SMTP to other servers, by {@code home} into our own mailboxes. */
    public static Ways of(SmtpTransport smtp, Transport home, Routing routing, Outbox outbox, TakingBack takingBack) {
        return new Ways(hop -> switch (hop) {
            case Hop.Home() -> home;
            case Hop.Mx _, Hop.Relay _ -> smtp.to(hop);
        }, routing, outbox, takingBack);
    }
}
