package barua.mta;

import barua.message.HeaderField;
import barua.message.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header of a message on its way in, as bytes: read without changing anything, changed field by field, written back. Fields that
 * nobody touched stay byte for byte, for signatures cover them. A line that is no field ends the header (RFC 5322 §2.2).
 *
 * @param fields in their order
 * @param rest   what follows the last field: the empty line with its CRLF, or what stood in place of it
 */
record HeaderBlock(List<HeaderField> fields, String rest) {

    HeaderBlock {
        fields = List.copyOf(fields);
    }

    /** @param block everything up to and including the empty line */
    static HeaderBlock parse(byte[] block) {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        List<HeaderField> fields = new ArrayList<>();
        int at = 0;
        while (at < text.length() && !text.startsWith("\r\n", at)) {
            int end = endOfField(text, at);
            int colon = text.indexOf(':', at);
            if (colon < 0 || colon >= end || !isName(text.substring(at, colon))) {
                break;
            }
            fields.add(new HeaderField(text.substring(at, colon), text.substring(colon + 1, end)));
            at = Math.min(text.length(), end + 2);
        }
        return new HeaderBlock(fields, text.substring(at));
    }

    Headers headers() {
        return new Headers(fields);
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.is(name));
    }

    /** How many fields have one of these names, in lower case. */
    long count(Set<String> names) {
        return fields.stream().filter(field -> names.contains(field.name().toLowerCase(Locale.ROOT))).count();
    }

    /** @param names in lower case */
    HeaderBlock without(Set<String> names) {
        return new HeaderBlock(fields.stream().filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT))).toList(), rest);
    }

    /** With one more field at the end. */
    HeaderBlock with(String name, String value) {
        List<HeaderField> more = new ArrayList<>(fields);
        more.add(new HeaderField(name, " " + value));
        return new HeaderBlock(more, rest);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.name()).append(':').append(field.raw()).append("\r\n"));
        boolean ends = rest.isEmpty() || rest.startsWith("\r\n");
        return text.append(ends ? "" : "\r\n").append(rest).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The Message-ID with its angle brackets; empty where there is none. */
    String messageId() {
        return headers().first("Message-ID").map(field -> field.unfolded().strip()).orElse("");
    }

    private static int endOfField(String text, int from) {
        int end = text.indexOf("\r\n", from);
        while (end >= 0 && end + 2 < text.length() && (text.charAt(end + 2) == ' ' || text.charAt(end + 2) == '\t')) {
            end = text.indexOf("\r\n", end + 2);
        }
        return end < 0 ? text.length() : end;
    }

    // RFC 5322 §2.2: printable US-ASCII without colon; white space before the colon is the obsolete form (§4.5).
    private static boolean isName(String name) {
        String bare = name.stripTrailing();
        return !bare.isEmpty() && bare.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
