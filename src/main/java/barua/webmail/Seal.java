package barua.webmail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Words that only this server can have written. A message's frame has an opaque origin unless it is measured, so its pictures come
 * without the session's cookie; their addresses are sealed instead, name one picture of one message, and work until the session ends (see
 * {@link PictureRef}), or a day has passed. For half a day the same text gives the same address, so that browsers may keep the picture.
 */
final class Seal {

    private static final int MAC_BYTES = 16;
    private static final int PERIOD_BYTES = Integer.BYTES;
    private static final long PERIOD_SECONDS = Duration.ofHours(12).toSeconds();

    private final SecretKey key;
    private final InstantSource clock;

    Seal(SecretKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** The text, readable, and the proof that we wrote it, and when: letters that may stand in an address. */
    String close(String text) {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(PERIOD_BYTES + words.length).putInt(period()).put(words).array();
        byte[] sealed = Arrays.copyOf(mac(bytes), MAC_BYTES + bytes.length);
        System.arraycopy(bytes, 0, sealed, MAC_BYTES, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The text, where we wrote it less than a day ago. */
    Optional<String> open(String sealed) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        if (all.length < MAC_BYTES + PERIOD_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(all, MAC_BYTES, all.length);
        boolean ours = MessageDigest.isEqual(mac(bytes), Arrays.copyOf(all, MAC_BYTES));
        int age = period() - ByteBuffer.wrap(bytes).getInt();
        boolean fresh = age == 0 || age == 1;
        return ours && fresh ? Optional.of(new String(bytes, PERIOD_BYTES, bytes.length - PERIOD_BYTES, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private int period() {
        return (int) (clock.instant().getEpochSecond() / PERIOD_SECONDS);
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(bytes), MAC_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
