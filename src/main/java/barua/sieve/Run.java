package barua.sieve;

import barua.message.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of scripts on one letter: what was decided so far, and how much it took. */
final class Run {

    private static final int LOOK_AT_CLOCK = 1024;

    private final Situation situation;
    private final Decisions decisions = new Decisions();
    private Limits limits = Limits.DEFAULT;
    private final long began = System.nanoTime();
    private HeaderView header;
    private Optional<Content> edited = Optional.empty();
    private List<String> flags;
    private Place at;
    private long steps;
    private long nextLook = LOOK_AT_CLOCK;
    private final Set<String> included = new HashSet<>();
    private Scope scope = new Scope(false, new HashMap<>());

    Run(Situation situation) {
        this.situation = situation;
        this.header = new HeaderView(situation.letter().header());
        this.flags = situation.flags();
    }

    Situation situation() {
        return situation;
    }

    Decisions decisions() {
        return decisions;
    }

    void under(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    // ---- how far it is

    void begin(Place place) {
        at = place;
        work(1);
    }

    /** Where the command stands that is being run. */
    Place place() {
        return at;
    }

    /** Counts what was done. @throws Failure where it was too much */
    void work(long done) {
        steps += done;
        if (steps >= nextLook) {
            look();
        }
    }

    private void look() {
        nextLook = steps + LOOK_AT_CLOCK;
        if (steps > limits.steps()) {
            throw new Failure("the script does too much for one letter");
        }
        if (System.nanoTime() - began > limits.time().toNanos()) {
            throw new Failure("the script takes too long for one letter");
        }
    }

    // ---- the letter

    HeaderView header() {
        return header;
    }

    /** In bytes, as it goes on. */
    long size() {
        try {
            return edited.isPresent() ? edited.get().size() : situation.letter().content().size() - situation.letter().returnPath();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<Content> edited() {
        return edited;
    }

    // ---- what is decided

    void act(Action action) {
        decisions.add(action, limits);
    }

    void cancelKeep() {
        decisions.cancelKeep();
    }

    /** What {@code keep} and {@code fileinto} give the letter (RFC 5232 §2). */
    List<String> flags() {
        return flags;
    }

    void flags(List<String> flags) {
        this.flags = List.copyOf(flags);
    }

    /** Notes that a script is included now; false where it was before (RFC 6609 §3.2). */
    boolean including(String script) {
        return included.add(script);
    }

    // ---- variables

    Scope scope() {
        return scope;
    }

    void scope(Scope scope) {
        this.scope = scope;
    }

    /** Whether it is worth the while to tell what wildcards stood for. */
    boolean remembersMatches() {
        return scope.remembers();
    }

    /** @param parts what {@code ${0}}, {@code ${1}} and so on are from now on */
    void matched(String[] parts) {
        if (scope.remembers()) {
            scope.remember(parts);
        }
    }
}
