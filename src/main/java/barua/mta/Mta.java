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
 * {@link Outgoing} (mail of our own); the {@link Router} turns each recipient into destinations; the {@link Carrier} files what is ours; the
 * rest leaves by the {@link Exit}; what waited comes home by the same way.
 *
 * <pre>
 * Queue queue = Queue.open(...);
 * Mta mta = new Mta(options, directory, store, delivery, queue, trace, clock);
 * queue.start(mta.ways(smtpTransport));
 * </pre>
 */
public final class Mta {

    private final Stations stations;
    private final Routing routing;
    private final Outgoing outgoing;

    public Mta(MtaOptions options, Directory directory, MailStore store, Delivery delivery, Queue queue, Trace trace, Clock clock) {
        this(options, directory, store, delivery, queue, trace, clock, System::nanoTime);
    }

    Mta(MtaOptions options, Directory directory, MailStore store, Delivery delivery, Queue queue, Trace trace, Clock clock, LongSupplier nanoTime) {
        QueueIds ids = new QueueIds(clock);
        Exit exit = new Exit(queue, ids);
        Router router = new Router(options, directory);
        Carrier carrier = new Carrier(new HomeMail(delivery, router, nanoTime), exit, trace, nanoTime);
        this.stations = new Stations(options, directory, router, store, delivery, carrier, trace, ids, new Stamps(options, clock), clock);
        this.routing = new OwnRouting(options, directory, router);
        this.outgoing = new Outgoing(stations, exit, queue);
    }

    /** For port 25. */
    public Receiver incoming() {
        return at(new Incoming(stations, false));
    }

    /** For LMTP on the loopback. */
    public Receiver lmtp() {
        return at(new Incoming(stations, true));
    }

    /** For ports 587 and 465. */
    public Receiver submission() {
        return at(new Submission(stations));
    }

    private Receiver at(Door door) {
        return peer -> new DoorVisit(stations, door, peer);
    }

    /** For every station that sends mail of its own. */
    public Outgoing outgoing() {
        return outgoing;
    }

    /** How the queue's mail leaves it. */
    public Ways ways(SmtpTransport smtp) {
        return Ways.of(smtp, new HomeTransport(stations), routing, outgoing, (id, letter, failures) ->
                stations.delivery().takeBack(id, letter, failures, Carrier.sha256("back " + id)));
    }
}
