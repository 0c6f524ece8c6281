package barua.webmail;

import barua.delivery.Doing;
import barua.delivery.DryRun;
import barua.mailbox.FolderName;
import barua.sieve.Action;
import barua.sieve.Outcome;
import barua.sieve.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    /** What comes of it, and what does not and why. @param named whether to say which rules did it */
    String of(DryRun.Result result, boolean named) {
        if (!result.complaints().isEmpty()) {
            return result.complaints().getFirst().text();
        }
        Set<String> rules = new LinkedHashSet<>();
        Set<String> said = new LinkedHashSet<>();
        for (Doing doing : result.doings()) {
            doing.place().map(Place::rule).filter(rule -> !rule.isEmpty()).ifPresent(rules::add);
            said.addAll(words(doing));
        }
        String effects = said.isEmpty() ? words.say("filters.do.keep") : String.join(", ", said);
        return named && !rules.isEmpty() ? rules.stream().collect(Collectors.joining(", ")) + ": " + effects : effects;
    }

    private List<String> words(Doing doing) {
        return switch (doing.what()) {
            case FILE -> filed(doing);
            case REDIRECT -> List.of(words.say("filters.do.forward") + " " + doing.to());
            case DISCARD -> List.of(words.say("filters.do.discard"));
            case REJECT -> List.of(words.say("filters.do.reject"));
            case ANSWER -> List.of(words.say("vacation"));
            case NOTIFY, SNOOZE -> List.of(words.say("filters.effect.other"));
            case NOT_FILED -> List.of(words.say("filters.not.filed", "to", doing.to(), "why", why(doing)));
            case NOT_REDIRECTED -> List.of(words.say("filters.not.redirected", "to", doing.to(), "why", why(doing)));
            case NOT_ANSWERED -> List.of(words.say("filters.not.answered", "why", why(doing)));
            case NOT_REJECTED -> List.of(words.say("filters.not.rejected", "why", why(doing)));
            case NOT_NOTIFIED, NOT_SNOOZED -> List.of(words.say("filters.not.other", "why", why(doing)));
            case TROUBLE -> List.of();
        };
    }

    private String why(Doing doing) {
        return doing.why().map(reason -> words.say("filters.why." + reason.name().toLowerCase(Locale.ROOT).replace('_', '.'))).orElse("");
    }

    /** What stays where it would be without rules goes without saying; its flags do not. */
    private List<String> filed(Doing doing) {
        Stream<String> flags = Stream.of(doing.more().split(" ")).filter(flag -> !flag.isEmpty() && !flag.equals("fcc")).map(this::flag);
        boolean inbox = doing.to().equals(FolderName.INBOX.toString());
        return Stream.concat(inbox ? Stream.of() : Stream.of(doing.to()), flags).toList();
    }

    private String flag(String flag) {
        return switch (flag) {
            case "\\Flagged" -> words.say("filters.do.flag");
            case "\\Seen" -> words.say("filters.do.read");
            default -> flag;
        };
    }
}
