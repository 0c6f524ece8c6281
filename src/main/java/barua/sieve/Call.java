package barua.sieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of one command or test as a form's reader asks for them; what nobody asked for makes it {@link Foreign}. */
final class Call {

    private final Quoting quoting;
    private final Set<String> flags = new HashSet<>();
    private final Map<String, Argument> valued = new HashMap<>();
    private final List<Argument> fixed = new ArrayList<>();

    /** @param valuedTags behind which something belongs to them */
    Call(Quoting quoting, Clause clause, List<String> valuedTags) {
        this.quoting = quoting;
        List<Argument> arguments = clause.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Argument.Tag(String name, _, _)) {
                boolean takes = valuedTags.contains(name) && i + 1 < arguments.size();
                if (takes ? valued.put(name, arguments.get(++i)) != null : !flags.add(name)) {
                    throw new Foreign();
                }
            } else {
                fixed.add(arguments.get(i));
            }
        }
    }

    boolean flag(String tag) {
        return flags.remove(tag);
    }

    Optional<List<String>> valued(String tag) {
        return Optional.ofNullable(valued.remove(tag)).map(this::plain);
    }

    Optional<Long> number(String tag) {
        return Optional.ofNullable(valued.remove(tag)).map(Call::number);
    }

    /** The next of those at fixed places. */
    List<String> strings() {
        return plain(next());
    }

    String one() {
        List<String> strings = strings();
        if (strings.size() != 1) {
            throw new Foreign();
        }
        return strings.getFirst();
    }

    long number() {
        return number(next());
    }

    /** That, where nothing is left. */
    <T> T nothing(T read) {
        if (!flags.isEmpty() || !valued.isEmpty() || !fixed.isEmpty()) {
            throw new Foreign();
        }
        return read;
    }

    private Argument next() {
        if (fixed.isEmpty()) {
            throw new Foreign();
        }
        return fixed.removeFirst();
    }

    private static long number(Argument argument) {
        if (argument instanceof Argument.Number(long value, _, _)) {
            return value;
        }
        throw new Foreign();
    }

    private List<String> plain(Argument argument) {
        if (argument instanceof Argument.Strings strings) {
            return strings.literals().stream().map(literal -> quoting.plain(literal.text()).orElseThrow(Foreign::new)).toList();
        }
        throw new Foreign();
    }
}
