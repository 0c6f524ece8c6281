package barua.delivery;

import barua.message.Content;
import barua.message.Headers;
import barua.sieve.Action;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a snoozed letter says about its awakening (draft-ietf-extra-sieve-snooze), in a field behind its Return-Path where no stranger can have written it:
 * <pre>
 * X-Snoozed-Until: 2026-11-27T05:00:00Z; to=Kazi/Ofisi; use=%5CArchive; id=F4c1; create=yes; add=%5CFlagged; remove=
 * </pre>
 *
 * @param mailbox   where it goes then; empty for INBOX
 * @param use       the folder of that use comes before, that of {@code mailboxId} before both
 * @param create    whether the folder may be made
 */
record SleepNote(Instant until, Optional<String> mailbox, Optional<String> use, Optional<String> mailboxId, boolean create, List<String> add,
        List<String> remove) {

    static final String FIELD = "X-Snoozed-Until";

    private static final int LONGEST = 900;   // octets of the field
    private static final int DAYS = 8;        // one of them has the weekday and a time that is still to come

    SleepNote {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** The next of its times after now; empty where there is none, or where it does not fit into a field. */
    static Optional<SleepNote> of(Action.Snooze snooze, Instant now) {
        return next(snooze, now).map(until -> new SleepNote(until, snooze.mailbox(), snooze.specialUse(), snooze.mailboxId(), snooze.create(),
                snooze.addFlags(), snooze.removeFlags())).filter(note -> note.text().length() <= LONGEST);
    }

    private static Optional<Instant> next(Action.Snooze snooze, Instant now) {
        ZoneId zone = snooze.zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = today.plusDays(day);
            boolean fits = snooze.weekdays().isEmpty() || snooze.weekdays().contains(date.getDayOfWeek().getValue() % 7);
            if (fits) {
                // A time that the clock leaps over comes when it has leapt (java.time.ZonedDateTime.of).
                Optional<Instant> first = snooze.seconds().stream().map(second -> ZonedDateTime.of(date.atStartOfDay().plusSeconds(second), zone).toInstant())
                        .filter(moment -> moment.isAfter(now)).min(Instant::compareTo);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    Content field() {
        return Content.of((FIELD + ": " + text() + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String text() {
        return until + "; to=" + coded(mailbox.orElse("")) + "; use=" + coded(use.orElse("")) + "; id=" + coded(mailboxId.orElse("")) + "; create="
                + (create ? "yes" : "no") + "; add=" + coded(add) + "; remove=" + coded(remove);
    }

    private static String coded(List<String> words) {
        return words.stream().map(SleepNote::coded).collect(Collectors.joining(","));
    }

    private static String coded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    /** Of a letter in the folder of those that sleep; empty where it says nothing: then it sleeps until somebody takes it out. */
    static Optional<SleepNote> read(Headers header) {
        boolean ours = header.fields().stream().limit(2).anyMatch(field -> field.name().equalsIgnoreCase(FIELD));
        return ours ? header.first(FIELD).flatMap(field -> read(field.unfolded().strip())) : Optional.empty();
    }

    private static Optional<SleepNote> read(String text) {
        try {
            String[] parts = text.split(";\\s*");
            Map<String, String> said = new HashMap<>();
            for (String part : Arrays.copyOfRange(parts, 1, parts.length)) {
                int equals = part.indexOf('=');
                said.put(part.substring(0, Math.max(0, equals)), part.substring(equals + 1));
            }
            return Optional.of(new SleepNote(Instant.parse(parts[0]), word(said, "to"), word(said, "use"), word(said, "id"),
                    said.getOrDefault("create", "").equals("yes"), words(said, "add"), words(said, "remove")));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<String> word(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8)).filter(word -> !word.isEmpty());
    }

    private static List<String> words(Map<String, String> said, String name) {
        return Arrays.stream(said.getOrDefault(name, "").split(",")).map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                .filter(word -> !word.isEmpty()).toList();
    }
}
