package barua.imap;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.Service;
import barua.sasl.Logins;
import barua.trace.Trace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The IMAP door: serves one conversation for each connection (RFC 9051, RFC 3501). Safe for many threads. */
public final class ImapSession implements Service {

    /** RFC 9051 §5.4: 30 minutes at least, once somebody is logged in. */
    static final Duration AFTER_LOGIN = Duration.ofMinutes(30);
    static final Duration BEFORE_LOGIN = Duration.ofMinutes(2);

    private final ImapOptions options;
    private final Logins logins;
    private final MailStore store;
    private final Trace trace;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Set<Conversation> running = ConcurrentHashMap.newKeySet();

    public ImapSession(ImapOptions options, Logins logins, MailStore store, Trace trace) {
        this(options, logins, store, trace, Clock.systemUTC(), System::nanoTime);
    }

    ImapSession(ImapOptions options, Logins logins, MailStore store, Trace trace, Clock clock, LongSupplier nanos) {
        this.options = options;
        this.logins = logins;
        this.store = store;
        this.trace = trace;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        Conversation conversation = new Conversation(this, connection);
        running.add(conversation);
        try {
            conversation.run();
        } finally {
            running.remove(conversation);
        }
    }

    /** Ends that account's conversations with BYE: its password has changed, or it is no more. Does not wait for them. */
    public void revoke(String account) {
        running.stream().filter(conversation -> conversation.account().equals(account)).forEach(Conversation::end);
    }

    ImapOptions options() {
        return options;
    }

    Logins logins() {
        return logins;
    }

    MailStore store() {
        return store;
    }

    Trace trace() {
        return trace;
    }

    Clock clock() {
        return clock;
    }

    LongSupplier nanos() {
        return nanos;
    }
}
