package barua.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.sasl.SaslExchange.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {

    private static final byte[] BINDING = "hash of the certificate".getBytes(StandardCharsets.US_ASCII);
    private final Fake logins = new Fake();

    /** RFC 7677 §3. */
    @Test
    void the_example_of_RFC_7677_is_spoken_word_for_word() {
        Scram scram = new Scram(door(), Scram.Offer.NO_PLUS, new byte[0], "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertEquals("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                challenge(scram, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
        Step.Done done = assertInstanceOf(Step.Done.class, say(scram,
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        assertEquals(new Logins.Result.Granted("user@example.org"), done.result());
        assertEquals("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", new String(done.finalWords().orElseThrow(), StandardCharsets.US_ASCII));
    }

    @Test
    void plus_proves_the_password_inside_this_TLS_session() {
        assertEquals(new Logins.Result.Granted("user@example.org"), run("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "user", "pencil", BINDING));
    }

    @Test
    void plus_with_the_binding_of_another_session_is_denied_and_not_counted_as_a_wrong_password() {
        assertEquals(new Logins.Result.Denied(),
                run("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "user", "pencil", "another".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(List.of(), logins.asked);
    }

    @Test
    void a_wrong_password_is_denied_and_said_to_the_port() {
        assertEquals(new Logins.Result.Denied(), run("SCRAM-SHA-256", "n,,", "user", "wrong", new byte[0]));
        assertEquals(List.of("user proven false"), logins.asked);
    }

    @Test
    void names_with_comma_and_equals_sign_are_decoded() {
        assertEquals(new Logins.Result.Granted("a,b=c@example.org"), run("SCRAM-SHA-256", "n,,", "a=2Cb=3Dc", "pencil", new byte[0]));
    }

    @Test
    void the_same_name_may_be_said_twice_but_nobody_acts_for_another() {
        assertEquals(new Logins.Result.Granted("user@example.org"), run("SCRAM-SHA-256", "n,a=user,", "user", "pencil", new byte[0]));
        assertEquals(new Logins.Result.Denied(), run("SCRAM-SHA-256", "n,a=boss,", "user", "pencil", new byte[0]));
    }

    /** RFC 5802 §6. */
    @Test
    void a_client_that_believes_there_is_no_plus_where_it_was_offered_is_denied() {
        assertEquals(new Logins.Result.Denied(), run("SCRAM-SHA-256", "y,,", "user", "pencil", new byte[0]));
        SaslExchange withoutTls = SaslExchange.begin("SCRAM-SHA-256", logins, "192.0.2.1", "imap", Optional.empty()).orElseThrow();
        assertInstanceOf(Step.Challenge.class, say(withoutTls, "y,,n=user,r=abc"));
    }

    @Test
    void plus_is_not_offered_without_binding_data() {
        assertTrue(SaslExchange.begin("SCRAM-SHA-256-PLUS", logins, "192.0.2.1", "imap", Optional.empty()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "n,", "n,,", "n,,n=,r=a", "n,,n=user", "n,,r=a,n=user", "n,,n=user,r=", "n,,n=us=er,r=a", "n,,n=user=2c,r=a",
            "q,,n=user,r=a",
        "n,,m=x,n=user,r=a", "n,b=x,n=user,r=a", "p=tls-unique,,n=user,r=a", "p=tls-server-end-point,,n=user,r=a", "n,,n=user,r=a b", "n,,n=us\u0000er,r=a",
        "n,,n=user,r=a,"})
    void a_broken_first_message_is_malformed(String first) {
        assertInstanceOf(Step.Malformed.class, say(begin("SCRAM-SHA-256"), first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c=biws", "c=biws,r=NONCE", "c=biws,r=NONCE,p=", "c=biws,r=NONCE,p=!", "c=biws,r=NONCE,p=a", "c=!,r=NONCE,p=AAAA",
            "r=NONCE,c=biws,p=AAAA", "c=biws,r=NONCE,p=AAAA,x=y"})
    void a_broken_last_message_is_malformed(String last) {
        SaslExchange scram = begin("SCRAM-SHA-256");
        String nonce = challenge(scram, "n,,n=user,r=abc").split(",")[0].substring(2);
        assertInstanceOf(Step.Malformed.class, say(scram, last.replace("NONCE", nonce)));
    }

    @Test
    void the_nonce_of_another_exchange_and_a_short_proof_are_denied() {
        SaslExchange replayed = begin("SCRAM-SHA-256");
        challenge(replayed, "n,,n=user,r=abc");
        assertEquals(new Logins.Result.Denied(), assertInstanceOf(Step.Done.class, say(replayed, "c=biws,r=abcdef,p=AAAA")).result());
        SaslExchange cut = begin("SCRAM-SHA-256");
        String nonce = challenge(cut, "n,,n=user,r=abc").split(",")[0].substring(2);
        assertEquals(new Logins.Result.Denied(), assertInstanceOf(Step.Done.class, say(cut, "c=biws,r=" + nonce + ",p=AAAA")).result());
        assertInstanceOf(Step.Malformed.class, say(cut, "c=biws,r=" + nonce + ",p=AAAA"));
    }

    private Knock door() {
        return new Knock(logins, "192.0.2.1", "imap");
    }

    private SaslExchange begin(String mechanism) {
        return SaslExchange.begin(mechanism, logins, "192.0.2.1", "imap", Optional.of(BINDING)).orElseThrow();
    }

    private static Step say(SaslExchange exchange, String message) {
        return exchange.next(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(SaslExchange exchange, String message) {
        return new String(assertInstanceOf(Step.Challenge.class, say(exchange, message)).bytes(), StandardCharsets.UTF_8);
    }

    private Logins.Result run(String mechanism, String gs2, String saslname, String password, byte[] binding) {
        SaslExchange exchange = begin(mechanism);
        ScramClient client = new ScramClient(gs2, saslname, password);
        Step answer = exchange.next(client.first());
        if (answer instanceof Step.Done done) {
            return done.result();
        }
        try {
            byte[] last = client.last(assertInstanceOf(Step.Challenge.class, answer).bytes(), binding);
            Step.Done done = assertInstanceOf(Step.Done.class, exchange.next(last));
            done.finalWords().ifPresent(words -> assertEquals(client.expectedServerFinal(), new String(words, StandardCharsets.US_ASCII)));
            return done.result();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
