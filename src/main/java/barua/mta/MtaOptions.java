package barua.mta;

import barua.delivery.Srs;
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
 * @param mendsBareLf whose lone LFs become CRLF; those of others are refused
 * @param srs       who was the sender of what was sent on from here under an address of ours; empty where nothing is
 */
public record MtaOptions(String hostname, ZoneId zone, Optional<Hop.Relay> relayhost, List<Network> mynetworks,
                         Set<InetAddress> addresses, MendsBareLf mendsBareLf, Optional<Srs> srs) {

    /** Devices and old scripts send lone LFs; strangers who do are mostly up to something. */
    public enum MendsBareLf { NOBODY, TRUSTED, ALL }

    public MtaOptions(String hostname, ZoneId zone, Optional<Hop.Relay> relayhost, List<Network> mynetworks, Set<InetAddress> addresses) {
        this(hostname, zone, relayhost, mynetworks, addresses, MendsBareLf.TRUSTED, Optional.empty());
    }

    public MtaOptions {
        mynetworks = List.copyOf(mynetworks);
        addresses = Set.copyOf(addresses);
    }
}
