package barua.imap;

import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Some accounts of example.org with their passwords in the clear; {@code late} is never available. */
final class TestLogins implements Logins {

    private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};

    private final Map<String, String> passwords = Map.of("neema", "siri kuu", "juma", "pass");

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        String name = user.replace("@example.org", "");
        if (name.equals("late")) {
            return new Result.Unavailable();
        }
        // The benches log in as user1 ... user50 with this password.
        String expected = name.matches("user[1-9]\\d?(@example.test)?") ? "pass" : passwords.getOrDefault(name, "");
        boolean right = !expected.isEmpty() && new String(password, StandardCharsets.UTF_8).equals(expected);
        return right ? new Result.Granted(name.replace("@example.test", "") + "@example.org") : new Result.Denied();
    }

    @Override
    public ScramVerifier scram(String user) {
        return ScramVerifier.of(passwords.getOrDefault(user, "nobody knows"), SALT, 4096);
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        return correct ? new Result.Granted(user + "@example.org") : new Result.Denied();
    }
}
