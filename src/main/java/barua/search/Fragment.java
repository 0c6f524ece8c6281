package barua.search;

import barua.message.Folding;
import java.util.ArrayList;
import java.util.List;

/**
 * A word of a text that is looked for within others, and whether a word there may go on before or behind it.
 *
 * @param text folded
 */
record Fragment(String text, boolean openFront, boolean openEnd) {

    /** What every text has that holds this one. */
    static List<Fragment> of(String sought) {
        String folded = Folding.fold(sought);
        List<Fragment> all = new ArrayList<>();
        Tokens.of(folded, (from, to) -> {
            boolean single = Tokens.isSingle(folded.codePointAt(from));
            all.add(new Fragment(folded.substring(from, to), !single && from == 0, !single && to == folded.length()));
            return all.size() < 50;
        });
        return all;
    }

    /** Whether it tells messages apart well enough to be looked up: one that may be part of others must not be too short. */
    boolean tells() {
        return !openFront && !openEnd || text.length() >= WordSet.GRAM;
    }
}
