package barua.sieve;

import barua.message.Dates;
import barua.message.HeaderField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code date} and {@code currentdate} (RFC 5260 §4, §5). */
final class DateTests {

    private static final Pattern ZONE = Pattern.compile("[+-](?:0\\d|1[0-8])[0-5]\\d");

    private DateTests() {
    }

    static Test date(Words words) {
        boolean original = words.flag(":originalzone");
        BiFunction<Run, OffsetDateTime, OffsetDateTime> zone = zone(words, original);
        FieldIndex index = FieldIndex.read(words);
        Matching matching = words.matching();
        Text field = words.string("the name of a header field");
        Function<Run, Optional<DatePart>> part = part(words);
        Comparison comparison = matching.keys();
        return run -> {
            var values = new ArrayList<String>();
            Optional<DatePart> wanted = part.apply(run);
            for (HeaderField one : wanted.isEmpty() ? List.<HeaderField>of() : index.of(run.header().fields(field.in(run)))) {
                run.work(1);
                when(one).ifPresent(when -> values.add(wanted.get().of(zone.apply(run, when))));
            }
            return comparison.any(run, values);
        };
    }

    static Test currentDate(Words words) {
        BiFunction<Run, OffsetDateTime, OffsetDateTime> zone = zone(words, false);
        Matching matching = words.matching();
        Function<Run, Optional<DatePart>> part = part(words);
        Comparison comparison = matching.keys();
        return run -> {
            Instant now = run.situation().now();
            return part.apply(run).filter(wanted -> comparison.any(run, List.of(wanted.of(zone.apply(run, now.atOffset(ZoneOffset.UTC)))))).isPresent();
        };
    }

    /** A trace field has its date behind the last semicolon (RFC 5321 §4.4). */
    private static Optional<OffsetDateTime> when(HeaderField field) {
        String text = field.unfolded();
        return Dates.parseWithOffset(text.substring(text.lastIndexOf(';') + 1));
    }

    private static BiFunction<Run, OffsetDateTime, OffsetDateTime> zone(Words words, boolean original) {
        Optional<Text> said = words.string(":zone", "");
        if (said.isPresent() && original) {
            words.complain(":zone and :originalzone exclude each other");
        }
        said.flatMap(Text::constant).filter(zone -> !ZONE.matcher(zone).matches()).ifPresent(zone ->
                words.complain(":zone takes an offset such as \"+0300\""));
        if (original) {
            return (_, when) -> when;
        }
        if (said.isEmpty()) {
            return (run, when) -> when.atZoneSameInstant(run.situation().zone()).toOffsetDateTime();
        }
        return (run, when) -> when.withOffsetSameInstant(offset(said.get().in(run)));
    }

    private static ZoneOffset offset(String zone) {
        if (!ZONE.matcher(zone).matches() || zone.compareTo(zone.charAt(0) + "1800") > 0) {
            throw new Failure(":zone takes an offset such as \"+0300\"");
        }
        int sign = zone.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(zone.substring(1, 3)), sign * Integer.parseInt(zone.substring(3)));
    }

    /** Of an unknown part a test is false; one that is known to be unknown is an error (RFC 5260 §4.2). */
    private static Function<Run, Optional<DatePart>> part(Words words) {
        Text name = words.string("the part of the date");
        if (name.constant().isPresent()) {
            Optional<DatePart> part = DatePart.named(name.constant().get());
            if (part.isEmpty() && !name.constant().get().isEmpty()) {
                words.complain("a date has no part \"" + name.constant().get() + "\"");
            }
            return _ -> part;
        }
        return run -> DatePart.named(name.in(run));
    }
}
