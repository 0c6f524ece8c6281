package barua.sieve;

/** The match types of RFC 5228 §2.7.1. */
final class MatchTypes {

    static final MatchType IS = (key, collation) -> {
        String folded = collation.fold(key);
        return (_, _, value) -> value.equals(folded);
    };

    static final MatchType CONTAINS = MatchType.ofParts((key, collation) -> {
        String folded = collation.fold(key);
        return (run, _, value) -> {
            run.work(value.length() >> 8);
            return value.contains(folded);
        };
    });

    static final MatchType MATCHES = MatchType.ofParts(Wildcard::of);

    private MatchTypes() {
    }
}
