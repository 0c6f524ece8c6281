package barua.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which passwords were found right, under an HMAC whose key lives in this process alone: from what is here nobody can find a
 * password, and after a restart nothing is known. The account's hash is part of what is signed, so a new password forgets the old by itself.
 */
final class ProvenPasswords {

    private static final int AT_MOST = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    // Roomy from the start: connections with equal credentials wait for one check, and few others share its place in the table.
    private final Cache<String, Boolean> proven = Caffeine.newBuilder().initialCapacity(16_384).maximumSize(AT_MOST).expireAfterAccess(REMEMBERED).build();

    ProvenPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Whether the password is known to be right, or {@code check} finds it so now; of many who ask the same at once one checks. */
    boolean holds(Snapshot.Person person, byte[] password, BooleanSupplier check) {
        return proven.get(sign(person, password), _ -> check.getAsBoolean() ? Boolean.TRUE : null) != null;
    }

    private String sign(Snapshot.Person person, byte[] password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = person.credentials().hash().getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(12).putLong(person.account().id()).putInt(hash.length).array());
            mac.update(hash);
            mac.update(person.credentials().scram().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
