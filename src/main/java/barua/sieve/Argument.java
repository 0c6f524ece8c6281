package barua.sieve;

import java.util.List;

/** What stands behind the name of a command or test (RFC 5228 §2.6), as it was read. Lines and columns from 1. */
sealed interface Argument {

    int line();

    int column();

    /** Such as {@code :copy}, in lower case, with its colon. */
    record Tag(String name, int line, int column) implements Argument {
    }

    record Number(long value, int line, int column) implements Argument {
    }

    /** @param list whether it stood in brackets */
    record Strings(List<Literal> literals, boolean list, int line, int column) implements Argument {
        public Strings {
            literals = List.copyOf(literals);
        }
    }

    /** One string without its quoting; what it says of variables and encoded characters is still in it. */
    record Literal(String text, int line, int column) {
    }
}
