package barua.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** LOGIN: never standardised, still what some clients know alone. Asks for the name, then for the password. */
final class Login implements SaslExchange {

    private static final int LONGEST = 1000;   // of a name or a password, in bytes

    private final Knock door;
    private boolean asked;
    private Optional<String> user = Optional.empty();

    Login(Knock door) {
        this.door = door;
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    @Override
    public Step next(byte[] message) {
        if (user.isPresent()) {
            return check(message);
        }
        if (message.length == 0 && !asked) {
            asked = true;
            return challenge("Username:");
        }
        user = Knock.text(message, 0, message.length).filter(name -> !name.isEmpty() && message.length <= LONGEST);
        return user.isPresent() ? challenge("Password:") : new Step.Malformed("LOGIN wants a name in UTF-8");
    }

    private Step check(byte[] password) {
        if (password.length == 0 || password.length > LONGEST) {
            return new Step.Malformed("LOGIN wants a password");
        }
        try {
            return new Step.Done(door.verify(user.orElseThrow(), password), Optional.empty());
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static Step challenge(String text) {
        return new Step.Challenge(text.getBytes(StandardCharsets.US_ASCII));
    }
}
