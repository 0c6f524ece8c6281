package barua.pop3;

import barua.mailbox.MailStore;
import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.Service;
import barua.sasl.Logins;
import java.io.IOException;
import java.time.Duration;

/**
 * The POP3 door: serves one {@link Pop3Conversation} for each connection (RFC 1939). Passwords are taken over TLS alone. APOP is not
 * offered: it needs the password itself on the server, rests on MD5, and TLS with SCRAM does better what it was for.
 */
public final class Pop3Session implements Service {

    private static final Duration BEFORE_LOGIN = Duration.ofMinutes(2);
    private static final Duration AFTER_LOGIN = Duration.ofMinutes(10);   // RFC 1939 §3: at least ten minutes

    /** What all conversations of this door share. */
    record House(Pop3Options options, Logins logins, Maildrop.Source maildrops, Duration beforeLogin, Duration afterLogin) {
    }

    private final House house;
    private final LiveConversations conversations = new LiveConversations();

    public Pop3Session(Pop3Options options, Logins logins, MailStore store) {
        this(house(options, logins, store, new Endings()));
    }

    private static House house(Pop3Options options, Logins logins, MailStore store, Endings endings) {
        return new House(options, logins, account -> InboxMaildrop.open(store, endings, account), BEFORE_LOGIN, AFTER_LOGIN);
    }

    Pop3Session(House house) {
        this.house = house;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        conversations.hold(new Pop3Conversation(house, connection));
    }

    /** Ends all sessions of this account at once, without removing anything: its password changed, or it was disabled. From any thread. */
    public void revoke(String account) {
        conversations.revoke(account);
    }
}
