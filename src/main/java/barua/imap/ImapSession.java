package barua.imap;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.Service;
import barua.sasl.Logins;
import barua.search.Search;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The IMAP door: serves one conversation for each connection (RFC 9051, RFC 3501). Safe for many threads. */
public final class ImapSession implements Service {

    /** How long a client may be silent: RFC 9051 §5.4 asks for 30 minutes once it is logged in. */
    record Patience(Duration beforeLogin, Duration afterLogin) {
    }

    private static final Patience USUAL = new Patience(Duration.ofMinutes(2), Duration.ofMinutes(30));

    private final ImapOptions options;
    private final Logins logins;
    private final MailStore store;
    private final Narrowing narrowing;
    private final Clock clock;
    private final Patience patience;
    private final LiveConversations conversations = new LiveConversations();

    /** @param search empty where every message is looked at */
    public ImapSession(ImapOptions options, Logins logins, MailStore store, Optional<Search> search) {
        this(options, logins, store, search, Clock.systemUTC(), USUAL);
    }

    ImapSession(ImapOptions options, Logins logins, MailStore store, Optional<Search> search, Clock clock, Patience patience) {
        this.options = options;
        this.logins = logins;
        this.store = store;
        this.narrowing = Narrowing.of(search);
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        conversations.hold(new ImapConversation(this, connection));
    }

    /** Ends that account's conversations with BYE: its password has changed, or it is no more. Does not wait for them. */
    public void revoke(String account) {
        conversations.revoke(account);
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

    Narrowing narrowing() {
        return narrowing;
    }

    Clock clock() {
        return clock;
    }

    Patience patience() {
        return patience;
    }
}
