package barua.smtp;

import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import barua.sasl.Logins;
import barua.sasl.Logins.Result;
import barua.sasl.SaslExchange;
import barua.sasl.SaslExchange.Step;
import barua.smtp.SmtpCommand.Opening.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The exchange that AUTH begins (RFC 4954 §4): challenges and responses in base64 until the mechanism has decided. */
final class AuthDialog {

    /** How it ended: what is said, and who it is where that is proven. */
    record End(Reply reply, Optional<String> account) {

        private static End refused(int code, String why) {
            return new End(Reply.of(code, why), Optional.empty());
        }
    }

    private static final int LINE_LIMIT = 12_288 + 2;   // RFC 4954 §4
    private static final int MOST_STEPS = 8;

    private final Connection connection;
    private final SaslExchange exchange;

    private AuthDialog(Connection connection, SaslExchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    static End hold(Auth command, Connection connection, Logins logins, String service) throws IOException {
        Optional<SaslExchange> exchange = SaslExchange.begin(command.mechanism(), logins,
                connection.remote().getAddress().getHostAddress(), service, connection.serverEndPoint());
        if (exchange.isEmpty()) {
            return End.refused(504, "5.5.4 Mechanism not offered");
        }
        return new AuthDialog(connection, exchange.get()).run(command.initial());
    }

    private End run(Optional<byte[]> initial) throws IOException {
        Optional<byte[]> message = initial;
        if (message.isEmpty() && exchange.clientFirst()) {
            message = ask(new byte[0]);
            if (message.isEmpty()) {
                return cancelled();
            }
        }
        byte[] next = message.orElse(new byte[0]);
        for (int step = 0; step < MOST_STEPS; step++) {
            Step answer = exchange.next(next);
            Arrays.fill(next, (byte) 0);   // it held a password
            switch (answer) {
                case Step.Malformed(String why) -> {
                    return End.refused(501, "5.5.2 " + why);
                }
                case Step.Done done -> {
                    return finish(done);
                }
                case Step.Challenge(byte[] bytes) -> {
                    Optional<byte[]> response = ask(bytes);
                    if (response.isEmpty()) {
                        return cancelled();
                    }
                    next = response.get();
                }
            }
        }
        return End.refused(501, "5.5.2 Too many steps");
    }

    // RFC 4954 §4: SMTP has no room for final words beside 235, so that they are a last challenge with an empty response.
    private End finish(Step.Done done) throws IOException {
        if (done.finalWords().isPresent() && done.result() instanceof Result.Granted) {
            Optional<byte[]> response = ask(done.finalWords().get());
            if (response.isEmpty() || response.get().length > 0) {
                return cancelled();
            }
        }
        return switch (done.result()) {
            case Result.Granted(String account) -> new End(Reply.of(235, "2.7.0 Welcome"), Optional.of(account));
            case Result.Denied() -> End.refused(535, "5.7.8 Wrong name or password");
            case Result.Throttled(long seconds) -> End.refused(454, "4.7.0 Too many wrong passwords, try again in " + seconds + " s");
            case Result.Unavailable() -> End.refused(454, "4.7.0 Cannot check passwords now, try again later");
        };
    }

    // Empty where the client gave up with "*" or said no base64.
    private Optional<byte[]> ask(byte[] challenge) throws IOException {
        connection.write("334 " + Base64.getEncoder().encodeToString(challenge) + "\r\n");
        connection.flush();
        byte[] line;
        try {
            line = connection.readLine(LINE_LIMIT);
        } catch (LineTooLongException | BareLineEndException noResponse) {
            return Optional.empty();
        }
        if (line.length == 0) {
            return Optional.of(line);
        }
        Optional<byte[]> response = SmtpParser.base64(new String(line, StandardCharsets.ISO_8859_1));
        Arrays.fill(line, (byte) 0);
        return response;
    }

    private static End cancelled() {
        return End.refused(501, "5.5.2 Authentication given up");
    }
}
