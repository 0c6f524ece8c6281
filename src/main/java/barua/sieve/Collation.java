package barua.sieve;

/**
 * A comparator (RFC 4790, RFC 5228 §2.7.3): what makes two texts the same, and which comes first. Texts are UTF-16; where the order is that
 * of octets it is that of UTF-8.
 */
interface Collation {

    /** Such as {@code i;ascii-casemap}. */
    String name();

    /** Two texts are the same where what this makes of them is. */
    String fold(String text);

    /** Whether it can look for a part of a text (RFC 4790 §4.2.3). Then folding a part is a part of what folding the whole gives. */
    default boolean substrings() {
        return true;
    }

    default int compare(String one, String other) {
        return Collations.compareOctets(fold(one), fold(other));
    }

    /**
     * For wildcards that remember what they stood for: where in {@code text} the character begins that made each char of its fold, and its
     * length as the last one. Null where folding keeps every char in its place.
     */
    default int[] origins(String text) {
        return null;
    }
}
