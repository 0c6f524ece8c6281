package barua.sieve;

/** {@code reject} and {@code ereject} (RFC 5429). */
final class Rejecting {

    private Rejecting() {
    }

    static Step reject(Words words) {
        return step(words, false);
    }

    static Step ereject(Words words) {
        return step(words, true);
    }

    private static Step step(Words words, boolean ereject) {
        Place place = words.place();
        Text reason = words.string("the reason");
        return run -> {
            run.act(new Action.Reject(place, reason.in(run), ereject));
            run.cancelKeep();
            return Flow.ON;
        };
    }
}
