package barua.pop3;

import barua.net.Connection;
import barua.pop3.Pop3Command.BeforeLogin;
import barua.sasl.Logins;
import barua.sasl.SaslExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The AUTHORIZATION state (RFC 1939 §4): TLS first, then a name and its password, or a SASL exchange (RFC 5034). */
final class Reception {

    /** What a command came to. */
    sealed interface Outcome {
        /** It was answered; nobody is logged in. */
        record Waiting() implements Outcome {
        }

        /** The account proved itself and was not answered yet. */
        record Welcome(String account) implements Outcome {
        }

        /** It was answered, and that was the last attempt. */
        record Enough() implements Outcome {
        }
    }

    private static final int SASL_LINE = 12_288;   // RFC 5034 §4
    private static final int WRONG_LOGINS = 3;
    private static final String SERVICE = "pop3";
    private static final Outcome WAITING = new Outcome.Waiting();

    private final Pop3Session.House house;
    private final Connection connection;
    private final String remote;
    private Optional<String> user = Optional.empty();
    private int wrongLogins;

    Reception(Pop3Session.House house, Connection connection) {
        this.house = house;
        this.connection = connection;
        this.remote = connection.remote().getAddress().getHostAddress();
    }

    /** Those that this connection allows: -PLUS needs a certificate to bind to. */
    List<String> mechanisms() {
        boolean binds = connection.serverEndPoint().isPresent();
        return SaslExchange.MECHANISMS.stream().filter(mechanism -> binds || !mechanism.endsWith("-PLUS")).toList();
    }

    Outcome obey(BeforeLogin command) throws IOException {
        if (command instanceof BeforeLogin.Stls) {
            return startTls();
        }
        if (!connection.isSecure()) {
            return refuse("passwords travel inside TLS only: say STLS first");
        }
        return switch (command) {
            case BeforeLogin.Stls _ -> startTls();
            case BeforeLogin.User(var name) -> name(name);
            case BeforeLogin.Pass(var password) -> password(password);
            case BeforeLogin.Mechanisms _ -> list();
            case BeforeLogin.Auth(var mechanism, var initial) -> authenticate(mechanism, initial);
        };
    }

    /** RFC 2595 §4: what was said before the handshake is forgotten. */
    private Outcome startTls() throws IOException {
        if (connection.isSecure() || house.options().tls().isEmpty()) {
            return refuse(connection.isSecure() ? "TLS is on already" : "TLS is not offered");
        }
        connection.write("+OK begin TLS\r\n");
        connection.startTls(house.options().tls().get());
        user = Optional.empty();
        return WAITING;
    }

    /** Every name is taken: whether it exists is nobody's business (RFC 1939 §13). */
    private Outcome name(String name) throws IOException {
        user = Optional.of(name);
        connection.write("+OK\r\n");
        return WAITING;
    }

    private Outcome password(byte[] password) throws IOException {
        if (user.isEmpty()) {
            Arrays.fill(password, (byte) 0);
            return refuse("say USER first");
        }
        String name = user.get();
        user = Optional.empty();
        try {
            return judge(house.logins().verify(name, password, remote, SERVICE));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private Outcome list() throws IOException {
        connection.write("+OK\r\n" + String.join("\r\n", mechanisms()) + "\r\n.\r\n");
        return WAITING;
    }

    private Outcome authenticate(String mechanism, Optional<byte[]> initial) throws IOException {
        Optional<SaslExchange> begun = SaslExchange.begin(mechanism, house.logins(), remote, SERVICE, connection.serverEndPoint());
        if (begun.isEmpty()) {
            return refuse("no such mechanism");
        }
        SaslExchange exchange = begun.get();
        Optional<byte[]> message = initial;
        if (message.isEmpty()) {
            message = exchange.clientFirst() ? ask(new byte[0]) : Optional.of(new byte[0]);
        }
        while (message.isPresent()) {
            switch (exchange.next(message.get())) {
                case SaslExchange.Step.Challenge(var bytes) -> message = ask(bytes);
                case SaslExchange.Step.Malformed(var why) -> {
                    return refuse(why);
                }
                case SaslExchange.Step.Done(var result, var lastWords) -> {
                    // RFC 5034 §4: there is no place for last words beside +OK, so they are a challenge with an empty answer.
                    boolean heard = lastWords.isEmpty() || ask(lastWords.get()).isPresent();
                    return heard ? judge(result) : refuse("given up");
                }
            }
        }
        return refuse("given up");
    }

    /** Sends a challenge and reads the answer; empty where the client gives up or writes no base64. */
    private Optional<byte[]> ask(byte[] challenge) throws IOException {
        connection.write("+ " + Base64.getEncoder().encodeToString(challenge) + "\r\n");
        byte[] line = connection.readLine(SASL_LINE);
        String answer = new String(line, StandardCharsets.ISO_8859_1);
        Arrays.fill(line, (byte) 0);
        return answer.equals("*") ? Optional.empty() : Pop3Parser.base64(answer);
    }

    private Outcome judge(Logins.Result result) throws IOException {
        return switch (result) {
            case Logins.Result.Granted(var account) -> new Outcome.Welcome(account);
            case Logins.Result.Denied _ -> {
                connection.write("-ERR [AUTH] wrong name or password\r\n");   // RFC 3206 §5
                yield ++wrongLogins >= WRONG_LOGINS ? new Outcome.Enough() : WAITING;
            }
            case Logins.Result.Throttled(var seconds) -> refuse("[SYS/TEMP] too many wrong passwords; try again in " + seconds + " seconds");
            case Logins.Result.Unavailable _ -> refuse("[SYS/TEMP] logins cannot be checked now; try again later");
        };
    }

    private Outcome refuse(String why) throws IOException {
        connection.write("-ERR " + why + "\r\n");
        return WAITING;
    }
}
