package barua.sieve;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.JulianFields;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a test looks at of a date (RFC 5260 §4.2). */
enum DatePart {
    YEAR("yyyy"), MONTH("MM"), DAY("dd"), DATE("yyyy-MM-dd"),
    JULIAN(when -> String.valueOf(when.getLong(JulianFields.MODIFIED_JULIAN_DAY))),
    HOUR("HH"), MINUTE("mm"), SECOND("ss"), TIME("HH:mm:ss"), ISO8601("yyyy-MM-dd'T'HH:mm:ssxxx"), STD11("EEE, dd MMM yyyy HH:mm:ss xx"), ZONE("xx"),
    WEEKDAY(when -> String.valueOf(when.getDayOfWeek().getValue() % 7));

    private final Function<OffsetDateTime, String> text;

    DatePart(String pattern) {
        this(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)::format);
    }

    DatePart(Function<OffsetDateTime, String> text) {
        this.text = text;
    }

    static Optional<DatePart> named(String name) {
        for (DatePart part : values()) {
            if (part.name().equalsIgnoreCase(name)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    String of(OffsetDateTime when) {
        return text.apply(when);
    }
}
