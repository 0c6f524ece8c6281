package barua.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Dates of Internet messages, read with the obsolete forms and common mistakes, written strictly (RFC 5322 §3.3, §4.3). */
public final class Dates {

    private Dates() {
    }

    public static Optional<Instant> parse(String text) {
        return parseWithOffset(text).map(OffsetDateTime::toInstant);
    }

    /** With the sender's own offset, for SENTON and friends, which ignore time and zone (RFC 9051 §6.4.4). */
    public static Optional<OffsetDateTime> parseWithOffset(String text) {
        throw new UnsupportedOperationException("contract");
    }

    /** Such as {@code Sun, 22 Nov 2026 10:42:00 +0300}. */
    public static String format(Instant when, ZoneId zone) {
        throw new UnsupportedOperationException("contract");
    }
}
