package barua.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates of Internet messages, read with the obsolete forms and common mistakes, written strictly (RFC 5322 §3.3, §4.3). */
public final class Dates {

    private static final DateTimeFormatter STRICT = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private Dates() {
    }

    public static Optional<Instant> parse(String text) {
        return parseWithOffset(text).map(OffsetDateTime::toInstant);
    }

    /** With the sender's own offset, for SENTON and friends, which ignore time and zone (RFC 9051 §6.4.4). */
    public static Optional<OffsetDateTime> parseWithOffset(String text) {
        return new DateReader(text).read();
    }

    /** The same, but a time of day that there is not counts as midnight rather than as no date at all (RFC 5256 §2.2). */
    public static Optional<Instant> parseDay(String text) {
        return new DateReader(text).readDay().map(OffsetDateTime::toInstant);
    }

    /** Such as {@code Sun, 22 Nov 2026 10:42:00 +0300}. */
    public static String format(Instant when, ZoneId zone) {
        return STRICT.format(when.atZone(zone));
    }
}
