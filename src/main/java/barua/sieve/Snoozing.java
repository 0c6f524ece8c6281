package barua.sieve;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code snooze} (draft-ietf-extra-sieve-snooze-07). */
final class Snoozing {

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?");
    private static final Pattern WEEKDAY = Pattern.compile("[0-6]");
    private static final int MOST_TIMES = 50;

    private Snoozing() {
    }

    static Step snooze(Words words) {
        Place place = words.place();
        Optional<Text> mailbox = words.string(":mailbox", "");
        FolderTags target = FolderTags.read(words);
        Texts add = words.strings(":addflags", "").orElse(Texts.NONE);
        Texts remove = words.strings(":removeflags", "").orElse(Texts.NONE);
        Texts weekdays = words.strings(":weekdays", "").orElse(Texts.NONE);
        Optional<Text> zone = words.string(":tzid", "");
        Texts times = words.strings("times of day, such as \"08:00\"");
        check(words, times, TIME, "is no time of day, such as \"08:00\"");
        check(words, weekdays, WEEKDAY, "is no day of the week, \"0\" for Sunday to \"6\"");
        zone.flatMap(Text::constant).filter(id -> zone(id).isEmpty()).ifPresent(id -> words.complain("there is no time zone \"" + id + "\""));
        return run -> {
            run.act(new Action.Snooze(place, mailbox.map(text -> Filing.mailbox(text, run)), target.mailboxId(run), target.specialUse(run), target.create(),
                    FlagCommands.split(add.in(run)), FlagCommands.split(remove.in(run)), days(weekdays.in(run)), seconds(times.in(run)),
                    zone.map(text -> zoneOf(text.in(run))).orElse(run.situation().zone()), run.edited()));
            run.cancelKeep();
            return Flow.ON;
        };
    }

    private static void check(Words words, Texts texts, Pattern form, String text) {
        texts.all().forEach(one -> one.constant().filter(said -> !form.matcher(said).matches()).ifPresent(said -> words.complain("\"" + said + "\" " + text)));
    }

    private static List<Integer> days(List<String> texts) {
        return texts.stream().map(text -> {
            if (!WEEKDAY.matcher(text).matches()) {
                throw new Failure("snooze names a day of the week that is none");
            }
            return Integer.parseInt(text);
        }).distinct().sorted().toList();
    }

    private static List<Integer> seconds(List<String> texts) {
        if (texts.size() > MOST_TIMES) {
            throw new Failure("snooze names more than " + MOST_TIMES + " times of day");
        }
        return texts.stream().map(text -> {
            Matcher time = TIME.matcher(text);
            if (!time.matches()) {
                throw new Failure("snooze names a time of day that is none");
            }
            int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
            return Integer.parseInt(time.group(1)) * 3600 + Integer.parseInt(time.group(2)) * 60 + second;
        }).distinct().sorted().toList();
    }

    private static ZoneId zoneOf(String id) {
        return zone(id).orElseThrow(() -> new Failure("snooze names a time zone that is none"));
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
