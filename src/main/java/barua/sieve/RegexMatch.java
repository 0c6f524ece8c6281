package barua.sieve;

import java.util.List;
import java.util.Optional;

/** The match type {@code :regex} (draft-ietf-sieve-regex): a pattern found anywhere in a value; its groups are match variables. */
final class RegexMatch {

    static final MatchType TYPE = MatchType.ofParts(RegexMatch::matcher);

    private static final int SHOWN = 60;

    private RegexMatch() {
    }

    private static MatchType.Matcher matcher(String key, Collation collation) {
        Regex regex;
        try {
            regex = Regex.compile(key, collation != Collations.OCTET);
        } catch (RegexException wrong) {
            throw new IllegalArgumentException(about(key, wrong), wrong);
        }
        return (run, value, _) -> {
            try {
                run.work(regex.cost(value.length()) >> 6);
                Optional<List<String>> found = regex.find(value);
                if (found.isPresent() && run.remembersMatches()) {
                    run.matched(found.get().toArray(String[]::new));
                }
                return found.isPresent();
            } catch (RegexException costly) {
                throw new Failure(about(key, costly));
            }
        };
    }

    private static String about(String key, RegexException why) {
        return "the regular expression \"" + (key.length() <= SHOWN ? key : key.substring(0, SHOWN) + "...") + "\" " + why.getMessage();
    }
}
