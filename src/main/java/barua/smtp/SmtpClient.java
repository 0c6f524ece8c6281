package barua.smtp;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The client's end of SMTP: one connection to one server (RFC 5321, PIPELINING, SIZE, 8BITMIME, SMTPUTF8, STARTTLS). */
public final class SmtpClient implements Closeable {

    /**
     * @param host   the server's name, for TLS
     * @param helo   our name
     */
    public record Target(InetSocketAddress address, String host, String helo, TlsUse tls) {
    }

    /** Opportunistic takes any certificate and goes on plain where TLS is not offered; the others refuse. */
    public enum TlsUse { NONE, OPPORTUNISTIC, ENCRYPTED, VERIFIED }

    /** The peer's last word about one recipient; {@link Reply#isPositive()} means that it took over. */
    public record Outcome(Address recipient, Reply reply) {
    }

    /** Connects, reads the greeting, says EHLO (HELO where it must), STARTTLS. @throws SmtpException with the peer's reply where it refuses */
    public static SmtpClient connect(Target target) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** One transaction; one outcome for each recipient. @throws IOException when the connection broke before the peer's word: nothing is known */
    public List<Outcome> send(ReversePath from, List<Address> to, Content content) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** QUIT, without waiting long. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("contract");
    }
}
