package barua.sieve;

import java.util.List;
import java.util.Optional;

/**
 * What came of running scripts on a letter.
 *
 * @param actions in the order in which they are to be done, none twice; the implicit keep is among them where nothing cancelled it
 * @param trouble what ended a script too early: then the letter is kept, and what was decided before stands unless it would lose the letter (RFC 5228 §2.10.6)
 * @param stopped whether {@code stop} ended it
 */
public record Outcome(List<Action> actions, Optional<Complaint> trouble, boolean stopped) {

    public Outcome {
        actions = List.copyOf(actions);
    }
}
