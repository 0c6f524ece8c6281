package barua.sieve;

import barua.message.Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code mailto:} URI (RFC 6068), as {@code notify} names whom to tell (RFC 5436).
 *
 * @param to     those before the question mark and in its {@code to} fields
 * @param fields the other header fields, by name in lower case, the last of a name; without line breaks. Which of them may be used, whoever sends it says
 * @param body   empty where it says none
 */
public record Mailto(List<Address> to, List<Address> cc, List<Address> bcc, Map<String, String> fields, String body) {

    private static final int LONGEST = 8192;
    private static final int MOST_ADDRESSES = 50;

    public Mailto {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        fields = Map.copyOf(fields);
    }

    /** Empty where it is none, names nobody, or somebody who cannot be. */
    public static Optional<Mailto> parse(String uri) {
        if (uri.length() > LONGEST || !uri.regionMatches(true, 0, "mailto:", 0, 7)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(uri.substring(7)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Mailto read(String rest) {
        int mark = rest.indexOf('?');
        var to = new ArrayList<>(addresses(mark < 0 ? rest : rest.substring(0, mark)));
        var cc = new ArrayList<Address>();
        var bcc = new ArrayList<Address>();
        var fields = new LinkedHashMap<String, String>();
        String body = "";
        for (String field : mark < 0 || mark == rest.length() - 1 ? new String[0] : rest.substring(mark + 1).split("&")) {
            int equals = field.indexOf('=');
            String name = decoded(field.substring(0, Math.max(equals, 0))).toLowerCase(Locale.ROOT);
            String raw = field.substring(equals + 1);
            if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
                throw new IllegalArgumentException("a field without a name");
            }
            switch (name) {
                case "to" -> to.addAll(addresses(raw));
                case "cc" -> cc.addAll(addresses(raw));
                case "bcc" -> bcc.addAll(addresses(raw));
                case "body" -> body = decoded(raw);
                default -> fields.put(name, decoded(raw).replaceAll("[\\r\\n\\x00]+", " "));
            }
        }
        int all = to.size() + cc.size() + bcc.size();
        if (all == 0 || all > MOST_ADDRESSES) {
            throw new IllegalArgumentException("nobody or too many");
        }
        return new Mailto(to, cc, bcc, fields, body);
    }

    /** A comma within an address is percent-encoded (RFC 6068 §2). */
    private static List<Address> addresses(String raw) {
        var out = new ArrayList<Address>();
        for (String one : raw.isEmpty() ? new String[0] : raw.split(",", -1)) {
            String text = decoded(one).strip();
            Optional<Address> address = Redirecting.address(text);
            // Older URIs write the comma between two addresses so, too.
            for (String part : address.isPresent() ? new String[] {text} : text.split(",", -1)) {
                out.add(Redirecting.address(part.strip()).orElseThrow(() -> new IllegalArgumentException("no address")));
            }
        }
        return out;
    }

    private static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                int high = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("a % without two digits");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                int end = raw.offsetByCodePoints(i, 1);
                bytes.writeBytes(raw.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException(notUtf8);
        }
    }
}
