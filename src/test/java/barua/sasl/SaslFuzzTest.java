package barua.sasl;

import static org.junit.jupiter.api.Assertions.assertFalse;

import barua.sasl.SaslExchange.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Mutated messages of clients: each is answered, none lets anybody in. */
class SaslFuzzTest {

    private static final List<String> SEEDS = List.of("n,,n=user,r=abc", "c=biws,r=abc,p=AAAA", "\0user\0pencil", "p=tls-server-end-point,a=user,n=user,r=abc",
            "user", "");

    @RepeatedTest(200)
    void noise_is_answered_and_never_granted(RepetitionInfo repetition) {
        long seed = 104_729L * repetition.getCurrentRepetition();
        Random random = new Random(seed);
        String mechanism = SaslExchange.MECHANISMS.get(random.nextInt(SaslExchange.MECHANISMS.size()));
        SaslExchange exchange = SaslExchange.begin(mechanism, new Fake(), "192.0.2.1", "imap", Optional.of(new byte[32])).orElseThrow();
        for (int i = 0; i < 4; i++) {
            byte[] message = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
            boolean granted = exchange.next(message) instanceof Step.Done(Logins.Result.Granted _, var _);
            assertFalse(granted, mechanism + ", seed " + seed);
        }
    }

    /** Always changes something that counts: a byte is replaced, put in, or taken out, and the password is never left whole. */
    private static byte[] mutate(String text, Random random) {
        StringBuilder noise = new StringBuilder(text.replace("pencil", "penci"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(noise.length() + 1);
            if (at < noise.length() && random.nextBoolean()) {
                noise.deleteCharAt(at);
            } else {
                noise.insert(at, (char) random.nextInt(256));
            }
        }
        return noise.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
