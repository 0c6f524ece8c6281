package barua.mta;

import barua.delivery.Delivery;
import barua.directory.Directory;
import barua.mailbox.MailStore;
import barua.trace.Trace;
import java.time.Clock;

/** What every way into the journey needs. */
record Stations(MtaOptions options, Directory directory, Router router, MailStore store, Delivery delivery, Carrier carrier, Trace trace,
                QueueIds ids, Stamps stamps, Clock clock) {
}
