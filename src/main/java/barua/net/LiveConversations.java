package barua.net;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The conversations that one door holds now. Safe for many threads. */
public final class LiveConversations {

    /** One conversation, held by one thread; {@link #isOf} and {@link #cut} come from any. */
    public interface Held {

        /** From the greeting to the end. */
        void run() throws IOException;

        /** Whether this account has logged in. */
        boolean isOf(String account);

        /** Ends it soon, without waiting for it. */
        void cut();
    }

    private final Set<Held> running = ConcurrentHashMap.newKeySet();

    /** Holds it to its end. */
    public void hold(Held conversation) throws IOException {
        running.add(conversation);
        try {
            conversation.run();
        } finally {
            running.remove(conversation);
        }
    }

    /** Ends all in which this account has logged in: its password changed, it was disabled, or it is no more. */
    public void revoke(String account) {
        running.stream().filter(conversation -> conversation.isOf(account)).forEach(Held::cut);
    }
}
