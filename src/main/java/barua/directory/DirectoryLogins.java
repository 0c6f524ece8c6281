package barua.directory;

import barua.sasl.Logins;
import barua.sasl.ScramVerifier;

/**
 * Logins against the directory: Argon2id at most two at once, verified ones remembered under an HMAC key that lives in memory
 * alone and forgotten when the account changes; wrong passwords throttle by name and by address.
 */
public final class DirectoryLogins implements Logins {

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public ScramVerifier scram(String user) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        throw new UnsupportedOperationException("contract");
    }
}
