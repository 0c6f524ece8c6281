package barua.message;

import java.net.InetAddress;
import java.util.Optional;

/** Where a letter came from. */
public sealed interface Origin {

    /**
     * Another server or a mail program handed it over in a session.
     *
     * @param helo     what the peer called itself; empty where it did not
     * @param protocol with which it was handed over, such as ESMTPS or LMTP (RFC 3848)
     * @param cipher   the TLS protocol and cipher; empty where it was plain
     * @param login    the account that the peer proved to be
     * @param trusted  whether the peer is in a network of our own, whose machines send without logging in
     */
    record Session(InetAddress address, String helo, String protocol, Optional<String> cipher, Optional<Address> login, boolean trusted) implements Origin {

        /** For the trace. */
        @Override
        public String toString() {
            return helo + " [" + address.getHostAddress() + "]";
        }
    }

    /** It began here: webmail, bounces, replies, programs of this machine. */
    record Here() implements Origin {

        @Override
        public String toString() {
            return "here";
        }
    }

    /** It waited in the queue, which keeps its envelope alone. */
    record Waited() implements Origin {

        @Override
        public String toString() {
            return "the queue";
        }
    }
}
