package barua.webmail;

import barua.sieve.Action;
import barua.sieve.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a script would do with a letter, in words: {@code Student letters: Students, Flag it}. */
final class EffectWords {

    private final Words words;

    EffectWords(Words words) {
        this.words = words;
    }

    /** Whether the script did anything at all with it. */
    static boolean acts(Outcome outcome) {
        return outcome.trouble().isPresent() || outcome.actions().stream()
                .anyMatch(action -> !(action instanceof Action.Keep keep && keep.implicit() && keep.flags().isEmpty()));
    }

    /** @param named whether to say which rules did it */
    String of(Outcome outcome, boolean named) {
        if (outcome.trouble().isPresent()) {
            return outcome.trouble().get().text();
        }
        Set<String> rules = new LinkedHashSet<>();
        Set<String> said = new LinkedHashSet<>();
        for (Action action : outcome.actions()) {
            if (!action.place().rule().isEmpty()) {
                rules.add(action.place().rule());
            }
            said.addAll(words(action));
        }
        String effects = said.isEmpty() ? words.say("filters.do.keep") : String.join(", ", said);
        return named && !rules.isEmpty() ? rules.stream().collect(Collectors.joining(", ")) + ": " + effects : effects;
    }

    private List<String> words(Action action) {
        return switch (action) {
            case Action.Keep keep -> keep.flags().stream().map(this::flag).toList();
            case Action.FileInto into -> join(into.mailbox(), into.flags().stream().map(this::flag).toList());
            case Action.Redirect redirect -> List.of(words.say("filters.do.forward") + " " + redirect.to());
            case Action.Discard _ -> List.of(words.say("filters.do.discard"));
            case Action.Reject _ -> List.of(words.say("filters.do.reject"));
            case Action.Vacation _ -> List.of(words.say("vacation"));
            case Action.Notify _, Action.Remember _, Action.Snooze _ -> List.of(words.say("filters.effect.other"));
        };
    }

    private String flag(String flag) {
        return switch (flag) {
            case "\\Flagged" -> words.say("filters.do.flag");
            case "\\Seen" -> words.say("filters.do.read");
            default -> flag;
        };
    }

    private static List<String> join(String first, List<String> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
