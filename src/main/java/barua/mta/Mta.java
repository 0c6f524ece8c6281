package barua.mta;

import barua.delivery.Delivery;
import barua.directory.Directory;
import barua.mailbox.MailStore;
import barua.queue.Queue;
import barua.queue.Routing;
import barua.queue.SmtpTransport;
import barua.queue.Ways;
import barua.smtp.Receiver;
import barua.trace.Trace;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The journey put together: start reading here. A message comes in by {@link Incoming} (other servers), {@link Submission} (our people) or
 * {@link Outgoing} (mail of our own); the {@link Router} turns each recipient into destinations; the carrier files what is ours and
 * queues the rest; what waited comes home by the same way.
 *
 * <pre>
 * Queue queue = Queue.open(...);
 * Mta mta = new Mta(options, directory, store, delivery, queue, trace, clock);
 * queue.start(mta.ways(smtpTransport));
 * </pre>
 */
public final class Mta {

    private final Parts parts;
    private final Routing routing;
    private final Outgoing outgoing;

    public Mta(MtaOptions options, Directory directory, MailStore store, Delivery delivery, Queue queue, Trace trace, Clock clock) {
        this(options, directory, store, delivery, queue, trace, clock, System::nanoTime);
    }

    Mta(MtaOptions options, Directory directory, MailStore store, Delivery delivery, Queue queue, Trace trace, Clock clock, LongSupplier nanoTime) {
        this.parts = new Parts(options, directory, new Router(directory), store, delivery, new Carrier(delivery, queue, nanoTime), trace,
                new QueueIds(clock), new Stamps(options, clock), clock);
        this.routing = new OwnRouting(options, directory);
        this.outgoing = new Outgoing(parts, queue);
    }

    /** For port 25. */
    public Receiver incoming() {
        return new Incoming(parts, false);
    }

    /** For LMTP on the loopback. */
    public Receiver lmtp() {
        return new Incoming(parts, true);
    }

    /** For ports 587 and 465. */
    public Receiver submission() {
        return new Submission(parts);
    }

    /** For every station that sends mail of its own. */
    public Outgoing outgoing() {
        return outgoing;
    }

    /** How the queue's mail leaves it. */
    public Ways ways(SmtpTransport smtp) {
        return Ways.of(smtp, new HomeTransport(parts), routing, outgoing);
    }
}
