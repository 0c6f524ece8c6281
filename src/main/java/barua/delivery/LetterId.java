package barua.delivery;

import barua.message.Letter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands for a letter in memories and in the ids of what follows it: the same when a peer sends it again. */
final class LetterId {

    private static final int HASH = 16;   // bytes

    private LetterId() {
    }

    static String of(Letter letter) {
        return hash(letter.token().isEmpty() ? "queue id " + letter.queueId() : letter.token());
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
