package barua.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a Sieve script is called: Unicode without control characters and {@code /}, at most 512 bytes in UTF-8 (RFC 5804 §1.6). Names are the same
 * where all their characters are.
 */
public record ScriptName(String text) implements Comparable<ScriptName> {

    private static final int LONGEST = 512;   // bytes; RFC 5804 §1.6: at least 128 characters, of up to 4 bytes

    /** Empty where no script can be called so. */
    public static Optional<ScriptName> parse(String text) {
        boolean good = !text.isEmpty() && text.codePoints().noneMatch(ScriptName::isForbidden) && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return good ? Optional.of(new ScriptName(text)) : Optional.empty();
    }

    private static boolean isForbidden(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == '/' || c == 0xFFFD || Character.getType(c) == Character.SURROGATE;
    }

    /** A name known to be one; throws {@link IllegalArgumentException} otherwise. */
    public static ScriptName of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a script's name: " + text));
    }

    @Override
    public int compareTo(ScriptName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
