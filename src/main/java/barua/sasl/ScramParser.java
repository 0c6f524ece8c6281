package barua.sasl;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of the client's two SCRAM messages (RFC 5802 §7). */
final class ScramParser {

    private static final int LONGEST = 4096;   // bytes of a message
    private static final String NONCE = "r=([\\x21-\\x2B\\x2D-\\x7E]{1,512})";
    private static final String EXTENSIONS = "(?:,[A-Za-z]=[^,]+)*";
    private static final Pattern FIRST = Pattern.compile("((n|y|p=[A-Za-z0-9.-]+),(?:a=([^,]+))?,)(n=([^,]+)," + NONCE + EXTENSIONS + ")");
    private static final Pattern LAST = Pattern.compile("(c=([A-Za-z0-9+/=]+)," + NONCE + EXTENSIONS + "),p=([A-Za-z0-9+/=]+)");

    private ScramParser() {
    }

    /**
     * @param gs2    the GS2 header with its last comma, as it was sent
     * @param flag   {@code n}, {@code y} or {@code p=...}
     * @param acting the authzid; empty where there is none
     * @param bare   client-first-message-bare, as it was sent
     */
    record First(String gs2, String flag, String acting, String bare, String user, String nonce) {
    }

    /** @param withoutProof client-final-message-without-proof, as it was sent */
    record Last(String withoutProof, byte[] binding, String nonce, byte[] proof) {
    }

    /** A mandatory extension ({@code m=}) would stand before the name and is refused with it (RFC 5802 §5.1). */
    static Optional<First> first(byte[] message) {
        return match(FIRST, message).flatMap(part -> {
            Optional<String> acting = part.group(3) == null ? Optional.of("") : name(part.group(3));
            Optional<String> user = name(part.group(5));
            return acting.isEmpty() || user.isEmpty() ? Optional.empty()
                    : Optional.of(new First(part.group(1), part.group(2), acting.get(), part.group(4), user.get(), part.group(6)));
        });
    }

    static Optional<Last> last(byte[] message) {
        return match(LAST, message).flatMap(part -> {
            try {
                Base64.Decoder base64 = Base64.getDecoder();
                return Optional.of(new Last(part.group(1), base64.decode(part.group(2)), part.group(3), base64.decode(part.group(4))));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Matcher> match(Pattern grammar, byte[] message) {
        return message.length > LONGEST ? Optional.empty()
                : Knock.text(message, 0, message.length).map(grammar::matcher).filter(Matcher::matches);
    }

    /** saslname: comma and equals sign are written {@code =2C} and {@code =3D}; any other equals sign is an error. */
    private static Optional<String> name(String saslname) {
        String decoded = saslname.replace("=2C", ",").replace("=3D", "\0");
        return decoded.contains("=") ? Optional.empty() : Optional.of(decoded.replace('\0', '='));
    }
}
