package barua.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a part's header says of its body, with the defaults where it says nothing or nonsense (RFC 2045 §5.2, §6, RFC 2183). */
record PartHeader(String type, String subtype, Map<String, String> parameters, String boundary, String encoding, String id,
                  String description, String disposition, Map<String, String> dispositionParameters, String md5,
                  List<String> languages, String location) {

    private static final int LONGEST_NAME = 127;        // RFC 6838 §4.2
    private static final int LONGEST_BOUNDARY = 1000;   // RFC 2046 §5.1.1 says 70; some mailers do not care
    private static final int MOST_LANGUAGES = 50;
    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    /** @param inDigest whether the part stands in a multipart/digest, where the default is message/rfc822 (RFC 2046 §5.1.5) */
    static PartHeader of(Headers headers, boolean inDigest) {
        Parameters type = parameters(headers, "Content-Type");
        Parameters disposition = parameters(headers, "Content-Disposition");
        String[] names = names(type.value(), headers.first("Content-Type").isEmpty() && inDigest);
        return new PartHeader(names[0], names[1], type.decoded(), boundary(type), encoding(headers),
                text(headers, "Content-ID"), text(headers, "Content-Description"), disposition.value(), disposition.decoded(),
                text(headers, "Content-MD5"), languages(headers), text(headers, "Content-Location").replaceAll("[ \\t]", ""));
    }

    boolean isMultipart() {
        return type.equals("multipart");
    }

    boolean isMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    boolean isDigest() {
        return isMultipart() && subtype.equals("digest");
    }

    PartHeader as(String otherType, String otherSubtype) {
        return new PartHeader(otherType, otherSubtype, parameters, boundary, encoding, id, description, disposition, dispositionParameters,
                md5, languages, location);
    }

    private static Parameters parameters(Headers headers, String name) {
        return headers.first(name).map(field -> Parameters.parse(field.raw())).orElse(Parameters.NONE);
    }

    private static String text(Headers headers, String name) {
        return headers.first(name).map(HeaderField::unfolded).orElse("");
    }

    private static String[] names(String value, boolean inDigest) {
        if (value.isEmpty()) {
            return inDigest ? new String[] {"message", "rfc822"} : new String[] {"text", "plain"};
        }
        int slash = value.indexOf('/');
        String type = (slash < 0 ? value : value.substring(0, slash)).strip();
        String subtype = slash < 0 ? "" : firstWord(value.substring(slash + 1).strip());
        if (token(type) && token(subtype)) {
            return new String[] {type, subtype};
        }
        return type.equals("text") ? new String[] {"text", "plain"}
                : type.equals("multipart") ? new String[] {"multipart", "mixed"} : new String[] {"application", "octet-stream"};
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ',') {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean token(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NAME && text.chars().allMatch(c -> c > ' ' && c < 127 && TSPECIALS.indexOf(c) < 0);
    }

    private static String boundary(Parameters type) {
        String trimmed = type.raw().getOrDefault("boundary", type.decoded().getOrDefault("boundary", "")).stripTrailing();
        return trimmed.length() <= LONGEST_BOUNDARY ? trimmed : "";
    }

    /** RFC 2045 §6.1; with quotes, parameters and comments that do not belong there taken off. */
    private static String encoding(Headers headers) {
        String value = parameters(headers, "Content-Transfer-Encoding").value().replace("\"", "").strip();
        String first = firstWord(value).toLowerCase(Locale.ROOT);
        return switch (first) {
            case "" -> "7bit";
            case "8-bit", "8bits" -> "8bit";
            case "7-bit", "7bits" -> "7bit";
            case "quotedprintable", "quoted_printable" -> "quoted-printable";
            case "base-64" -> "base64";
            default -> token(first) ? first : "7bit";
        };
    }

    private static List<String> languages(Headers headers) {
        return Arrays.stream(text(headers, "Content-Language").split(",", MOST_LANGUAGES + 1)).map(String::strip)
                .filter(tag -> !tag.isEmpty()).limit(MOST_LANGUAGES).toList();
    }
}
