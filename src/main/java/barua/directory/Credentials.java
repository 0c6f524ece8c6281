package barua.directory;

import barua.sasl.PasswordHash;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

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
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        ScramVerifier verifier = ScramVerifier.of(new String(password, StandardCharsets.UTF_8), salt, ScramVerifier.ITERATIONS);
        return new Credentials(PasswordHash.of(password), verifier.text());
    }

    @Override
    public String toString() {
        return "Credentials[...]";
    }
}
