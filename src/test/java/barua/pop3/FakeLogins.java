package barua.pop3;

import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;

/** Neema with the password {@code siri kuu}; names that stand for other outcomes. */
final class FakeLogins implements Logins {

    static final String ACCOUNT = "neema@example.org";
    static final String PASSWORD = "siri kuu";

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        return switch (user) {
            case "throttled" -> new Result.Throttled(30);
            case "unavailable" -> new Result.Unavailable();
            case "neema", ACCOUNT -> proven(user, new String(password, StandardCharsets.UTF_8).equals(PASSWORD), remote, service);
            default -> new Result.Denied();
        };
    }

    @Override
    public ScramVerifier scram(String user) {
        return ScramVerifier.of(user.equals("neema") ? PASSWORD : "nobody knows", new byte[16], ScramVerifier.ITERATIONS);
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        return correct ? new Result.Granted(ACCOUNT) : new Result.Denied();
    }
}
