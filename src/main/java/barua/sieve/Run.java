package barua.sieve;

import barua.message.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One run of scripts on one letter: what was decided so far, and how much it took. */
final class Run {

    private static final int LOOK_AT_CLOCK = 1024;
    private static final int LONG_VALUE = 16 * 1024;    // longer than any variable: only parts of the letter are, and these are few
    private static final long MOST_KEPT = 32 << 20;     // characters

    private final Situation situation;
    private final Decisions decisions = new Decisions();
    private Limits limits = Limits.DEFAULT;
    private final long began = System.nanoTime();
    private HeaderView header;
    private EditedLetter letter;       // null until something looks into the letter or changes it
    private Optional<Entity> loopPart = Optional.empty();
    private String breaking = "";
    private int replacements;
    private boolean forgetful;
    private final Map<Collation, Map<String, String>> folds = new HashMap<>();
    private long keptFolds;
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

    // ---- the letter, as it was made so far

    HeaderView header() {
        if (header == null) {
            header = new HeaderView(read(EditedLetter::headers));
        }
        return header;
    }

    /** Of one of its parts. */
    HeaderView header(Entity part) {
        return part == read(EditedLetter::root) ? header() : read(_ -> part.view());
    }

    /** To be told after something was done to the header. */
    void headerChanged() {
        header = null;
    }

    EditedLetter letter() {
        if (letter == null) {
            letter = new EditedLetter(situation.letter().content(), situation.letter().returnPath());
        }
        return letter;
    }

    /** Something read out of the letter. */
    @FunctionalInterface
    interface Reading<T> {
        T of(EditedLetter letter) throws IOException;
    }

    <T> T read(Reading<T> reading) {
        try {
            return reading.of(letter());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In bytes, as it goes on. */
    long size() {
        Content content = edited().orElse(situation.letter().content());
        return read(_ -> content.size()) - situation.letter().returnPath();
    }

    Optional<Content> edited() {
        return letter == null ? Optional.empty() : read(EditedLetter::content);
    }

    /** What is sent on to others. */
    Optional<Content> editedForRedirect() {
        return letter == null ? Optional.empty() : read(EditedLetter::forRedirect);
    }

    /** The part that the innermost {@code foreverypart} is at; the whole letter outside of all loops. */
    Entity part() {
        return loopPart.orElseGet(() -> read(EditedLetter::root));
    }

    Optional<Entity> loopPart() {
        return loopPart;
    }

    void loopPart(Optional<Entity> part) {
        loopPart = part;
    }

    /** The name of the loop that {@link Flow#BREAK} leaves; empty for the nearest. */
    String breaking() {
        return breaking;
    }

    void breaking(String loop) {
        breaking = loop;
    }

    /** Counts one more replacement of a part or of the whole. */
    int countReplacement() {
        return ++replacements;
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

    /** What a comparator makes of a value. Of long ones, which are bodies that many tests look at, it is kept. */
    String folded(Collation collation, String value) {
        if (value.length() < LONG_VALUE) {
            return collation.fold(value);
        }
        Map<String, String> known = folds.computeIfAbsent(collation, _ -> new IdentityHashMap<>());
        String folded = known.get(value);
        if (folded == null) {
            folded = collation.fold(value);
            keptFolds += value.length();
            if (keptFolds <= MOST_KEPT) {
                known.put(value, folded);
            }
        }
        return folded;
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
        return scope.remembers() && !forgetful;
    }

    /** Tests something whose matches are not remembered (RFC 5173 §6). */
    boolean forgetting(BooleanSupplier test) {
        forgetful = true;
        try {
            return test.getAsBoolean();
        } finally {
            forgetful = false;
        }
    }

    /** @param parts what {@code ${0}}, {@code ${1}} and so on are from now on */
    void matched(String[] parts) {
        if (remembersMatches()) {
            scope.remember(parts);
        }
    }
}
