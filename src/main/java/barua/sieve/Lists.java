package barua.sieve;

/** Lists that are kept elsewhere (RFC 6134). */
final class Lists {

    /** {@code :list}: whether a list holds the value; keys are names of lists. Of an unknown one nothing can be said, and the letter is kept. */
    static final MatchType LIST = (key, _) -> (run, value, _) -> {
        run.work(16);
        return run.situation().surroundings().listHas(key, value).orElseThrow(() -> unknown(key));
    };

    private Lists() {
    }

    static Test valid(Words words) {
        Texts names = words.strings("names of lists");
        return run -> run.situation().surroundings().lists().containsAll(names.in(run));
    }

    static Failure unknown(String name) {
        return new Failure("there is no list \"" + (name.length() <= 80 ? name : name.substring(0, 80) + "...") + "\"");
    }
}
