package barua.sasl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One account, {@code user} with {@code pencil}, and a memory of what was asked. */
final class Fake implements Logins {

    static final byte[] SALT = java.util.Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    final List<String> asked = new ArrayList<>();

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        asked.add(user + "/" + new String(password, StandardCharsets.UTF_8) + "/" + remote + "/" + service);
        return user.equals("user") && new String(password, StandardCharsets.UTF_8).equals("pencil") ? new Result.Granted("user@example.org")
                : new Result.Denied();
    }

    @Override
    public ScramVerifier scram(String user) {
        return ScramVerifier.of(user.equals("user") || user.equals("a,b=c") ? "pencil" : "nobody knows", SALT, 4096);
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        asked.add(user + " proven " + correct);
        return correct ? new Result.Granted(user + "@example.org") : new Result.Denied();
    }
}
