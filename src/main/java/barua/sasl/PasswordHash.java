package barua.sasl;

/** Argon2id password hashes in the PHC string form (RFC 9106): 19 MiB, t=2, p=1. At most two are computed at once. */
public final class PasswordHash {

    private PasswordHash() {
    }

    /** Such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
    public static String of(byte[] password) {
        throw new UnsupportedOperationException("contract");
    }

    /** Compared in constant time; false for a hash that is not understood. */
    public static boolean matches(byte[] password, String hash) {
        throw new UnsupportedOperationException("contract");
    }

    /** As long as a real check, for names that do not exist. */
    public static void waste(byte[] password) {
        throw new UnsupportedOperationException("contract");
    }
}
