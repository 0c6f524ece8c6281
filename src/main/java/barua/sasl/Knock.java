package barua.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a login knocks: whom to ask, and on whose behalf. */
record Knock(Logins logins, String remote, String service) {

    Logins.Result verify(String user, byte[] password) {
        return logins.verify(user, password, remote, service);
    }

    Logins.Result proven(String user, boolean correct) {
        return logins.proven(user, correct, remote, service);
    }

    /** Text, strictly UTF-8 and without control characters; empty where it is not. */
    static Optional<String> text(byte[] bytes, int from, int to) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
