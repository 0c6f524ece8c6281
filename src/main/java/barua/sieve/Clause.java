package barua.sieve;

import java.util.List;
import java.util.Optional;

/**
 * A command or a test as it was read, whatever it means (RFC 5228 §8.2).
 *
 * @param name  in lower case
 * @param tests one, or the ones that stood in brackets
 * @param rule  the name of the rule to which it belongs; empty where it has none
 * @param block of a command that ends in one; empty where it ends in a semicolon
 * @param from  where it begins in the text, in UTF-16 units
 * @param to    behind its end
 */
record Clause(String name, List<Argument> arguments, List<Clause> tests, boolean testList, Optional<List<Clause>> block, String rule, int line, int column,
        int from, int to) {

    Clause {
        arguments = List.copyOf(arguments);
        tests = List.copyOf(tests);
    }

    Clause ending(Optional<List<Clause>> withBlock, int end) {
        return new Clause(name, arguments, tests, testList, withBlock, rule, line, column, from, end);
    }
}
