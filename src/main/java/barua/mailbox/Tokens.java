package barua.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Deliveries of the last hour by their token and folder, so that a peer that asks again is not answered with a second copy. */
final class Tokens {

    private static final long KEPT_MS = 3_600_000;
    private static final int MOST = 100_000;

    private record Known(MailStore.Filed.Done done, long at) {
    }

    private final MailStore store;
    private final Map<String, Known> known = new LinkedHashMap<>();   // guarded by this

    Tokens(MailStore store) {
        this.store = store;
    }

    synchronized Optional<MailStore.Filed.Done> find(String token, Folder folder) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Known one = known.get(key(token, folder));
        return one != null && store.ticks() - one.at < KEPT_MS ? Optional.of(one.done) : Optional.empty();
    }

    synchronized void keep(String token, Folder folder, MailStore.Filed.Done done) {
        if (token.isEmpty()) {
            return;
        }
        known.put(key(token, folder), new Known(done, store.ticks()));
        Iterator<Known> oldest = known.values().iterator();
        while (known.size() > MOST || oldest.hasNext() && known.size() > 1_000) {
            Known one = oldest.next();
            if (known.size() <= MOST && store.ticks() - one.at < KEPT_MS) {
                return;
            }
            oldest.remove();
        }
    }

    private static String key(String token, Folder folder) {
        return hash(token) + "." + folder.mailboxId();
    }

    /** 13 letters that stand for a token in a file's name. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Long.toUnsignedString(java.nio.ByteBuffer.wrap(digest).getLong(), 36);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
