package barua.launch;

/** A command cannot be done, with the one sentence that says why; ends in exit code 1. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason, null, false, false);
    }
}
