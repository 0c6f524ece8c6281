package barua.managesieve;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.Service;
import barua.sasl.Logins;
import barua.trace.Trace;
import java.io.IOException;
import java.time.Duration;

/** The ManageSieve door: serves one {@link ManageSieveConversation} for each connection (RFC 5804). Passwords are taken over TLS alone. */
public final class ManageSieveSession implements Service {

    private static final Duration BEFORE_LOGIN = Duration.ofMinutes(2);
    private static final Duration AFTER_LOGIN = Duration.ofMinutes(30);   // RFC 5804 §1.2: at least 30 minutes

    /** What all conversations of this door share. */
    record House(ManageSieveOptions options, Logins logins, MailStore store, ScriptCheck check, Trace trace, Duration beforeLogin, Duration afterLogin) {
    }

    private final House house;
    private final LiveConversations conversations = new LiveConversations();

    public ManageSieveSession(ManageSieveOptions options, Logins logins, MailStore store, ScriptCheck check, Trace trace) {
        this(new House(options, logins, store, check, trace, BEFORE_LOGIN, AFTER_LOGIN));
    }

    ManageSieveSession(House house) {
        this.house = house;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        conversations.hold(new ManageSieveConversation(house, connection));
    }

    /** Ends all sessions of this account at once: its password changed, or it was disabled. From any thread. */
    public void revoke(String account) {
        conversations.revoke(account);
    }
}
