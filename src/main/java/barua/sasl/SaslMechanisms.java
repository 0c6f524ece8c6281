package barua.sasl;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Makes exchanges by mechanism name. */
final class SaslMechanisms {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 18;   // bytes

    private SaslMechanisms() {
    }

    static Optional<SaslExchange> begin(String mechanism, Logins logins, String remote, String service, Optional<byte[]> binding) {
        Knock door = new Knock(logins, remote, service);
        return Optional.ofNullable(switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> new Plain(door);
            case "LOGIN" -> new Login(door);
            case "SCRAM-SHA-256" -> new Scram(door, binding.isPresent() ? Scram.Offer.ALSO_PLUS : Scram.Offer.NO_PLUS, new byte[0], nonce());
            case "SCRAM-SHA-256-PLUS" -> binding.map(data -> new Scram(door, Scram.Offer.PLUS, data, nonce())).orElse(null);
            default -> null;
        });
    }

    /** Printable and without comma (RFC 5802 §5.1). */
    private static String nonce() {
        byte[] random = new byte[NONCE];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
