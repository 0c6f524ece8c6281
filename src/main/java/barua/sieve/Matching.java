package barua.sieve;

/** Match type and comparator of a test whose keys are still to be read. */
record Matching(Words words, MatchType type, Collation collation) {

    /** Reads the keys. */
    Comparison keys() {
        return keys(words.strings("keys to look for"));
    }

    Comparison keys(Texts keys) {
        if (type.substrings() && !collation.substrings()) {
            words.complain("the comparator " + collation.name() + " cannot look for parts of a value");
        } else {
            keys.all().forEach(key -> key.constant().ifPresent(known -> type.known(words, known)));
            try {
                return new Comparison(type, collation, keys);
            } catch (IllegalArgumentException noKey) {
                words.complain(noKey.getMessage());
            }
        }
        return new Comparison(MatchTypes.IS, collation, Texts.NONE);
    }
}
