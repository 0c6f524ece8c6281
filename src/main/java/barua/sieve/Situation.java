package barua.sieve;

import barua.message.Address;
import barua.message.Letter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What scripts are run on.
 *
 * @param letter    with envelope, header and content
 * @param account   whose script it is
 * @param original  the recipient as the peer wrote it: what {@code envelope "to"} tests
 * @param addresses all addresses of the account, its own first
 * @param flags     what {@code keep} and {@code fileinto} begin with; of an event of IMAP what the message has (RFC 6785 §3.9)
 * @param now       one moment for the whole run
 */
public record Situation(Letter letter, Address account, Address original, List<Address> addresses, List<String> flags, Instant now, ZoneId zone,
        Surroundings surroundings) {

    public Situation {
        addresses = List.copyOf(addresses);
        flags = List.copyOf(flags);
    }
}
