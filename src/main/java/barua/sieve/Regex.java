package barua.sieve;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A compiled {@code :regex} key (draft-ietf-sieve-regex): POSIX extended, the leftmost match and of these the longest, in time that
 * grows with pattern times text and not faster. An automaton runs it, no backtracking; both factors have a bound.
 */
final class Regex {

    private static final long MOST_WORK = 200_000_000;   // states times characters: about a second

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param ignoreCase for the comparators that do, letters of all languages alike */
    static Regex compile(String posix, boolean ignoreCase) throws RegexException {
        String re2 = PosixPattern.toRe2(posix);
        try {
            Pattern pattern = Pattern.compile(re2, Pattern.LONGEST_MATCH | Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
            return new Regex(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new RegexException("is not understood: " + wrong.getDescription());
        }
    }

    /** Steps that a text of so many characters takes at most. */
    long cost(int characters) {
        return (long) pattern.programSize() * characters;
    }

    /**
     * Finds it anywhere in a text.
     *
     * @return the whole match and then its groups; empty text for a group that took no part; nothing where there is no match
     */
    Optional<List<String>> find(String text) throws RegexException {
        if (cost(text.length()) > MOST_WORK) {
            throw new RegexException("is too costly for a text of " + text.length() + " characters");
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            groups.add(group == null ? "" : group);
        }
        return Optional.of(groups);
    }
}
