package barua.mta;

import barua.queue.Routing.Hop;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the administrator decides about the journey.
 *
 * @param hostname   our name in Received fields and message-ids
 * @param zone       for dates that we write
 * @param relayhost  where all mail for others goes; empty for each domain's own hosts
 * @param mynetworks peers that may send to anybody without logging in
 * @param addresses  our own: whoever writes to somebody at one of them means somebody here
 */
public record MtaOptions(String hostname, ZoneId zone, Optional<Hop.Relay> relayhost, List<Network> mynetworks,
                         Set<InetAddress> addresses) {

    public MtaOptions {
        mynetworks = List.copyOf(mynetworks);
        addresses = Set.copyOf(addresses);
    }
}
