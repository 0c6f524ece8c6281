package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of strings of a script. */
record Texts(List<Text> all) {

    static final Texts NONE = new Texts(List.of());

    Texts {
        all = List.copyOf(all);
    }

    List<String> in(Run run) {
        var out = new ArrayList<String>(all.size());
        for (Text text : all) {
            out.add(text.in(run));
        }
        return out;
    }

    /** Empty where one of them is not known before a run. */
    Optional<List<String>> constant() {
        var out = new ArrayList<String>(all.size());
        for (Text text : all) {
            if (text.constant().isEmpty()) {
                return Optional.empty();
            }
            out.add(text.constant().get());
        }
        return Optional.of(out);
    }
}
