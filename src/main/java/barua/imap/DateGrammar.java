package barua.imap;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as IMAP writes them (RFC 9051 §9 date, date-time): English months, always with an offset. */
final class DateGrammar {

    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})-([A-Za-z]{3})-(\\d{4})");
    private static final Pattern MOMENT = Pattern.compile(" ?(\\d{1,2})-([A-Za-z]{3})-(\\d{4}) (\\d\\d):(\\d\\d):(\\d\\d) ([+-])(\\d\\d)(\\d\\d)");

    private DateGrammar() {
    }

    /** {@code 1-Feb-2026}, perhaps quoted. */
    static LocalDate day(ImapLexer in) throws SyntaxException {
        String text = new String(in.astring(), StandardCharsets.ISO_8859_1);
        Matcher found = DAY.matcher(text);
        if (!found.matches()) {
            throw new SyntaxException(SyntaxException.quote(text) + " is not a date, such as 1-Feb-2026");
        }
        return day(found);
    }

    /** {@code " 1-Feb-2026 10:42:00 +0300"}. */
    static Instant moment(ImapLexer in) throws SyntaxException {
        String text = new String(in.string(), StandardCharsets.ISO_8859_1);
        Matcher found = MOMENT.matcher(text);
        if (!found.matches()) {
            throw new SyntaxException(SyntaxException.quote(text) + " is not a date-time, such as \" 1-Feb-2026 10:42:00 +0300\"");
        }
        try {
            // RFC 9051 §9 time: a leap second is written 60; an Instant has none.
            int second = Math.min(59, number(found, 6));
            LocalDateTime local = day(found).atTime(number(found, 4), number(found, 5), second);
            int sign = found.group(7).equals("-") ? -1 : 1;
            return local.toInstant(ZoneOffset.ofHoursMinutes(sign * number(found, 8), sign * number(found, 9)));
        } catch (DateTimeException wrong) {
            throw new SyntaxException("there is no such time as " + SyntaxException.quote(text));
        }
    }

    private static LocalDate day(Matcher found) throws SyntaxException {
        int month = MONTHS.indexOf(found.group(2).toUpperCase(Locale.ROOT)) + 1;
        try {
            return LocalDate.of(number(found, 3), month, number(found, 1));
        } catch (DateTimeException wrong) {
            throw new SyntaxException("there is no such day as " + SyntaxException.quote(found.group(1) + "-" + found.group(2) + "-" + found.group(3)));
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
