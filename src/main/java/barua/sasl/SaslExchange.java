package barua.sasl;

import java.util.List;
import java.util.Optional;

/** One authentication by one mechanism, without I/O: bytes from the client in, what to say next out (RFC 4422). */
public interface SaslExchange {

    /** What comes next. */
    sealed interface Step {

        /** Say this (not yet base64) and read the answer. */
        record Challenge(byte[] bytes) implements Step {
        }

        /** Over; {@code finalWords} are said before OK where the protocol has a place for them, else as a last challenge. */
        record Done(Logins.Result result, Optional<byte[]> finalWords) implements Step {
        }

        /** The client's message breaks the mechanism's grammar. */
        record Malformed(String why) implements Step {
        }
    }

    /**
     * The client's next message, decoded; its bytes are wiped where they held a password. Without an initial response the first call
     * of a client-first mechanism takes the answer to an empty challenge, and that of any other an empty array, to get the challenge.
     */
    Step next(byte[] message);

    /** Mechanism names in the order in which they are advertised over TLS. */
    List<String> MECHANISMS = List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN", "LOGIN");

    /**
     * Begins an exchange; empty for a mechanism that is not offered.
     *
     * @param mechanism in any case
     * @param binding   tls-server-end-point data of the connection, where there is TLS
     */
    static Optional<SaslExchange> begin(String mechanism, Logins logins, String remote, String service, Optional<byte[]> binding) {
        return SaslMechanisms.begin(mechanism, logins, remote, service, binding);
    }

    /** Whether the client speaks first, so that without initial response an empty challenge is due. */
    boolean clientFirst();
}
