package barua.sieve;

/** A piece of a script says what no form can show. */
final class Foreign extends RuntimeException {

    private static final long serialVersionUID = 1;

    Foreign() {
        super(null, null, false, false);
    }
}
