package barua.sieve;

/** Ends a run: an error of the script that shows only now, or a bound. Made often by hostile scripts, hence without a stack trace. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param text for whoever wrote the script */
    Failure(String text) {
        super(text, null, false, false);
    }
}
