package barua.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The grammar of addresses (RFC 5322 §3.4, §4.4; RFC 6532), forgiving for headers, strict for one addr-spec. */
public final class AddressParser {

    private static final int LONGEST_LOCAL = 64;     // RFC 5321 §4.5.3.1.1
    private static final int LONGEST_ADDRESS = 254;  // RFC 5321 §4.5.3.1.3, less the angle brackets
    private static final int LONGEST_PATH = 512;     // RFC 5321 §4.5.3.1 asks to take more than the limits where one can
    private static final String ATEXT_SIGNS = "!#$%&'*+-/=?^_`{|}~";

    private AddressParser() {
    }

    /** One addr-spec, strictly (RFC 5321 §4.1.2, with UTF-8 local parts of RFC 6531). Local part at most 64 octets, in all at most 254. */
    public static Optional<Address> addrSpec(String text) {
        int at = text.length() > LONGEST_ADDRESS ? -1 : endOfLocal(text);
        boolean sound = at > 0 && octets(text) <= LONGEST_ADDRESS && octets(text.substring(0, at)) <= LONGEST_LOCAL;
        return sound ? split(text, at) : Optional.empty();
    }

    /**
     * One address of an envelope: as {@link #addrSpec}, but with a local part as long as there is room in 512 octets (VERP and SRS write whole
     * addresses into it), and with dots at its ends and side by side, as some telephone companies gave out.
     */
    static Optional<Address> path(String text) {
        int at = text.length() > LONGEST_PATH ? -1 : text.startsWith("\"") ? endOfLocal(text) : endOfDotted(text);
        boolean sound = at > 0 && at < text.length() && octets(text) <= LONGEST_PATH;
        return sound ? split(text, at) : Optional.empty();
    }

    private static Optional<Address> split(String text, int at) {
        String written = text.substring(0, at);
        String local = written.startsWith("\"") ? unquoted(written) : written;
        boolean sound = !local.isEmpty() && !text.endsWith(".");
        return sound ? Domain.parse(text.substring(at + 1)).map(domain -> new Address(local, domain)) : Optional.empty();
    }

    /** Where the @ stands, or the text ends, after letters and dots in any order; -1 where something else comes first. */
    private static int endOfDotted(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != '@') {
            if (text.charAt(i) != '.' && !atext(text, i)) {
                return -1;
            }
            i++;
        }
        return i;
    }

    /** An address list from a raw header value, forgiving; never throws, at most 10,000 items. */
    public static List<AddressItem> list(String raw) {
        return new AddressListReader(HeaderText.unfold(raw)).read();
    }

    /** The first item of that list, without reading on; empty where there is none. */
    public static Optional<AddressItem> first(String raw) {
        return new AddressListReader(HeaderText.unfold(raw)).first();
    }

    /** The local part as it is written in protocols: a dot-atom as it is, anything else as a quoted string. */
    static String quoteLocal(String local) {
        return !local.isEmpty() && endOfDotString(local + "@") == local.length() ? local : quoted(local);
    }

    /** A quoted string (RFC 5322 §3.2.4). */
    static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }

    /** What a quoted string says, given with its quotes. */
    static String unquoted(String quotedString) {
        var out = new StringBuilder(quotedString.length());
        for (int i = 1; i < quotedString.length() - 1; i++) {
            char c = quotedString.charAt(i);
            out.append(c == '\\' && i + 1 < quotedString.length() - 1 ? quotedString.charAt(++i) : c);
        }
        return out.toString();
    }

    /** Where the @ after the local part stands; -1 where there is no local part. */
    private static int endOfLocal(String text) {
        int end = text.startsWith("\"") ? endOfQuoted(text) : endOfDotString(text);
        return end > 0 && end < text.length() && text.charAt(end) == '@' ? end : -1;
    }

    private static int endOfQuoted(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i >= text.length() || !quotable(text, i)) {
                return -1;
            }
        }
        return -1;
    }

    /** The first place that does not belong to a dot-string any more; -1 where its dots stand wrongly. */
    private static int endOfDotString(String text) {
        boolean afterDot = true;
        int i = 0;
        while (i < text.length() && text.charAt(i) != '@') {
            char c = text.charAt(i);
            boolean dot = c == '.';
            if (dot ? afterDot : !atext(text, i)) {
                return -1;
            }
            afterDot = dot;
            i++;
        }
        return afterDot ? -1 : i;
    }

    private static boolean atext(String text, int i) {
        char c = text.charAt(i);
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ATEXT_SIGNS.indexOf(c) >= 0
                || c > 126 && visible(text, i);
    }

    private static boolean quotable(String text, int i) {
        char c = text.charAt(i);
        return c >= ' ' && c <= '~' || c > 126 && visible(text, i);
    }

    /** RFC 6531 §3.3 lets nearly everything in; what cannot be seen, or turns its surroundings, would only serve deceit. */
    private static boolean visible(String text, int i) {
        int c = text.codePointAt(i);
        if (Character.isLowSurrogate(text.charAt(i))) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c > 0xa0 && !HeaderText.turnsDirection(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c)
                && !(c <= 0xffff && Character.isSurrogate((char) c));
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
