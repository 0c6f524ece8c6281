package barua.smtp;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.net.Connection;
import barua.net.ConnectionLimits;
import barua.trace.SessionLog;
import barua.trace.SessionLog.Talk;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The client's end of SMTP: one connection to one server (RFC 5321, PIPELINING, SIZE, 8BITMIME, SMTPUTF8, STARTTLS). Used by one
 * thread at a time. Waits as long as RFC 5321 §4.5.3.2 asks, and no longer.
 */
public final class SmtpClient implements Closeable {

    /**
     * @param host   the server's name, for TLS
     * @param helo   our name
     */
    public record Target(InetSocketAddress address, String host, String helo, TlsUse tls) {
    }

    /** Opportunistic takes any certificate and goes on plain where TLS is not offered or fails; the others refuse. */
    public enum TlsUse { NONE, OPPORTUNISTIC, ENCRYPTED, VERIFIED }

    /**
     * The last word about one recipient; {@link Reply#isPositive()} means that the peer took over.
     *
     * @param ours the peer was not asked: it lacks what the message needs
     */
    public record Outcome(Address recipient, Reply reply, boolean ours) {
    }

    /** How long each step may take (RFC 5321 §4.5.3.2). */
    record Waits(Duration connect, Duration command, Duration data, Duration block, Duration end, Duration quit) {
        static final Waits STANDARD = new Waits(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(2),
                Duration.ofMinutes(3), Duration.ofMinutes(10), Duration.ofSeconds(3));
    }

    private static final int WINDOW = 100;   // pipelined RCPTs before their replies are read: neither side's buffers fill up

    private final Connection connection;
    private final ReplyReader replies;
    private final Waits waits;
    private final Target target;
    private Map<String, String> extensions = Map.of();
    private final Talk talk;
    private boolean broken;

    private SmtpClient(Connection connection, Target target, Waits waits, Talk talk) {
        this.talk = talk;
        this.connection = connection;
        this.replies = new ReplyReader(connection);
        this.target = target;
        this.waits = waits;
    }

    /** Connects, reads the greeting, says EHLO (HELO where it must), STARTTLS. @throws SmtpException with the peer's reply where it refuses */
    public static SmtpClient connect(Target target) throws IOException {
        return connect(target, SessionLog.none());
    }

    /** @param log where commands and replies are written down */
    public static SmtpClient connect(Target target, SessionLog log) throws IOException {
        return connect(target, Waits.STANDARD, log);
    }

    static SmtpClient connect(Target target, Waits waits) throws IOException {
        return connect(target, waits, SessionLog.none());
    }

    private static SmtpClient connect(Target target, Waits waits, SessionLog log) throws IOException {
        try {
            return open(target, waits, log);
        } catch (TlsFailedException failed) {
            if (target.tls() == TlsUse.OPPORTUNISTIC) {
                return open(new Target(target.address(), target.host(), target.helo(), TlsUse.NONE), waits, log);
            }
            throw new SmtpException(Reply.of(454, "4.7.5 TLS failed: " + failed.getMessage()), failed);
        }
    }

    private static SmtpClient open(Target target, Waits waits, SessionLog log) throws IOException {
        ConnectionLimits limits = new ConnectionLimits(1, 1, waits.command(), waits.block(), "");
        Talk talk = log.begin("to", target.host() + " [" + target.address().getAddress().getHostAddress() + "]:" + target.address().getPort());
        Connection connection;
        try {
            connection = Connection.connect(target.address(), waits.connect(), limits);
        } catch (IOException nobody) {
            talk.note("not reached: " + nobody.getMessage());
            throw nobody;
        }
        talk.note("connected");
        SmtpClient client = new SmtpClient(connection, target, waits, talk);
        try {
            client.introduce();
            return client;
        } catch (IOException | RuntimeException failed) {
            talk.note("given up: " + failed.getMessage());
            client.broken = true;
            client.close();
            throw failed;
        }
    }

    private static final class TlsFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        TlsFailedException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    private void introduce() throws IOException {
        accepted(heard(replies.read(waits.command())), 220);
        hello();
        if (target.tls() != TlsUse.NONE && startTls()) {
            hello();                     // RFC 3207 §4.2: what was said in the clear is forgotten
        }
    }

    private void hello() throws IOException {
        Reply extended = ask("EHLO " + target.helo());
        if (extended.code() == 250) {
            extensions = extensions(extended);
            return;
        }
        extensions = Map.of();
        if (extended.code() < 500) {
            throw new SmtpException(extended);
        }
        accepted(ask("HELO " + target.helo()), 250);   // RFC 5321 §3.2
    }

    private static Map<String, String> extensions(Reply hello) {
        Map<String, String> found = new HashMap<>();
        for (String line : hello.lines().subList(1, hello.lines().size())) {
            String[] words = line.strip().split(" +", 2);
            found.put(words[0].toUpperCase(Locale.ROOT), words.length == 2 ? words[1] : "");
        }
        return found;
    }

    private boolean startTls() throws IOException {
        Reply offer = extensions.containsKey("STARTTLS") ? ask("STARTTLS") : Reply.of(454, "4.7.4 TLS is not offered");
        if (offer.code() == 220) {
            try {
                connection.startTlsTo(target.host(), target.tls() == TlsUse.VERIFIED);
                talk.note(connection.cipher().orElse("no TLS"));
                return true;
            } catch (IOException failed) {
                throw new TlsFailedException(failed);
            }
        }
        if (target.tls() == TlsUse.OPPORTUNISTIC) {
            return false;
        }
        throw new SmtpException(offer);
    }

    /** Whether TLS protects the connection. */
    public boolean isSecure() {
        return connection.isSecure();
    }

    /** Whether another message may be sent over this connection. */
    public boolean isUsable() {
        return !broken;
    }

    /** Whether the peer still answers on a connection that has waited; it waits for the answer no longer than for a good-bye. */
    public boolean isAlive() {
        try {
            talk.said("RSET");
            connection.write("RSET\r\n");
            connection.flush();
            return heard(replies.read(waits.quit())).code() == 250;
        } catch (IOException gone) {
            broken = true;
            return false;
        }
    }

    /** One transaction; one outcome for each recipient. @throws IOException when the connection broke before the peer's word: nothing is known */
    public List<Outcome> send(ReversePath from, List<Address> to, Content content) throws IOException {
        try {
            return new SmtpTransaction(this, from, to, content).run();
        } catch (IOException | RuntimeException failed) {
            talk.note("broken: " + failed.getMessage());
            broken = true;               // mid-message, nothing but a hang-up says that this was not its end
            connection.close();
            throw failed;
        }
    }

    boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    /** The largest message that the peer takes (RFC 1870 §4); {@link Long#MAX_VALUE} where it does not say. */
    long sizeLimit() {
        String digits = extensions.getOrDefault("SIZE", "");
        long limit = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    /** Says commands that may be pipelined (RFC 2920 §3.1), in windows; one reply each. */
    List<Reply> ask(List<String> commands) throws IOException {
        int window = offers("PIPELINING") ? WINDOW : 1;
        List<Reply> answers = new ArrayList<>(commands.size());
        for (int at = 0; at < commands.size(); at += window) {
            List<String> some = commands.subList(at, Math.min(at + window, commands.size()));
            some.forEach(talk::said);
            connection.write(String.join("\r\n", some) + "\r\n");
            connection.flush();
            for (String _ : some) {
                answers.add(heard(replies.read(waits.command())));
            }
        }
        return answers;
    }

    private Reply ask(String command) throws IOException {
        return ask(List.of(command)).getFirst();
    }

    /** DATA and its go-ahead. */
    Reply askData() throws IOException {
        talk.said("DATA");
        connection.write("DATA\r\n");
        connection.flush();
        return heard(replies.read(waits.data()));
    }

    /** The message, dot-stuffed, its end, and the peer's word on it. */
    Reply transmit(Content content) throws IOException {
        DotEncoder.encode(content, connection);
        connection.flush();
        talk.note("a message of " + content.size() + " octets");
        return heard(replies.read(waits.end()));
    }

    private Reply heard(Reply reply) {
        reply.lines().forEach(line -> talk.heard(reply.code() + " " + line));
        broken |= reply.code() == 421;   // RFC 5321 §3.8: it hangs up now
        return reply;
    }

    private static void accepted(Reply reply, int code) throws SmtpException {
        if (reply.code() != code) {
            throw new SmtpException(reply);
        }
    }

    /** QUIT, without waiting long. */
    @Override
    public void close() {
        if (!broken) {
            broken = true;
            try {
                talk.said("QUIT");
                connection.write("QUIT\r\n");
                connection.flush();
                replies.read(waits.quit());
            } catch (IOException gone) {
                // Whatever was taken over was answered before.
            }
        }
        connection.close();
    }
}
