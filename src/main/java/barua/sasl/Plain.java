package barua.sasl;

import java.util.Arrays;
import java.util.Optional;

/** PLAIN: {@code [authzid] NUL authcid NUL passwd} in one message (RFC 4616 §2). */
final class Plain implements SaslExchange {

    private static final int LONGEST = 1000;   // of a name or a password, in bytes

    private final Knock door;

    Plain(Knock door) {
        this.door = door;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Step next(byte[] message) {
        int first = indexOfNul(message, 0);
        int second = first < 0 ? -1 : indexOfNul(message, first + 1);
        if (second < 0 || indexOfNul(message, second + 1) >= 0) {
            return new Step.Malformed("PLAIN wants two NULs");
        }
        Optional<String> acting = Knock.text(message, 0, first);
        Optional<String> user = Knock.text(message, first + 1, second);
        int length = message.length - second - 1;
        if (acting.isEmpty() || user.isEmpty() || user.get().isEmpty() || second > 2 * LONGEST || length == 0 || length > LONGEST) {
            return new Step.Malformed("PLAIN wants a name and a password in UTF-8");
        }
        if (!acting.get().isEmpty() && !acting.get().equalsIgnoreCase(user.get())) {
            return new Step.Done(new Logins.Result.Denied(), Optional.empty());   // nobody may act for another
        }
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        try {
            return new Step.Done(door.verify(user.get(), password), Optional.empty());
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(message, (byte) 0);
        }
    }

    private static int indexOfNul(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
