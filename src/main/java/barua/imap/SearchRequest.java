package barua.imap;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * @param returns empty where no RETURN was said: then the answer has its old form (RFC 4731 §3.1)
 */
record SearchRequest(Optional<Set<Return>> returns, SearchKey key) {

    /** RFC 4731 §3.1, RFC 5182 §2.1, RFC 6203 §4. */
    enum Return { MIN, MAX, ALL, COUNT, SAVE, RELEVANCY }

    boolean asks(Return what) {
        return returns.isPresent() && returns.get().contains(what);
    }

    /** RFC 5182 §2.1: then nothing is told. */
    boolean savesOnly() {
        return returns.isPresent() && returns.get().equals(Set.of(Return.SAVE));
    }

    boolean asksModseq() {
        return names(key, one -> one instanceof SearchKey.Modseq);
    }

    /** Whether {@code $} is in it. */
    boolean namesSaved() {
        return names(key, one -> one instanceof SearchKey.In(MessageSet.Saved _, _));
    }

    boolean asksFuzzy() {
        return names(key, one -> one instanceof SearchKey.Fuzzy);
    }

    private static boolean names(SearchKey key, Predicate<SearchKey> wanted) {
        return switch (key) {
            case SearchKey.Not(var inner) -> names(inner, wanted);
            case SearchKey.Or(var one, var other) -> names(one, wanted) || names(other, wanted);
            case SearchKey.And(var keys) -> keys.stream().anyMatch(one -> names(one, wanted));
            case SearchKey.Fuzzy(var inner) -> wanted.test(key) || names(inner, wanted);
            case SearchKey.Leaf _ -> wanted.test(key);
        };
    }
}
