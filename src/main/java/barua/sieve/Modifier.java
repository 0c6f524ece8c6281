package barua.sieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What {@code set} makes of a value before it keeps it (RFC 5229 §4.1). Of one precedence only one may stand there; higher ones come first. */
enum Modifier {
    LOWER("", 40, text -> text.toLowerCase(Locale.ROOT)),
    UPPER("", 40, text -> text.toUpperCase(Locale.ROOT)),
    LOWERFIRST("", 30, text -> first(text, text.substring(0, firstEnd(text)).toLowerCase(Locale.ROOT))),
    UPPERFIRST("", 30, text -> first(text, text.substring(0, firstEnd(text)).toUpperCase(Locale.ROOT))),
    QUOTEWILDCARD("", 20, text -> quoted(text, "\\*?")),
    QUOTEREGEX("regex", 20, text -> quoted(text, "\\^$.[]|()*+?{}")),
    ENCODEURL("enotify", 15, Modifier::encodedUrl),
    LENGTH("", 10, text -> String.valueOf(text.codePointCount(0, text.length())));

    private static final String UNRESERVED = "-._~";

    private final String capability;
    private final int precedence;
    private final UnaryOperator<String> change;

    Modifier(String capability, int precedence, UnaryOperator<String> change) {
        this.capability = capability;
        this.precedence = precedence;
        this.change = change;
    }

    /** All that stand there, as one. */
    static UnaryOperator<String> read(Words words) {
        var stand = new ArrayList<Modifier>();
        var byPrecedence = new HashMap<Integer, Modifier>();
        for (Modifier modifier : values()) {
            if (words.flag(modifier.tag(), modifier.capability)) {
                stand.add(modifier);
                Modifier other = byPrecedence.put(modifier.precedence, modifier);
                if (other != null) {
                    words.complain(other.tag() + " and " + modifier.tag() + " exclude each other");
                }
            }
        }
        return applied(List.copyOf(stand));
    }

    /** The enum's order is that of precedence. */
    private static UnaryOperator<String> applied(List<Modifier> modifiers) {
        return text -> {
            String value = text;
            for (Modifier modifier : modifiers) {
                value = modifier.change.apply(value);
            }
            return value;
        };
    }

    private String tag() {
        return ":" + name().toLowerCase(Locale.ROOT);
    }

    private static int firstEnd(String text) {
        return text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    }

    private static String first(String text, String changed) {
        return changed + text.substring(firstEnd(text));
    }

    private static String quoted(String text, String special) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (special.indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }

    /** RFC 5435 §6: all but the unreserved characters of RFC 3986. */
    private static String encodedUrl(String text) {
        var out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b > 0 && UNRESERVED.indexOf(b) >= 0;
            out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return out.toString();
    }
}
