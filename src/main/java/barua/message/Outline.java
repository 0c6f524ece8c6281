package barua.message;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What lists and ENVELOPE need of a message without opening it again: often-asked header fields, structure, and the first
 * words. Derived from the bytes alone, so it may be kept in a cache and made again at any time.
 *
 * @param headers only the fields named in {@link #FIELDS}, in their order
 * @param preview the first words of the readable text for people, at most 200 chars, white space folded, quotes left out
 */
public record Outline(Headers headers, MimePart structure, String preview) {

    /** Lower-case names of the fields that are kept. */
    public static final Set<String> FIELDS = Set.of("date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject",
            "message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "auto-submitted", "precedence", "importance",
            "x-priority", "content-type", "disposition-notification-to", "authentication-results", "return-path", "delivered-to");

    public static Outline of(Content content) throws IOException {
        MimeParser.Message message = MimeParser.parse(content);
        Headers kept = new Headers(message.headers().fields().stream()
                .filter(field -> FIELDS.contains(field.name().toLowerCase(Locale.ROOT))).toList());
        return new Outline(kept, message.root(), Preview.of(content, message.root()));
    }

    /** The Date field as an instant, {@code otherwise} where it is missing or not readable (RFC 5322 §3.3, §4.3). */
    public Instant date(Instant otherwise) {
        return Dates.parse(headers.first("date").map(HeaderField::unfolded).orElse("")).orElse(otherwise);
    }
}
