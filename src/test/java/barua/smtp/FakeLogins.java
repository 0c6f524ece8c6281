package barua.smtp;

import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import java.nio.charset.StandardCharsets;

/** Knows anna@example.org, whose password is "siri". "busy" finds the directory away, "slow" is throttled. */
final class FakeLogins implements Logins {

    private static final String ANNA = "anna@example.org";
    private static final byte[] SALT = "a salt for tests".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        return switch (user) {
            case "busy" -> new Result.Unavailable();
            case "slow" -> new Result.Throttled(7);
            case ANNA -> proven(user, new String(password, StandardCharsets.UTF_8).equals("siri"), remote, service);
            default -> new Result.Denied();
        };
    }

    @Override
    public ScramVerifier scram(String user) {
        return ScramVerifier.of(user.equals(ANNA) ? "siri" : "nobody has this", SALT, ScramVerifier.ITERATIONS);
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        return correct && user.equals(ANNA) ? new Result.Granted(ANNA) : new Result.Denied();
    }
}
