package barua.sieve;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code set} and {@code string} (RFC 5229 §4, §5). */
final class Variables {

    private Variables() {
    }

    static Step set(Words words) {
        UnaryOperator<String> modifiers = Modifier.read(words);
        Optional<VariableName> name = name(words, words.string("the name of a variable"));
        Text value = words.string("its value");
        return run -> {
            run.scope().set(name.orElseThrow(), modifiers.apply(value.in(run)));
            return Flow.ON;
        };
    }

    /** The variable that a string names; complains where it names none. */
    static Optional<VariableName> name(Words words, Text text) {
        Optional<String> said = words.constant(text, "the name of a variable");
        Optional<VariableName> name = said.flatMap(VariableName::parse);
        if (said.isPresent() && (name.isEmpty() || name.get().global() && !words.required("include"))) {
            words.complain("\"" + said.get() + "\" can be no variable");
        }
        return name;
    }

    static Test string(Words words) {
        Matching matching = words.matching();
        Texts source = words.strings("strings to look at");
        Comparison comparison = matching.keys();
        return run -> {
            List<String> values = source.in(run);
            // RFC 5229 §5: of :count only the strings that say something are counted
            return comparison.any(run, comparison.counts() ? values.stream().filter(value -> !value.isEmpty()).toList() : values);
        };
    }
}
