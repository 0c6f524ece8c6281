package barua.sieve;

/** How a value is held against a key (RFC 5228 §2.7.1): {@code :is}, {@code :contains} and what extensions add. */
@FunctionalInterface
interface MatchType {

    /** @throws IllegalArgumentException with words for whoever wrote the key, where it is none of this kind */
    Matcher matcher(String key, Collation collation);

    /** Whether it looks for parts of the value, which not all comparators can. */
    default boolean substrings() {
        return false;
    }

    /** Whether the keys are held against how many values there are (RFC 5231). */
    default boolean counts() {
        return false;
    }

    /** Whether a comparator may stand beside it. */
    default boolean comparators() {
        return true;
    }

    /** Is told of each key that is known when the script is read. @param test whose key it is */
    default void known(Words test, String key) {
    }

    /** A match type that looks for parts of the value. */
    static MatchType ofParts(MatchType type) {
        return new MatchType() {
            @Override
            public Matcher matcher(String key, Collation collation) {
                return type.matcher(key, collation);
            }

            @Override
            public boolean substrings() {
                return true;
            }
        };
    }

    /** One key, ready. */
    @FunctionalInterface
    interface Matcher {

        /**
         * Where it holds and parts of the value are to be remembered, gives them to {@link Run#matched} if {@link Run#remembersMatches}.
         *
         * @param folded what the comparator made of the value
         */
        boolean matches(Run run, String value, String folded);
    }
}
