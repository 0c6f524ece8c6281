package barua.sieve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gathers what is wrong with one script, up to a bound. */
final class Complaints {

    static final int MOST = 50;

    private final String script;
    private final boolean included;
    private final List<Complaint> all;

    Complaints(String script) {
        this(script, false, new ArrayList<>());
    }

    private Complaints(String script, boolean included, List<Complaint> all) {
        this.script = script;
        this.included = included;
        this.all = all;
    }

    /** The same heap, for a script that this one includes: its complaints say its name. */
    Complaints of(String included) {
        return new Complaints(included, true, all);
    }

    void add(int line, int column, String text) {
        add(new Place(script, "", line, column), text);
    }

    void add(Place place, String text) {
        if (!full()) {
            all.add(of(place, text));
        }
    }

    /** As it would be gathered. */
    Complaint of(Place place, String text) {
        return new Complaint(place, included ? "in the script \"" + script + "\", " + text : text);
    }

    boolean full() {
        return all.size() >= MOST;
    }

    Optional<Complaint> first() {
        return all.stream().findFirst();
    }

    int count() {
        return all.size();
    }

    /** In the order of lines, those of an included script where they were met. */
    void refuse() throws SieveException {
        if (!all.isEmpty()) {
            var sorted = new ArrayList<>(all);
            sorted.sort(Comparator.comparing((Complaint c) -> !c.place().script().equals(script)).thenComparing(c -> c.place().script())
                    .thenComparingInt(c -> c.place().line()).thenComparingInt(c -> c.place().column()));
            throw new SieveException(sorted);
        }
    }
}
