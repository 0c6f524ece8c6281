package barua.sasl;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id password hashes in the PHC string form (RFC 9106): 19 MiB, t=2, p=1. At most two are computed at once, because each
 * takes some 50 ms of a core and its memory; who waits longer than {@value #LONGEST_WAIT} seconds for a turn is sent away with {@link BusyException}.
 */
public final class PasswordHash {

    private static final int MEMORY = 19 * 1024;   // KiB
    private static final int PASSES = 2;
    private static final int MEMORY_FOR_RANDOM = 1024;   // KiB
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int AT_ONCE = 2;
    private static final int LONGEST_WAIT = 10;

    private static final int MOST_MEMORY = 256 * 1024;   // of a hash made elsewhere: it must not be able to stop the server
    private static final int MOST_PASSES = 16;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d)\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{16,88})");

    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {
    }

    /** Too many passwords wait to be hashed: nothing is known of this one, trying again later helps. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public BusyException() {
            super("too many passwords at once");
        }
    }

    /** One parsed PHC string. */
    private record Parts(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
    }

    /** Such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. @throws BusyException after waiting for a turn too long */
    public static String of(byte[] password) {
        return text(password, MEMORY, PASSES);
    }

    /**
     * For a password that was drawn by chance and has 64 bits or more of it: no slowness is needed where guessing is hopeless, and thousands of
     * accounts are made in one go. 1 MiB, t=1: about a millisecond.
     */
    public static String ofRandom(byte[] password) {
        return text(password, MEMORY_FOR_RANDOM, 1);
    }

    private static String text(byte[] password, int memory, int passes) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] hash = compute(password, new Parts(memory, passes, 1, salt, new byte[HASH]));
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /** Compared in constant time; false for a hash that is not understood. @throws BusyException after waiting for a turn too long */
    public static boolean matches(byte[] password, String hash) {
        return parse(hash).map(parts -> MessageDigest.isEqual(compute(password, parts), parts.hash())).orElse(false);
    }

    /** As long as a real check, for names that do not exist. @throws BusyException after waiting for a turn too long */
    public static void waste(byte[] password) {
        compute(password, new Parts(MEMORY, PASSES, 1, new byte[SALT], new byte[HASH]));
    }

    private static Optional<Parts> parse(String hash) {
        Matcher phc = PHC.matcher(hash);
        if (!phc.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(phc.group(1));
        int passes = Integer.parseInt(phc.group(2));
        int lanes = Integer.parseInt(phc.group(3));
        if (lanes < 1 || passes < 1 || passes > MOST_PASSES || memory < 8 * lanes || memory > MOST_MEMORY) {   // RFC 9106 §3.1
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(new Parts(memory, passes, lanes, base64.decode(phc.group(4)), base64.decode(phc.group(5))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] compute(byte[] password, Parts parts) {
        takeTurn();
        try {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(parts.memory()).withIterations(parts.passes()).withParallelism(parts.lanes()).withSalt(parts.salt()).build());
            byte[] hash = new byte[parts.hash().length];
            argon2.generateBytes(password, hash);
            return hash;
        } finally {
            TURNS.release();
        }
    }

    private static void takeTurn() {
        try {
            if (!TURNS.tryAcquire(LONGEST_WAIT, TimeUnit.SECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
    }
}
