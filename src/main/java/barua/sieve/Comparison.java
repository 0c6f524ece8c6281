package barua.sieve;

import java.util.List;

/** Values held against keys: match type, comparator and keys of one test (RFC 5228 §2.7). */
final class Comparison {

    private final MatchType type;
    private final Collation collation;
    private final Texts keys;
    private final MatchType.Matcher[] ready;    // null where keys depend on variables

    /** @throws IllegalArgumentException where a key that is known now is none of the type */
    Comparison(MatchType type, Collation collation, Texts keys) {
        this.type = type;
        this.collation = collation;
        this.keys = keys;
        this.ready = keys.constant().map(known -> known.stream().map(key -> type.matcher(key, collation)).toArray(MatchType.Matcher[]::new)).orElse(null);
    }

    /** Whether one of the values matches one of the keys. */
    boolean any(Run run, List<String> values) {
        if (type.counts()) {
            return one(run, String.valueOf(values.size()));
        }
        for (String value : values) {
            if (one(run, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is counted, or each of few values, is wanted at all before it is made. */
    boolean counts() {
        return type.counts();
    }

    boolean one(Run run, String value) {
        String folded = run.folded(collation, value);
        if (ready != null) {
            run.work(ready.length);
            for (MatchType.Matcher matcher : ready) {
                if (matcher.matches(run, value, folded)) {
                    return true;
                }
            }
            return false;
        }
        for (Text key : keys.all()) {
            run.work(1);
            if (matcher(key.in(run)).matches(run, value, folded)) {
                return true;
            }
        }
        return false;
    }

    private MatchType.Matcher matcher(String key) {
        try {
            return type.matcher(key, collation);
        } catch (IllegalArgumentException noKey) {
            throw new Failure(noKey.getMessage());
        }
    }
}
