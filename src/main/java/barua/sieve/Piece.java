package barua.sieve;

import java.util.List;
import java.util.Optional;

/**
 * What stands for itself in a script: an {@code if} with all its branches, or commands that follow each other without a blank line or a comment.
 *
 * @param clauses   at least one
 * @param from      where it begins, with the comments right above it
 * @param codeFrom  where its first command begins
 * @param to        behind its end, which is that of its line unless another command follows there
 * @param name      from {@code # rule:[Name]}; empty where there is no such comment
 * @param languages of the answer, as {@link RuleWriter} noted them
 */
record Piece(List<Clause> clauses, int from, int codeFrom, int to, Optional<String> name, List<String> languages) {

    boolean branches() {
        return clauses.getFirst().name().equals("if");
    }
}
