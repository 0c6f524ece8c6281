package barua.smtp;

import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.Service;
import barua.trace.SessionLog;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One door for SMTP or LMTP (RFC 5321, RFC 2033): holds a {@link SmtpConversation} with each peer, on that connection's thread.
 * Replies of {@link Receiver} are said as they are, so 250 for a message is said only after the receiver has it on disk.
 */
public final class SmtpSession implements Service {

    private final SmtpOptions options;
    private final Receiver receiver;
    private final Pace pace;
    private final SessionLog log;
    private final LiveConversations conversations = new LiveConversations();

    /**
     * How long a peer may take, and by which clock.
     *
     * @param idle        for one command (RFC 5321 §4.5.3.2.7 says five minutes)
     * @param beforeLogin for one command to submission before somebody has logged in
     */
    record Pace(LongSupplier nanos, Duration idle, Duration beforeLogin) {
        static final Pace STANDARD = new Pace(System::nanoTime, Duration.ofMinutes(5), Duration.ofSeconds(60));
    }

    public SmtpSession(SmtpOptions options, Receiver receiver) {
        this(options, receiver, SessionLog.none());
    }

    /** @param log where commands and replies are written down */
    public SmtpSession(SmtpOptions options, Receiver receiver, SessionLog log) {
        this(options, receiver, Pace.STANDARD, log);
    }

    SmtpSession(SmtpOptions options, Receiver receiver, Pace pace) {
        this(options, receiver, pace, SessionLog.none());
    }

    private SmtpSession(SmtpOptions options, Receiver receiver, Pace pace, SessionLog log) {
        this.options = options;
        this.receiver = receiver;
        this.pace = pace;
        this.log = log;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        conversations.hold(new SmtpConversation(options, receiver, connection, pace,
                log.begin(door(), connection.remote().getAddress().getHostAddress())));
    }

    private String door() {
        return switch (options.kind()) {
            case MX -> "smtp";
            case SUBMISSION -> "submission";
            case LMTP -> "lmtp";
        };
    }

    /** Ends all sessions in which this account has logged in, at once: its password changed, or it was disabled. From any thread. */
    public void revoke(String account) {
        conversations.revoke(account);
    }
}
