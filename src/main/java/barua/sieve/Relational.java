package barua.sieve;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** {@code :value} and {@code :count} (RFC 5231). */
final class Relational {

    private static final Map<String, IntPredicate> RELATIONS = Map.of("gt", c -> c > 0, "ge", c -> c >= 0, "lt", c -> c < 0, "le", c -> c <= 0,
            "eq", c -> c == 0, "ne", c -> c != 0);

    private Relational() {
    }

    static MatchType value(Words words) {
        IntPredicate relation = relation(words, ":value");
        return (key, collation) -> (_, value, _) -> relation.test(collation.compare(value, key));
    }

    /** How many there are is a number, whatever comparator stands there. */
    static MatchType count(Words words) {
        IntPredicate relation = relation(words, ":count");
        return new MatchType() {
            @Override
            public Matcher matcher(String key, Collation collation) {
                return (_, value, _) -> relation.test(Collations.ASCII_NUMERIC.compare(value, key));
            }

            @Override
            public boolean counts() {
                return true;
            }
        };
    }

    private static IntPredicate relation(Words words, String tag) {
        Optional<String> said = words.string(tag, "relational").flatMap(text -> words.constant(text, "the relation"));
        IntPredicate relation = said.map(name -> RELATIONS.get(name.toLowerCase(Locale.ROOT))).orElse(null);
        if (relation == null) {
            words.complain(tag + " takes \"gt\", \"ge\", \"lt\", \"le\", \"eq\" or \"ne\"");
            return _ -> false;
        }
        return relation;
    }
}
