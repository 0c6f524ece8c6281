package barua.webmail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Words that only this process can have written. A message's frame has an opaque origin, so its pictures come without the session's
 * cookie; their addresses are sealed instead, name one picture of one message, and work until the server restarts or a day has passed.
 */
final class Seal {

    private static final int MAC_BYTES = 16;

    private final byte[] key = new byte[32];

    Seal() {
        new SecureRandom().nextBytes(key);
    }

    /** The text, readable, and the proof that we wrote it: letters that may stand in an address. */
    String close(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(mac(bytes), MAC_BYTES + bytes.length);
        System.arraycopy(bytes, 0, sealed, MAC_BYTES, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The text, where we wrote it. */
    Optional<String> open(String sealed) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        if (all.length < MAC_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(all, MAC_BYTES, all.length);
        boolean ours = MessageDigest.isEqual(mac(bytes), Arrays.copyOf(all, MAC_BYTES));
        return ours ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(bytes), MAC_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
