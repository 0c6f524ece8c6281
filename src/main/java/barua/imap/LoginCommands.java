package barua.imap;

import barua.imap.ImapCommand.BeforeLogin;
import barua.net.Connection;
import barua.sasl.Logins;
import barua.sasl.SaslExchange;
import barua.sasl.SaslExchange.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** LOGIN and AUTHENTICATE, only ever over TLS (RFC 9051 §6.2.2, §6.2.3, RFC 4959). */
final class LoginCommands {

    private static final String SERVICE = "imap";
    /** A mechanism that asks more often than this is broken. */
    private static final int MOST_STEPS = 10;

    private final Connection connection;
    private final ImapReader in;
    private final ImapWriter out;
    private final Logins logins;

    LoginCommands(Connection connection, ImapReader in, ImapWriter out, Logins logins) {
        this.connection = connection;
        this.in = in;
        this.out = out;
        this.logins = logins;
    }

    /** How it ended. */
    sealed interface Outcome {
        record Granted(String account) implements Outcome {
        }

        /** @param wrong whether the name or the password was */
        record Refused(Completion answer, boolean wrong) implements Outcome {
        }
    }

    Outcome login(BeforeLogin.Login command) {
        try {
            return outcome(logins.verify(command.user(), command.password(), remote(), SERVICE));
        } finally {
            Arrays.fill(command.password(), (byte) 0);
        }
    }

    Outcome authenticate(BeforeLogin.Authenticate command) throws IOException {
        Optional<SaslExchange> begun = SaslExchange.begin(command.mechanism(), logins, remote(), SERVICE, connection.serverEndPoint());
        if (begun.isEmpty()) {
            return refused(Completion.no("CANNOT", "that mechanism is not offered"));
        }
        SaslExchange exchange = begun.get();
        if (command.initial().isPresent() && !exchange.clientFirst()) {
            return refused(Completion.bad("the server speaks first there"));
        }
        Step step = command.initial().isPresent() || !exchange.clientFirst()
                ? exchange.next(command.initial().orElse(new byte[0])) : new Step.Challenge(new byte[0]);
        for (int i = 0; i < MOST_STEPS; i++) {
            switch (step) {
                case Step.Done(var result, var finalWords) -> {
                    return finalWords.isEmpty() || acknowledged(finalWords.get()) ? outcome(result) : refused(Completion.bad("cancelled"));
                }
                case Step.Malformed(var why) -> {
                    return refused(Completion.bad(why));
                }
                case Step.Challenge(var bytes) -> {
                    Optional<byte[]> response = ask(bytes);
                    if (response.isEmpty()) {
                        return refused(Completion.bad("cancelled, or not base64"));
                    }
                    step = exchange.next(response.get());
                    Arrays.fill(response.get(), (byte) 0);
                }
            }
        }
        return refused(Completion.bad("that takes too long"));
    }

    /** IMAP has no place for a server's last words but a challenge, which is answered with nothing (RFC 9051 §6.2.2). */
    private boolean acknowledged(byte[] lastWords) throws IOException {
        return ask(lastWords).isPresent();
    }

    /** Empty where the client gives up ({@code *}) or answers something that is not base64. */
    private Optional<byte[]> ask(byte[] challenge) throws IOException {
        out.text("+ ").text(Base64.getEncoder().encodeToString(challenge)).end();
        out.flush();
        byte[] line = in.line();
        try {
            return Optional.of(Base64.getDecoder().decode(line));
        } catch (IllegalArgumentException cancelled) {
            return Optional.empty();
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private String remote() {
        return connection.remote().getAddress().getHostAddress();
    }

    private static Outcome outcome(Logins.Result result) {
        return switch (result) {
            case Logins.Result.Granted(var account) -> new Outcome.Granted(account);
            case Logins.Result.Denied() -> new Outcome.Refused(Completion.no("AUTHENTICATIONFAILED", "wrong name or password"), true);
            case Logins.Result.Throttled(var seconds) ->
                    new Outcome.Refused(Completion.no("LIMIT", "too many wrong passwords: try again in " + seconds + " seconds"), true);
            case Logins.Result.Unavailable() -> refused(Completion.no("UNAVAILABLE", "logins are not possible for now: try again later"));
        };
    }

    private static Outcome refused(Completion answer) {
        return new Outcome.Refused(answer, false);
    }
}
