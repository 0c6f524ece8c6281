package barua.sieve;

/** A regular expression that cannot be taken, or a match that would cost too much; says why, as the end of a sentence about it. */
final class RegexException extends Exception {

    private static final long serialVersionUID = 1;

    RegexException(String why) {
        super(why);
    }
}
