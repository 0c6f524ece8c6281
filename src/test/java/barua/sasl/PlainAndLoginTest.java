package barua.sasl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import barua.sasl.SaslExchange.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainAndLoginTest {

    private final Fake logins = new Fake();

    /** {@code ~} stands for NUL. */
    @ParameterizedTest
    @CsvSource({
        "~user~pencil,       Granted",
        "user~user~pencil,   Granted",
        "USER~user~pencil,   Granted",
        "boss~user~pencil,   Denied",
        "~user~wrong,        Denied",
        "~nobody~pencil,     Denied",
        "user pencil,        Malformed",
        "user~pencil,        Malformed",
        "~user~pen~cil,      Malformed",
        "~~pencil,           Malformed",
        "~user~,             Malformed",
        "~us\ter~pencil,     Malformed",
        "~us\u00FF\u00FEer~pencil, Malformed",
    })
    void PLAIN_takes_one_message_of_three_parts(String message, String outcome) {
        byte[] bytes = message.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);
        Step step = begin("plain").next(bytes);
        assertEquals(outcome, step instanceof Step.Done done ? done.result().getClass().getSimpleName() : step.getClass().getSimpleName());
    }

    @Test
    void PLAIN_wipes_what_held_the_password() {
        byte[] message = "\0user\0pencil".getBytes(StandardCharsets.US_ASCII);
        begin("PLAIN").next(message);
        assertArrayEquals(new byte[message.length], message);
        assertEquals(List.of("user/pencil/192.0.2.1/pop3"), logins.asked);
    }

    @Test
    void LOGIN_asks_for_name_and_password() {
        SaslExchange login = begin("Login");
        assertEquals("Username:", said(login, ""));
        assertEquals("Password:", said(login, "user"));
        assertEquals(new Logins.Result.Granted("user@example.org"), assertInstanceOf(Step.Done.class, say(login, "pencil")).result());
    }

    @Test
    void LOGIN_takes_the_name_as_initial_response() {
        SaslExchange login = begin("LOGIN");
        assertEquals("Password:", said(login, "user"));
        assertEquals(new Logins.Result.Denied(), assertInstanceOf(Step.Done.class, say(login, "wrong")).result());
    }

    @Test
    void LOGIN_without_name_or_password_is_malformed() {
        SaslExchange nameless = begin("LOGIN");
        said(nameless, "");
        assertInstanceOf(Step.Malformed.class, say(nameless, ""));
        SaslExchange silent = begin("LOGIN");
        said(silent, "user");
        assertInstanceOf(Step.Malformed.class, say(silent, ""));
    }

    @Test
    void other_mechanisms_are_not_offered() {
        for (String mechanism : List.of("CRAM-MD5", "DIGEST-MD5", "ANONYMOUS", "EXTERNAL", "")) {
            assertEquals(Optional.empty(), SaslExchange.begin(mechanism, logins, "192.0.2.1", "pop3", Optional.empty()), mechanism);
        }
    }

    private SaslExchange begin(String mechanism) {
        return SaslExchange.begin(mechanism, logins, "192.0.2.1", "pop3", Optional.empty()).orElseThrow();
    }

    private static Step say(SaslExchange exchange, String message) {
        return exchange.next(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String said(SaslExchange exchange, String message) {
        return new String(assertInstanceOf(Step.Challenge.class, say(exchange, message)).bytes(), StandardCharsets.UTF_8);
    }
}
