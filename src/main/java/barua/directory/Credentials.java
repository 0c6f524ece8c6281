package barua.directory;

import barua.sasl.PasswordHash;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What proves an account's password.
 *
 * @param hash  Argon2id in its string form
 * @param scram a SCRAM-SHA-256 verifier as text; empty where there is none
 */
record Credentials(String hash, String scram) {

    private static final int SALT_BYTES = 16;

    /** For a new password; costly. */
    static Credentials of(byte[] password) {
        return new Credentials(PasswordHash.of(password), scram(password));
    }

    /** For one that was drawn by chance, with 64 bits or more of it. */
    static Credentials ofRandom(byte[] password) {
        return new Credentials(PasswordHash.ofRandom(password), scram(password));
    }

    private static String scram(byte[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return ScramVerifier.of(new String(password, StandardCharsets.UTF_8), salt, ScramVerifier.ITERATIONS).text();
    }

    /** Another one for every password of every account; tells nothing of the password. */
    String stamp(long account) {
        try {
            byte[] all = (account + " " + hash + " " + scram).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, 8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Credentials[...]";
    }
}
