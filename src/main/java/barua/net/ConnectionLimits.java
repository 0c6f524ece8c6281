package barua.net;

import java.time.Duration;

/**
 * How much one listener takes.
 *
 * @param total      connections at once
 * @param perAddress connections at once from one address (IPv6: one /64)
 * @param idle       how long a read may wait before {@link java.net.SocketTimeoutException}
 * @param stall      how long a write may make no progress before the connection is closed
 * @param busy       what is said, in the protocol's own words with CRLF, to a connection beyond the limits before it is closed
 */
public record ConnectionLimits(int total, int perAddress, Duration idle, Duration stall, String busy) {
}
