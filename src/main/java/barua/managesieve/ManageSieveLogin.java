package barua.managesieve;

import barua.managesieve.ManageSieveCommand.BeforeLogin;
import barua.net.Connection;
import barua.sasl.Logins;
import barua.sasl.SaslExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Before the login: TLS first, then a SASL exchange (RFC 5804 §2.1, §2.2). */
final class ManageSieveLogin {

    /** What a command came to. */
    sealed interface Outcome {

        /** Nobody is logged in; this is to be said. */
        record Waiting(ManageSieveReply reply) implements Outcome {
        }

        /** TLS is on: what is offered is to be said once more. */
        record Secured() implements Outcome {
        }

        record Welcome(String account, ManageSieveReply reply) implements Outcome {
        }

        /** That was the last attempt; this is to be said. */
        record Enough(ManageSieveReply reply) implements Outcome {
        }
    }

    private static final int SASL_STRING = 12 * 1024;
    private static final int WRONG_LOGINS = 3;
    private static final String SERVICE = "sieve";   // RFC 5804 §1.8

    private final ManageSieveSession.House house;
    private final Connection connection;
    private final CommandReader reader;
    private final String remote;
    private int wrongLogins;

    ManageSieveLogin(ManageSieveSession.House house, Connection connection, CommandReader reader) {
        this.house = house;
        this.connection = connection;
        this.reader = reader;
        this.remote = connection.remote().getAddress().getHostAddress();
    }

    /** Those that this connection allows; none before TLS. */
    List<String> mechanisms() {
        if (!connection.isSecure()) {
            return List.of();
        }
        boolean binds = connection.serverEndPoint().isPresent();
        return SaslExchange.MECHANISMS.stream().filter(mechanism -> binds || !mechanism.endsWith("-PLUS")).toList();
    }

    Outcome obey(BeforeLogin command) throws IOException {
        return switch (command) {
            case BeforeLogin.StartTls() -> startTls();
            case BeforeLogin.Authenticate _ when !connection.isSecure() -> refuse("ENCRYPT-NEEDED", "passwords travel inside TLS only: say STARTTLS first");
            case BeforeLogin.Authenticate(var mechanism, var initial) -> authenticate(mechanism, initial);
        };
    }

    /** RFC 5804 §2.2: what was said before the handshake is forgotten. */
    private Outcome startTls() throws IOException {
        if (connection.isSecure() || house.options().tls().isEmpty()) {
            return refuse("", connection.isSecure() ? "TLS is on already" : "TLS is not offered");
        }
        connection.write(ManageSieveReply.ok("begin TLS").toString());
        connection.startTls(house.options().tls().get());
        return new Outcome.Secured();
    }

    private Outcome authenticate(String mechanism, Optional<byte[]> initial) throws IOException {
        Optional<SaslExchange> begun = SaslExchange.begin(mechanism, house.logins(), remote, SERVICE, connection.serverEndPoint());
        if (begun.isEmpty()) {
            return refuse("", "no such mechanism");
        }
        SaslExchange exchange = begun.get();
        Optional<byte[]> message = initial.isPresent() ? base64(initial.get()) : exchange.clientFirst() ? ask(new byte[0]) : Optional.of(new byte[0]);
        while (message.isPresent()) {
            switch (exchange.next(message.get())) {
                case SaslExchange.Step.Challenge(var bytes) -> message = ask(bytes);
                case SaslExchange.Step.Malformed(var why) -> {
                    return refuse("", why);
                }
                case SaslExchange.Step.Done(var result, var lastWords) -> {
                    return judge(result, lastWords);
                }
            }
        }
        return refuse("", "given up");
    }

    /** Sends a challenge and reads the answer; empty where the client gives up or writes no base64. */
    private Optional<byte[]> ask(byte[] challenge) throws IOException {
        connection.write(ManageSieveReply.string(Base64.getEncoder().encodeToString(challenge)) + "\r\n");
        return reader.string(SASL_STRING).flatMap(ManageSieveLogin::base64);
    }

    /** {@code *}, which gives up, is none. The characters are wiped: a password may be in them. */
    private static Optional<byte[]> base64(byte[] characters) {
        try {
            return Optional.of(Base64.getDecoder().decode(characters));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        } finally {
            Arrays.fill(characters, (byte) 0);
        }
    }

    private Outcome judge(Logins.Result result, Optional<byte[]> lastWords) {
        return switch (result) {
            case Logins.Result.Granted(var account) ->
                    new Outcome.Welcome(account, ManageSieveReply.ok(lastWords.map(ManageSieveLogin::saslCode).orElse(""), "karibu"));
            case Logins.Result.Denied _ -> wrong();
            case Logins.Result.Throttled(var seconds) -> refuse("TRYLATER", "too many wrong passwords; try again in " + seconds + " seconds");
            case Logins.Result.Unavailable _ -> refuse("TRYLATER", "logins cannot be checked now; try again later");
        };
    }

    private Outcome wrong() {
        return ++wrongLogins < WRONG_LOGINS ? refuse("", "wrong name or password") : new Outcome.Enough(ManageSieveReply.bye("", "too many wrong passwords"));
    }

    /** RFC 5804 §1.3. */
    private static String saslCode(byte[] lastWords) {
        return "SASL " + ManageSieveReply.string(new String(Base64.getEncoder().encode(lastWords), StandardCharsets.US_ASCII));
    }

    private static Outcome refuse(String code, String why) {
        return new Outcome.Waiting(ManageSieveReply.no(code, why));
    }
}
